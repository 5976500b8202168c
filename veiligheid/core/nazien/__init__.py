"""What was done with a text on its way to approval, and what changed between two of those moments.
See ADR 0036."""
