"""Files for others to use: lists as CSV, XLSX and JSON, feeds, JSON-LD, papers, QR codes.

Pure functions from data to bytes; addresses come in as texts or functions. Equal data give equal
bytes, on any day and in any time zone.
"""
