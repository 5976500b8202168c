"""The collegevoorstel: what the office lays before the college together with a letter. A document
of its own, for inside; it is not published."""
