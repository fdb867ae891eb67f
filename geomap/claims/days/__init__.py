"""When: the date phrases of an article as calendar days, and which of them a clause is told with.

A phrase becomes days by its kind alone (`phrases.py`, with `singles.py` for days and weekdays and
`periods.py` for weeks to years). `when.py` is what the other parts ask: it takes the phrases that belong
to a clause (`clauses.py`, `wording.py`), what they tell of a stay (`stages.py`), and the day that the
text has come to (`story.py`).
"""
