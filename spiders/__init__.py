"""Where: one file per site, facts only."""
