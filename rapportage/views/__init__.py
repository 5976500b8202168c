"""HTTP for readers (`public`) and for those who make the letter (`concept`)."""
