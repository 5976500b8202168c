"""The letter: composition, document, rendering, validation, publication."""
