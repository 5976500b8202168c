"""From series to a figure, and from a figure to SVG, Plotly, table, CSV and words. No ORM."""
