"""The screen of a round: what its letter's check found, by theme and by who can mend it."""
