"""Proofs against the real server: web processes killed in the act, two people at once.

``python -m tests.endurance kill --rounds 50`` and ``python -m tests.endurance two-people
--rounds 200``, on the database server that DATABASE_URL names, or on SQLite without one. Each
makes a database, a folder for files and a server of its own, and leaves nothing behind.
"""
