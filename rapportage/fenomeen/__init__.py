"""The analysis of a phenomenon as a document of its own: its texts, and an annex with what the
figures say."""
