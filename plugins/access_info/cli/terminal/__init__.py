"""What a command in a terminal does before the program is loaded: it knows a build that changes nothing."""
