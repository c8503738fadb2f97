"""Words that must not be in the record: how they are told, and where on a board they stand."""
