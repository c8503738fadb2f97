"""Tests of the priorities room."""
