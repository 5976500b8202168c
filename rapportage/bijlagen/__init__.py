"""The annexes of a letter: how each kind is composed, and how people fill them."""
