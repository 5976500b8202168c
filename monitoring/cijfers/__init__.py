"""Figures: areas, indicators, measurements."""
