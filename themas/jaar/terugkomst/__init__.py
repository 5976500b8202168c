"""A bijdrage out to Word and back, on the records.

From the ground up: `models` ← `tekst` (a bijdrage as plain data, and as the merk in a file) ←
`taking_in` (a file that came back becomes proposals) · `fitting` (what one proposal does to the
text as it stands; pure) ← `deciding` (accept, refuse, settle) · `showing` (the list as a person
reads it).
"""
