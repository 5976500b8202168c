"""The auditcommissie: its judgement of a published mirror, in a document of its own."""
