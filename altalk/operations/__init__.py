"""Running ALTalk on one machine: training when needed, starting, watching, stopping."""
