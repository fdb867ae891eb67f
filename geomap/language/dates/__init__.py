"""Phrases that name days: found in a text and taken apart by a small grammar.

What a phrase means is an expression of `forms.py`; on which days it falls is for those to say who know
the article's day.
"""

from geomap.language.dates.phrases import DatePhrase, find_dates, parse_date

__all__ = ["DatePhrase", "find_dates", "parse_date"]
