"""What a correction changed, as files that go with it: a printed page, and Word with tracked
changes."""
