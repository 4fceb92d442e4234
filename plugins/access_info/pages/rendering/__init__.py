"""What all pages rest on: templates, texts, addresses, order, prose."""
