"""Commands that judge data or a change of them, and explain what they say."""
