"""What the council was promised, followed until it is settled."""
