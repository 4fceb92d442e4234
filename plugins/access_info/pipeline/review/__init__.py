"""A proposed change: received, brought into form, compared, judged."""
