"""One declaration of a field, and what follows from it: reading, checking, order, messages."""
