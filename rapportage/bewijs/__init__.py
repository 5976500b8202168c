"""Proof that what is published is what was published: a manifest of each publication, chained to
the one before it; verifying them all; and recognising a PDF from somebody's mailbox."""
