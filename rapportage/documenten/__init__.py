"""The kinds of document that are made from a round, one module each; see `soort`."""
