"""The one error that the person at the keyboard is meant to read."""


class OperationError(Exception):
    """Something the person can put right; its text is one line that says what and how."""
