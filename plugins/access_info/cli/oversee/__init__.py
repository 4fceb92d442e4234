"""Commands of the oversight office: letters, report, dated summaries, dead links."""
