"""From a Briefdocument to HTML, PDF and JSON. Nothing here reads the database."""
