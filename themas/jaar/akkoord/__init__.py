"""Saying akkoord by a signed link, without an account. See ADR 0036."""
