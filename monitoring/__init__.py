"""Figures: areas, indicators, measurements, money; charts from plain series."""
