"""What everybody reads: published bytes, and what lives around them."""
