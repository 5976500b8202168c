"""What people paste: html from the clipboard, as Word, Outlook, Google Docs and browsers write it.

`take_over` gives the html that a reader of the source sees, without what the source hides, and says
what was left behind. It is no sanitiser: whatever comes out goes through `core.richtext.sanitize`,
which calls it first, so that pasting and sending the same html by other means give the same text.

The way of a text: `stijlen` reads what styles say, `noten` finds the notes, and `lezer` walks once
through it all and writes it anew. What is told, and in which words, is `core.overname`'s.
"""

from veiligheid.core.klembord.lezer import Overgenomen, take_over

__all__ = ["Overgenomen", "take_over"]
