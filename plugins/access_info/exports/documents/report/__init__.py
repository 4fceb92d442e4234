"""The province's report as DOCX and HTML, and all findings as XLSX."""
