"""What the portal says by itself of money (`geld`) and of mirror, council and audit (`spiegel`)."""
