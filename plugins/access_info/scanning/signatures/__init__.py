"""Reads digital signatures of attachments, in the process that opens them; without any network."""
