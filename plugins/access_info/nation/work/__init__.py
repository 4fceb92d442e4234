"""Where the tasks of a national build run: processes of this machine, or machines of a cluster."""
