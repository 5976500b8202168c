"""Help while writing: hints beside a text, each with a reason and an example. They block nothing,
are no findings when a letter is published, and change no word. See ADR 0038.

`zinnen` cuts a text into sentences and words; `lang`, `lijdend`, `afkortingen` and `zeldzaam` each
look for one thing; `niveau` says how hard it reads; `hulp` puts them together.
"""
