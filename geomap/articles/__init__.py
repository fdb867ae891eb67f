"""Articles: files come in, Articles go out, and an Unread for everything that did not become one.

An article keeps its text exactly as decoded, because evidence is quoted from it and must be found in the
file again; beside it stands the view, the readable part of the text with boiler-plate dropped and mojibake
repaired, which the language room reads and which maps back to the text character by character. What the
text tells about itself (title, publisher, dateline, date of publication) is read here, too. Nothing that
is given is lost silently: each input ends as an article or as a reported failure.
"""

from geomap.articles.headings import read_columns
from geomap.articles.reading import read_articles

__all__ = ["read_articles", "read_columns"]
