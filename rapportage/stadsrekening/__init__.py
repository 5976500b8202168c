"""The chapter of the annual account (stadsrekening): an introduction, a summary of each theme, the
money and the figures. Made from a round, or taken in from Word."""
