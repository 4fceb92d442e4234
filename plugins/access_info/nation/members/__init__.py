"""Reading: brings the good copy of each member up to date, from what the member has published."""
