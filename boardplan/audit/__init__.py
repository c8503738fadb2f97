"""Who did what: history on every tracked row, one-time form keys."""
