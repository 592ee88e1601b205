"""The text of an ordinary article."""
