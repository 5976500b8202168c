"""A made-up municipality to try the portal with. Every sentence in `inhoud/` is our own."""
