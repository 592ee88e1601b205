"""What a page is and says of itself: kind, title, dates, zone, access, coverage, lead."""
