"""What a message says: numbers, lab values, vocabulary, negation, habits, language. Knows nothing of Rasa."""
