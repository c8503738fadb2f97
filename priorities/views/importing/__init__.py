"""The import wizard: a file is taken in, read, looked at, applied, perhaps undone."""
