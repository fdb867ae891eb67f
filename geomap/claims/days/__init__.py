"""When: the date phrases of an article as calendar days, and which of them a clause is told with."""
