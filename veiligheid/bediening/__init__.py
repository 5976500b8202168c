"""What an operator sees of the portal: is it alive, is it ready, what did it do, what went wrong."""
