"""YAML, front matter and Markdown → plain data with places, and back into files whole or not at all."""
