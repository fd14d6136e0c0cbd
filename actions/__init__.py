"""Custom actions, one topic a file, thin: entities and slots → `Case` → `assess()` → messages and events."""
