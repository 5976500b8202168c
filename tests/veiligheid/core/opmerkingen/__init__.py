"""Remarks at the words of a text."""
