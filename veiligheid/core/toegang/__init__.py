"""Who comes in: log-in, its brakes and factors, sessions, links that let somebody set a password.

django-allauth does the work; this room says how it behaves here. Why: docs/adr/0026.
"""
