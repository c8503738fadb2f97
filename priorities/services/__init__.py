"""Writes that touch several rows."""
