"""A made-up municipality to try the portal with. Every sentence in `inhoud/` is our own."""

from datetime import date

# The day on which everything in it stands: nothing in it is of later, and whatever is late was so
# on this day already.
DAG = date(2026, 1, 15)
# Known to everybody who reads this: the demo runs on one machine and holds nothing real.
WACHTWOORD = "veilig-samenleven"
