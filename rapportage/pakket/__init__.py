"""The package of a publication: one ZIP for the archive and the council's system, made of what was
stored and of nothing else, byte for byte the same each time."""
