"""How what was published is found by machines: sitemaps, those of the index of the Wet open
overheid among them, robots.txt and security.txt. All from publications; the same bytes
everywhere."""
