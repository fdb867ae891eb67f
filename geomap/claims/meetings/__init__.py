"""Who meets whom: verbs and nouns of meeting, and summits named as a whole, each read for itself."""
