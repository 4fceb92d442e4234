"""A form that somebody filled in at the forge → a change of an agency's data, as data only.

`form` knows the forms, `request` what is asked, `files` what would be written; nothing that the sender
says of themselves goes on (`redaction`).
"""
