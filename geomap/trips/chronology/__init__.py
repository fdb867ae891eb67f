"""When undated articles appeared, inferred from what all articles together tell."""
