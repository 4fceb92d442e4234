"""Files made from the model: JSON Schema, samples, editor settings."""
