"""What is to be done and how it goes."""
