"""One way to edit: every record that people change goes through this room. See ADR 0017."""
