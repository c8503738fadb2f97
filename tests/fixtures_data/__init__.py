"""Tests of the demonstration data against the boards' printed plans."""
