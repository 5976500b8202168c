"""A letter from a Word file: parse → validate → apply."""
