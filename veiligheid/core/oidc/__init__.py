"""Coming in by the municipality's own log-in service, with OpenID Connect, by settings alone.

allauth does the protocol. Added here: the nonce, the signature of the token (allauth trusts the
connection it came by), roles from a claim, and logging out at the service as well.
"""
