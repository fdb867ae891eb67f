"""What single clauses come to: stays with all their days, legs between them, meetings in their place.

Moves and encounters are folded into stays (`stays.py`), dated by the journey as a whole (`timeline.py`)
and shared with those who come along (`company.py`). Legs are stated (`connections.py`, `origins.py`) or
follow from the days (`legs.py`); meetings are held where their guest is (`gatherings.py`, `venues.py`).
"""
