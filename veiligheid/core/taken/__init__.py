"""Work beside the request: asked for once, done by a worker, told to whoever asked.

`vragen.ask` puts it down, `soorten` says what each kind does, `uitvoeren` does it, `herstel`
takes up what a dead worker left, `werker` keeps the workers alive. Why: docs/adr/0024.
"""
