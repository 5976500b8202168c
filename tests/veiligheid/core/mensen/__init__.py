"""The rooms of the beheerder."""
