"""Lines in capitals alone, such as headings of programmes, as they would stand in a sentence.

Neither the model nor any rule tells names, offices and places from other words where all are capitals.
"""

from __future__ import annotations

import re

from geomap.articles.paragraphs import spans
from geomap.articles.views import Edit, edited
from geomap.records import View

_LEAST = 5
"""Words of a line that is read so: shorter ones may be a dateline or a list of initials."""
_WORD = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]+)+\.?|[^\W\d_]+")
_SMALL = re.compile(
    r"an?|and|as|at|by|for|from|in|into|of|on|or|over|the|to|under|via|with|after|before|between|during"
)
_INITIALS = re.compile(
    r"un|usa?|uk|eu|uae|drc|dprk|prc|ussr|nato|osce|asean|apec|brics|mercosur|caricom|ecowas|sadc|comesa|cemac"
    r"|igad|saarc|opec|oecd|unesco|unicef|unhcr|unctad|undp|fao|who|wto|imf|iaea|icc|gcc|oic|oas|celac|cis|csto"
    r"|sco|ceo|hm|hrh|he|vip|tv|[ivx]+"
)


def in_sentence_case(view: View) -> View:
    """The view with every line of capitals alone in small letters, but for the first of each word."""
    edits: list[Edit] = []
    for start, end in spans(view.text):
        line = view.text[start:end]
        words = _WORD.findall(line)
        if len(words) < _LEAST or not line.isupper():
            continue
        for found in _WORD.finditer(line):
            put = _cased(found[0], opens=found.start() == 0 or line[found.start() - 1] in "-'’")
            if put != found[0] and len(put) == len(found[0]):
                edits.append((start + found.start(), start + found.end(), put))
    return edited(view, edits)


def _cased(word: str, *, opens: bool) -> str:
    low = word.lower()
    if "." in word or _INITIALS.fullmatch(low):
        return word
    if _SMALL.fullmatch(low) and not opens:
        return low
    return low if low == "s" and opens else low.capitalize()
