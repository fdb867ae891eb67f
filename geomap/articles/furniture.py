"""Web-page furniture: which paragraphs of a view belong to the page and not to the article.

The phrases are in `furniture.txt`; what is here are the rules that apply them. A rule that would leave
nothing, or cut off the greater part of the prose, does not apply.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from geomap.articles.paragraphs import spans
from geomap.records import record

_EDGES = " \t-–—―•·●▪|»«›‹:;,.…!?\"'“”‘’*[](){}<>→←↓↑▶►▼▲✓✔#_=~+/\\"
_LONGEST = {1: 60, 2: 110, 3: 200}
"""How long a paragraph may be, in characters, that matches a phrase of so many words and a wildcard."""
_LONGEST_EVER = 400
_HEADLINE = 160
_MOST_PROSE = 0.6
"""The share of an article's prose that must stand before what looks like its end."""
_MOST_HEADLINES = 25
_PRONOUNS = ("he ", "she ", "they ", "it ", "who ", "this ", "that ", "there ")
_QUOTES = ("“", '"', "«", "‘")
_WORDS = re.compile(r"\w+")
_ENDS = re.compile(r"[.!?…][\"'”’»)\]]*$")
_SENTENCES = re.compile(r"[.!?…][\"'”’»)\]]*\s+(?=\S)")
_INITIALS = re.compile(r"\(?(?:[a-z]{1,6}|[A-Z]{1,4})(?:[-/.,+] ?(?:[a-z]{1,6}|[A-Z]{1,4})){1,6}\)?\.?")
_BYLINE = re.compile(
    r"(?:[Bb]y|BY)[: ]+(?:[A-Z][\w.’'-]*\.?)"
    r"(?: (?:[A-Z][\w.’'-]*\.?|de|van|von|bin|al|el|da|di|la|le|and|&)){0,6}"
    r"(?:(?:,| in| [|/–—-]) ?[\w .,’'/|:–—-]{0,80})?"
)
_FILED = re.compile(
    r"(?:\(?FILE(?: PHOTO| IMAGE| PICTURE)?\)?|[Ff]ile (?:photo|image|picture)) ?[-–—:] ?.{1,600}", re.DOTALL
)
"""The caption of an older picture, as agencies mark it."""
_CREDIT = re.compile(
    r"[\[(](?:photo|image|picture|file|ap|afp|reuters|epa|xinhua|getty|tass|courtesy|source|video|credit)\b[^\[\]()]{0,100}[\])]",
    re.IGNORECASE,
)
_CRUMBS = re.compile(r"(?:[\w&' -]{2,30} ?[>›»/] ?){2,}[\w&' -]{0,80}")


@record
class _Phrase:
    pattern: re.Pattern[str]
    words: int
    floating: bool
    """Begins with a wildcard, so it is trusted only at the end of an article."""

    def fits(self, text: str, last: bool) -> bool:
        longest = _LONGEST.get(self.words, _LONGEST_EVER)
        if len(text) > longest or (self.floating and (not last or text.startswith(_PRONOUNS))):
            return False
        return bool(self.pattern.fullmatch(text))


@record
class _Phrases:
    exact: frozenset[str]
    by_word: dict[str, tuple[_Phrase, ...]]

    def fit(self, text: str, *, last: bool = False, words: int = 0) -> bool:
        """Whether one of the phrases is the whole of a text in its bare form."""
        if text in self.exact:
            return text.count(" ") + 1 >= words
        if not text or len(text) > _LONGEST_EVER:
            return False
        first = _WORDS.search(text)
        keys = {first[0], "<n>"} if first and first[0][0].isdigit() else {first[0] if first else ""}
        for key in (*keys, text[:1], ""):
            if any(one.words >= words and one.fits(text, last) for one in self.by_word.get(key, ())):
                return True
        return False


def find_furniture(text: str) -> list[tuple[int, int]]:
    """Start and end of each piece of a view's text that is furniture, in order.

    Parameters
    ----------
    text
        Paragraphs with blank lines between them.
    """
    parts = spans(text)
    bare = [_bare(text[start:end]) for start, end in parts]
    prose = [_is_prose(text[start:end]) for start, end in parts]
    lengths = [end - start if prose[i] else 0 for i, (start, end) in enumerate(parts)]
    total = sum(lengths)
    table = _table()
    drop: list[tuple[int, int]] = []
    before = 0
    headlines = 0
    for i, (start, end) in enumerate(parts):
        late = i >= len(parts) - 4
        if table["endings"].fit(bare[i]):
            if before >= _MOST_PROSE * total > 0:
                drop.append((start, parts[-1][1]))
                break
            drop.append((start, end))
        elif headlines and not prose[i] and end - start <= _HEADLINE:
            headlines -= 1
            drop.append((start, end))
        elif table["headings"].fit(bare[i]):
            headlines = _MOST_HEADLINES
            drop.append((start, end))
        elif _is_line(text[start:end], bare[i], early=i < 5, late=late):
            drop.append((start, end))
        else:
            headlines = 0
            before += lengths[i]
            cut = _tail(text[start:end])
            if cut and _is_line(
                text[start : start + cut], _bare(text[start : start + cut]), early=i < 5, late=late
            ):
                cut = 0
                drop.append((start, end))
            elif cut:
                drop.append((start + cut, end))
    return drop if _leaves_something(text, drop) else []


