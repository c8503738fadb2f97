"""A plan as a file to take away: Word, Excel, CSV and JSON, made of its document alone."""
