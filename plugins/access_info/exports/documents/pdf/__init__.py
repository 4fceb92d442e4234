"""Papers as PDF: PDF/A-2a for archives and PDF/UA-1 for screen readers in one file, by Typst."""
