"""Tests of the rooms, laid out as the rooms are."""
