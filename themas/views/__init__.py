"""HTTP for those who write (`schrijven`)."""
