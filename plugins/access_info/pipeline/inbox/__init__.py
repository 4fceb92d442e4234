"""The inbox: files that clerks send become git branches for reviewers and replies for the clerks."""
