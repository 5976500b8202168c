"""Tables as people have them: one way in for every importer, and one way out.

`bestand` opens a CSV or XLSX file and gives its rows; `kop` finds which row holds the headings and
what each column is; `vraag` asks a person where the file doesn't say; `dagen` and `getallen` read
cells; `write` makes files.
"""
