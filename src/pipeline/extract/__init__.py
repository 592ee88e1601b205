"""Extract: a Capture's bytes in, what the Page says out. Pure."""
