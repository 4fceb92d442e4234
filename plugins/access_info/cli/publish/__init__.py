"""Commands that build pages: the site, the offline folder, a preview."""
