"""Reading the plans that boards have: a Word or Excel file becomes a plan document. No Django."""
