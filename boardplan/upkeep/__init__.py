"""Keeps an installation running: backup and restore, health, start-up checks."""