def _is_line(paragraph: str, bare: str, *, early: bool, late: bool) -> bool:
    if not any(character.isalnum() for character in paragraph):
        return True
    table = _table()
    spoken = paragraph.startswith(_QUOTES)
    if bare in table["lines"].exact or (
        not spoken and (table["lines"].fit(bare, last=late) or table["sentences"].fit(bare, last=late))
    ):
        return True
    if _FILED.fullmatch(paragraph):
        return True
    if len(paragraph) > 200:
        return False
    if (
        late
        and len(paragraph) <= 40
        and _INITIALS.fullmatch(paragraph)
        and "".join(paragraph.split()).lower() == paragraph
    ):
        return True
    if (
        early
        and (_BYLINE.fullmatch(paragraph) or _CRUMBS.fullmatch(paragraph))
        and not _ENDS.search(paragraph)
    ):
        return True
    return bool(_CREDIT.fullmatch(paragraph))


def _tail(paragraph: str) -> int:
    """Where furniture begins that was glued to the end of a paragraph, 0 if there is none."""
    cut = len(paragraph)
    for _ in range(3):
        begin = max(0, cut - 250)
        ends = [found.end() for found in _SENTENCES.finditer(paragraph, begin, cut)]
        if not ends:
            break
        sentence = paragraph[ends[-1] : cut]
        bare = _bare(sentence)
        if any(mark in sentence for mark in '"“”«»') or not _table()["sentences"].fit(bare, words=2):
            break
        cut = ends[-1]
        while cut and paragraph[cut - 1].isspace():
            cut -= 1
    return cut if 0 < cut < len(paragraph) else 0


def _is_prose(paragraph: str) -> bool:
    return len(paragraph) > 200 or (len(paragraph) > 60 and bool(_ENDS.search(paragraph)))


def _leaves_something(text: str, drop: list[tuple[int, int]]) -> bool:
    at = 0
    for start, end in [*drop, (len(text), len(text))]:
        if any(map(str.isalnum, text[at:start])):
            return True
        at = end
    return False


def _bare(text: str) -> str:
    """Lower case, single spaces, straight apostrophes, without punctuation at its edges."""
    if len(text) > 3 * _LONGEST_EVER:
        return ""
    return " ".join(text.casefold().replace("’", "'").strip(_EDGES).split())


@cache
def _table() -> dict[str, _Phrases]:
    path = Path(__file__).with_name("furniture.txt")
    sections: dict[str, list[str]] = {}
    section: list[str] = []
    for row in path.read_text(encoding="utf-8").splitlines():
        if row.startswith("[") and row.endswith("]"):
            section = sections.setdefault(row[1:-1], [])
        elif row and not row.startswith("# "):
            section.append(row)
    return {name: _compiled(phrases) for name, phrases in sections.items()}


def _compiled(phrases: list[str]) -> _Phrases:
    exact: set[str] = set()
    by_word: dict[str, list[_Phrase]] = {}
    for phrase in phrases:
        if "…" not in phrase and "<n>" not in phrase:
            exact.add(_bare(phrase))
            continue
        pattern = phrase.replace("’", "'").strip(" ()*:")
        fixed = _WORDS.findall(pattern.replace("<n>", " ").replace("…", " "))
        first = _WORDS.match(pattern)
        key = (
            "<n>"
            if pattern.startswith("<n>")
            else first[0]
            if first
            else ""
            if pattern[0] == "…"
            else pattern[0]
        )
        source = (
            re.escape(pattern)
            .replace("<n>", r"\d[\d.,]{0,9}")
            .replace("…", ".*")
            .replace(r"\ .*", r"[ :]+.+")
        )
        one = _Phrase(
            pattern=re.compile(source, re.DOTALL), words=len(fixed), floating=pattern.startswith("…")
        )
        by_word.setdefault(key, []).append(one)
    return _Phrases(
        exact=frozenset(exact - {""}), by_word={key: tuple(value) for key, value in by_word.items()}
    )
