"""Tests of reading Word and Excel files."""
