"""Mail that the portal sends: put down in the database with what it is about, sent by a worker.

`vragen.mail` puts a message down, once; `verzenden` sends what waits. Why: docs/adr/0024.
"""
