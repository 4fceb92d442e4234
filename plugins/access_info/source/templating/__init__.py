"""What templates are before they are rendered: shortened, and kept compiled."""
