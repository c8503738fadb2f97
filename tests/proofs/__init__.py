"""What importing makes of real, changed and bad files, for anybody to look at: no product code."""
