"""An agency's list as an annex that can be signed, as DOCX and XLSX."""
