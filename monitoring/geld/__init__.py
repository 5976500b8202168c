"""Money: the lines of the budget and their amounts."""
