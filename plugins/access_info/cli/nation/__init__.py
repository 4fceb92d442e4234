"""Commands about the nation: the view that is made of what provinces publish."""
