"""How we fetch: settings, families, discovery, politeness, the frontier, the command line."""
