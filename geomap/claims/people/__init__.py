"""Who: the people of an article, and whom its names, offices and pronouns mean.

Names (`naming.py`) and the offices beside them (`roles.py`, `shared.py`) make the cast (`cast.py`), and
the cast tells whom the article is about (`topic.py`). `who.py` is what the other parts ask: whom a noun
phrase means, be it a name, a pronoun (`antecedents.py`, `speakers.py`, with `labels.py` for transcripts),
several people (`pairs.py`), an office without a name (`holders.py`), a guest (`visitors.py`), or whoever a
programme's notes are of (`notes.py`).
"""
