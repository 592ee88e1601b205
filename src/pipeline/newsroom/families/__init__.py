"""The markup families: each draws the stream of one live blog its own way."""
