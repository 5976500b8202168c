"""The frozen document: all shapes that a published letter consists of, with their words, versions
and JSON Schema.

It stands alone. It imports neither Django nor anything else of this house (`make check` holds us to
it), so that a document that was published years ago can be read without any of them.
"""
