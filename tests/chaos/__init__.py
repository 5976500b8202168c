"""The portal as it runs in production, and what happens when things around it break.

A PostgreSQL of its own on this machine, the server by the command of the Dockerfile, and a harness
that does what a service manager does: start again what ended. HERHALINGEN says how often.
"""
