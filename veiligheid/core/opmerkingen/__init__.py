"""Remarks at the words of a text, with what was answered: one room for every kind of text.

A kind of text says who may read it (`soorten.register`); a remark keeps to its words while the
text changes (`anker`, `volgen`). It never enters the text, nor anything made of it. See ADR 0035.
"""
