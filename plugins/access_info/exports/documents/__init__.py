"""Documents of the oversight office: letters, the province's report, a table of all findings.

Kept apart from `exports`, whose users must not wait for python-docx to be read in.
"""
