"""Do the addresses in the data still answer? The only part of ours that asks other servers.

It runs by itself, once a week; a build only reads what it found (`assessment.link_results`).
Nothing is imported here, so that commands that only name its rules need no sockets.
"""
