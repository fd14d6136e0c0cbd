"""Rasa graph components: tokenizer, reader, intent classifier, red flags."""
