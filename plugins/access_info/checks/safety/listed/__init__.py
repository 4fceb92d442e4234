"""Lists of people: in tables of attachments, in lines of notes and pages; which law has published."""
