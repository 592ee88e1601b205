"""From the raw times of all witnesses to one verdict an entry."""
