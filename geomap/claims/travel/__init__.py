"""Who goes where: each clause that puts people at a place, brings them there or takes them away is a move.

`sequence.py` reads the text in its order: verbs (`verbs.py`: how one tells of travel in `frames.py`, who
travels in `travellers.py`, from where and where to in `goals.py` and `origins.py`), nouns (`nouns.py`),
hosts, guests, turns and the rest, then written programmes (`lists.py`, `programmes.py`, `agendas.py`,
`diaries.py`) and announced delegations (`missions.py`). `companions.py` tells who comes along.
"""
