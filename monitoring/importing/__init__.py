"""Reading figures and budgets from files: parse → validate → apply."""
