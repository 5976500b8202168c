"""Hearing of changes by mail: models ← melden (what is new) ← verzenden (a message for each who
asked); vragen (asking for it, saying yes, ending it)."""
