"""The overview of the register for the council: as a page, on paper, and as a file."""
