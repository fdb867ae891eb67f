"""From a draft, what a reader of files gives, to an Article."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

from geomap.articles.capitals import in_sentence_case
from geomap.articles.dateline import find_dateline
from geomap.articles.dates import read_date
from geomap.articles.facts import NO_FACTS, Facts
from geomap.articles.frontmatter import read_front_matter
from geomap.articles.furniture import find_furniture
from geomap.articles.languages import foreign_language, language_name
from geomap.articles.mojibake import repaired
from geomap.articles.paragraphs import BREAK, paragraphs, spans, visible, without, without_markup
from geomap.articles.publishers import signature, split_headline
from geomap.articles.scripts import in_one_script
from geomap.articles.stamps import find_stamp
from geomap.articles.views import edited, whole
from geomap.errors import InputError
from geomap.records import Article, PublishedFrom, Unread, View, record

type Form = Literal["text", "markdown", "page"]

MOST_CHARACTERS = 1_000_000
"""What is longer is no article; the language model, too, refuses it."""
_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)?(?:<!doctype html|<html[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_LONGEST_HEADLINE = 220
_SHOWN = 60


class ForeignLanguageError(InputError):
    """The article is written in a language that the model does not read."""


@record
class Draft:
    """One article as it stands in a file, with what the file says about it."""

    where: str
    """Path, or path and line, as a person would look for it."""
    id: str
    path: Path | None = None
    text: str
    form: Form = "text"
    facts: Facts = NO_FACTS
    """From beside the text, as in a record; they go before what the text itself states."""


def build_article(draft: Draft, language: str = "en") -> Article | Unread:
    """The article that a draft is, or why it is none."""
    try:
        return _article(draft, language)
    except ForeignLanguageError as error:
        return Unread(input=draft.where, status="skipped", reason=str(error))
    except InputError as error:
        return Unread(input=draft.where, status="failed", reason=str(error))


def _article(draft: Draft, language: str) -> Article:
    view, facts = _clean(draft)
    day = read_date(facts.published) or find_stamp(view.text)
    how: PublishedFrom | None = "given" if day else None
    view, signed = _unsigned(without(view, find_furniture(view.text)))
    title, behind = split_headline(" ".join((facts.title or "").split()))
    view, first, site = _headline(_title_apart(view, title))
    if code := foreign_language(view.text, language):
        msg = f"written in {language_name(code)}; the model reads {language_name(language)}."
        raise ForeignLanguageError(msg)
    line = find_dateline(view.text)
    if line:
        view = _set_off(view, line.start, line.end)
        if line.day and not day:
            day, how = line.day, "dateline"
    return Article(
        id=draft.id,
        path=draft.path,
        file=draft.where,
        text=draft.text,
        view=view,
        title=title or first,
        source=facts.source,
        publisher=facts.publisher or behind or site or (line.publisher if line else None) or signed,
        published=day,
        published_from=how,
        dateline=line.place if line else None,
        dated=line.dated if line else None,
        warnings=_warnings(facts),
    )


def _warnings(facts: Facts) -> tuple[str, ...]:
    """What is stated but cannot be read, and so is not used."""
    if facts.published and not read_date(facts.published):
        return (
            f"its date of publication, {facts.published[:_SHOWN]!r}, is no day of one year,"
            " so it is not used; write it as 2023-02-28.",
        )
    return ()


def _clean(draft: Draft) -> tuple[View, Facts]:
    """The text in paragraphs, without markup and mojibake; what the record, else the text itself, states."""
    text = draft.text
    if draft.form == "page" or (draft.form == "text" and _PAGE.match(text[:4000])):
        from geomap.articles.pages import read_page

        view, stated = read_page(text)
    else:
        _check_length(text)
        stated, begin = read_front_matter(text)
        view = edited(whole(text), [(0, begin, "")] if begin else [])
        view = without_markup(view, markdown=draft.form == "markdown")
        text = ""
    view = in_sentence_case(paragraphs(visible(in_one_script(repaired(view))), lines=not text))
    _check(view)
    return view, draft.facts.completed(stated)


def _check(view: View) -> None:
    if not any(character.isprintable() and not character.isspace() for character in view.text):
        msg = "it is empty: there is no text to read."
        raise InputError(msg)
    _check_length(view.text)


def _check_length(text: str) -> None:
    if len(text) > MOST_CHARACTERS:
        msg = (
            f"it has {len(text):,} characters; an article has at most {MOST_CHARACTERS:,}."
            " Split it into articles, one a file or one a line of JSON Lines."
        )
        raise InputError(msg)


def _unsigned(view: View) -> tuple[View, str | None]:
    """The view without the agency's signature at the end of its last paragraphs, and the agency."""
    for start, end in reversed(spans(view.text)[-3:]):
        if found := signature(view.text[start:end]):
            name, at = found
            return edited(view, [(start + at, end, "")]), name
    return view, None


def _headline(view: View) -> tuple[View, str | None, str | None]:
    """The view without the site's name behind its headline; the headline if there is one; the site."""
    parts = spans(view.text)
    if len(parts) < 2:
        return view, None, None
    start, end = parts[0]
    line = view.text[start:end]
    head, site = split_headline(line)
    if site:
        return edited(view, [(start + len(head), end, "")]), head, site
    longer = any(stop - begin > len(line) for begin, stop in parts[1:6])
    if len(line) > _LONGEST_HEADLINE or not longer or line[-1] in ".,;:" or len(line.split()) < 3:
        return view, None, None
    dateline = find_dateline(line + BREAK)
    return view, None if dateline else line, None


def _title_apart(view: View, title: str | None) -> View:
    """The view with its title as a paragraph of its own, where the text runs on behind it."""
    if not title or not view.text.startswith(title):
        return view
    end = len(title)
    while view.text[end : end + 1] in {".", "!", "?", ":"}:
        end += 1
    return (
        edited(view, [(end, end + 1, BREAK)])
        if view.text[end : end + 2].strip() and view.text[end] == " "
        else view
    )


def _set_off(view: View, start: int, end: int) -> View:
    """The view with the dateline as a paragraph of its own, so that no sentence begins with it."""
    text = view.text
    edits = [(start - 1, start, BREAK)] if text[start - 1 : start] == " " else []
    stop = end
    while stop > start and text[stop - 1] == " ":
        stop -= 1
    return edited(view, [*edits, (stop, end, BREAK)] if stop < end < len(text) else edits)
