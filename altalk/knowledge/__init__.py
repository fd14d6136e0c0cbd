"""What the medicine knows, as YAML, and the typed loader for it."""
