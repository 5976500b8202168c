"""A made-up municipality to try the portal with. Every sentence in `inhoud/` is our own."""

# Known to everybody who reads this: the demo runs on one machine and holds nothing real.
WACHTWOORD = "veilig-samenleven"
