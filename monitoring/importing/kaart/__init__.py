"""A map of areas, taken in from GeoJSON: parse (RFC 7946) → apply."""
