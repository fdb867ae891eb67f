"""Who goes where: verbs and nouns of travel, guests, routes and programmes, each read for itself."""
