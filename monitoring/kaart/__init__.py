"""The map of a municipality's areas: taken in as GeoJSON, drawn as a small SVG.

source → parse → validate → apply     geojson.py (RFC 7946), inlezen.py
records → picture                     tekenen.py
"""
