"""Who meets whom: each verb, noun or summit of meeting, read for itself, is an encounter.

`sequence.py` reads the text in its order; `verbs.py` and `nouns.py` find the two sides, `encounters.py`
makes one meeting or several of them, with the place that the clause itself states (`places.py`) and its
days.
"""
