"""Writes of this room: drafts of packs, their papers, signatures, and sending."""
