"""What is kept of a talk, and how it is forgotten."""
