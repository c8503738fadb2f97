"""The groups, agencies and leads of a board: their list, one of them, and what changes them."""
