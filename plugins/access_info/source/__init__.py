"""Read YAML, front matter and Markdown as plain data with places; write files whole or not at all."""
