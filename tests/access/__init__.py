"""Who may reach what, and how many queries it costs."""
