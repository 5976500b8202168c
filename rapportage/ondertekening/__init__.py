"""Who signs letters and who is portefeuillehouder, by period: functions change hands, and a letter
is signed by who held them on its day."""
