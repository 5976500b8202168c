"""The council's own reading of a theme: the four W-vragen, for who prepares a debate."""
