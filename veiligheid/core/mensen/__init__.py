"""People: who has access, with which roles, and what goes over to whom when somebody leaves."""
