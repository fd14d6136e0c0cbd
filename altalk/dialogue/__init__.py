"""From what a message says to what is known about a person, and what to read back. Pure: no Rasa."""
