"""Editing the plan: its outline, its rows, and where they stand."""
