"""ALTalk: a conversation about one number, the ALT in a blood report."""

__version__ = "0.1.0"
