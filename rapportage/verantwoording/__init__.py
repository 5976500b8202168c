"""The account of a project plan to whoever pays for it: the State, or another giver."""
