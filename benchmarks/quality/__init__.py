"""Quality of extraction: ours and other tools on the same pages, scored alike."""
