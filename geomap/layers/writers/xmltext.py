"""Any text as XML 1.0 can hold it."""

import re

_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPECIAL = re.compile(f'[&<>"\r]|{_ILLEGAL.pattern}')
_NAMES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;"}


def legal(text: str) -> str:
    """Without the control characters and half surrogates that no XML may hold, not even escaped."""
    return _ILLEGAL.sub("", text)


def xml_text(text: str) -> str:
    """For an element's text or an attribute in double quotes."""
    if not _SPECIAL.search(text):
        return text
    return _SPECIAL.sub(lambda match: _NAMES.get(match[0], ""), text)
