"""The year: a ronde on a plan, one bijdrage per theme, its paragrafen and blocks."""
