"""What single clauses come to: stays with all their days, legs between them, meetings in their place."""
