"""Who: the people of an article, and whom its names, offices and pronouns mean.

Names and the offices beside them make the cast; `who.py` is what the other parts ask.
"""
