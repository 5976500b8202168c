"""The plan: what the council adopted. Themes, pijlers, acties, and every other section."""
