"""Where times stand in a page: what looks like one by its shape. Nothing is dated here."""
