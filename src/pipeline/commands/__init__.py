"""What each command of the command line does; the only place, beside steps, where rooms meet."""
