"""Forms on the plan and its updates."""
