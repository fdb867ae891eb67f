"""From bytes to text: byte order mark, strict UTF-8, declared charset, then a guess, in this order."""

from __future__ import annotations

import codecs
import re

from geomap.errors import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_KINDS = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "a rich text document"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"SQLite format 3", "a database"),
)
_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{2,40})",
    re.I,
)
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_ESCAPED = re.compile(r"[\udc80-\udcff]")
_CONTROL = bytes(set(range(32)) - {0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x1B}) + b"\x7f"
_SAMPLE = 1 << 17
_MOST_CONTROLS = 0.02
_MOST_FOREIGN = 0.15
_WESTERN = ("cp1252", "mac_roman", "cp850")


def _decoded(data: bytes, encoding: str) -> str:
    """Halves of UTF-16 pairs pass, to be cleaned; a byte too many is replaced."""
    passes = "16" in encoding and len(data) % 2 == 0
    return data.decode(encoding, "surrogatepass" if passes else "replace")


def decode(data: bytes, *, markup: bool = False) -> str:
    """The text of a file, without its byte order mark; line ends stay as they are.

    Parameters
    ----------
    markup
        Whether to look for a charset that the data declares (HTML, XML).

    Raises
    ------
    InputError
        If the data is binary or no character set fits it.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return clean(_decoded(data[len(mark) :], encoding))
    if wide := _wide(data):
        return clean(_decoded(data, wide))
    _refuse_binary(data)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if (
        markup
        and (found := _DECLARED.search(data[:4096]))
        and (text := _declared(data, found[1] or found[2]))
    ):
        return text
    text = _mostly_utf8(data) or _western(data) or _guessed(data)
    if text is None:
        msg = "no character set fits it. Save it as UTF-8."
        raise InputError(msg)
    return text


def clean(text: str) -> str:
    """The text with each lone surrogate, which nothing can write, as U+FFFD."""
    return _SURROGATE.sub("\ufffd", text)


def _refuse_binary(data: bytes) -> None:
    for magic, kind in _KINDS:
        if data.startswith(magic):
            msg = f"it is {kind}, not text. Save its text as .txt, .md, .html or .jsonl."
            raise InputError(msg)
    sample = data[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROL))
    if controls > max(1, _MOST_CONTROLS * len(sample)):
        msg = f"it looks binary: {controls:,} of the first {len(sample):,} bytes are control characters."
        raise InputError(msg)


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: text of which every other byte is NUL."""
    sample = data[:4096]
    half = len(sample) // 2
    if half < 4 or b"\0" not in sample:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.7 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.7 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _declared(data: bytes, name: bytes) -> str | None:
    label = name.decode("ascii").lower()
    # Browsers read these labels as the Windows code pages that contain them.
    label = {"iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "iso-8859-9": "cp1254"}.get(
        label, label
    )
    try:
        return clean(data.decode(label))
    except (LookupError, ValueError, TypeError):
        return None


def _mostly_utf8(data: bytes) -> str | None:
    """UTF-8 with a few foreign bytes, as when pages are pasted together or cut off, read as Windows-1252."""
    text = data.decode("utf-8", "surrogateescape")
    cut_off = _ESCAPED.search(text, max(0, len(text) - 3))
    if cut_off:
        text = text[: cut_off.start()]
    foreign = len(_ESCAPED.findall(text))
    genuine = sum(1 for character in text if character > "\u00ff") - foreign
    if genuine >= max(1, 3 * foreign):
        return _ESCAPED.sub(lambda found: bytes([ord(found[0]) & 0xFF]).decode("cp1252", "replace"), text)
    return None


def _western(data: bytes) -> str | None:
    """Mostly ASCII text, as English is: the western code page in which the other bytes make most sense."""
    sample = data[:_SAMPLE]
    high = len(sample) - len(sample.translate(None, bytes(range(128, 256))))
    if high > _MOST_FOREIGN * len(sample):
        return None
    best: tuple[int, str] | None = None
    for encoding in _WESTERN:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        oddity = len(_ODD.findall(text[:_SAMPLE]))
        if best is None or oddity < best[0]:
            best = oddity, text
    return best[1] if best and best[0] <= 0.5 * high else None


# What genuine western text hardly has: capitals inside words, signs between letters, marks that mean nothing.
_ODD = re.compile(
    r"(?<=[a-zß-ÿ])[À-ÞŒŠŽŸ]|[¡-¿†‡ƒˆ˜‰¦¬](?=[A-Za-z])(?<![¿¡«“])|(?<=[A-Za-z])[¡-¿†‡ƒˆ˜‰](?<![®°»™·])"
    r"|[¤¦¬¯¸¨´ˆ˜ƒ\u2500-\u259f\x80-\x9f∂∑∏π∫Ω√≈∆◊]"
)


def _guessed(data: bytes) -> str | None:
    from charset_normalizer import from_bytes

    for guess in from_bytes(data[:_SAMPLE]):
        try:
            text = clean(data.decode(guess.encoding))
        except (LookupError, ValueError):
            continue
        controls = sum(1 for character in text[:4096] if "\x7f" <= character <= "\x9f")
        if controls <= _MOST_CONTROLS * len(text[:4096]):
            return text
    return None
