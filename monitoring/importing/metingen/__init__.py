"""Figures: published tables, their code lists, and our own lists."""
