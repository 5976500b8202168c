"""What an operator sees of the portal: does it live, is it ready, what it did, what went wrong."""
