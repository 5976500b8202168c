"""Searching Dutch text: word forms, compounds and typing errors, the same on every database.

taal (words → what they are compared by) ← index (pieces → hits in order) ← fragment (a hit → its
words with what was sought marked). No ORM here: who searches brings the pieces.
"""
