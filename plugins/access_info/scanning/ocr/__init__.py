"""Words that a machine recognises in pictures: the program, what it is given, and what it reads."""
