"""Pages that the site's owner wrote by hand, for a build without MkDocs: the same pages as with it."""
