"""What every app stands on, and no domain: users, log, rich text, findings, Word."""
