"""Writes of people and bodies that touch several rows."""
