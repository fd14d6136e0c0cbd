"""Pages of `docs/` written from the knowledge, so that a clinician reads what the program does."""
