"""Money: a budget per deelproduct, and what became of it."""
