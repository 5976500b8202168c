"""A plan from a Word file: parse → validate → apply."""
