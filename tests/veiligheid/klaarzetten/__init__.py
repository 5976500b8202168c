"""What makes a machine ready."""
