"""A mirror from a CSV, XLSX or Word file: parse → validate → apply."""
