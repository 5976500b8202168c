"""What the college decided on a letter, at which moment it goes out, what somebody said yes to when
it did, and that it was withdrawn."""
