"""Where people talk with the assistant: parse what they send, hand it on, render what is said."""
