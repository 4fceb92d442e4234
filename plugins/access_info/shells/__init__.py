"""What stands around a fragment: a page of ours, of a host, or a frame."""
