"""Keeping figures and money by hand: as texts that can be saved, with their history."""
