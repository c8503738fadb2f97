"""What is drawn from the record, or issued."""
