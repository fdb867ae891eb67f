"""In which language a text is written, and whether the model reads it.

English is recognised by its function words, which costs nothing; only a text without them loads the
detector, py3langid (half a second, once).
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import Any

_SAMPLE = 20_000
_WORD = re.compile(r"[^\W\d_]+")
_FUNCTION_WORDS = frozenset(
    "the of and to that with for from by his her their its has have had been this these will would "  # noqa: SIM905
    "which were who said after at on as it not are was is be but they he she an more than about into "
    "over during".split()
)
_DISTINCTIVE = frozenset(
    "the of and to that with for from this which will would been their were has have".split()  # noqa: SIM905
)
_FEW_LETTERS = 40
_FEW_WORDS = 12
_UNLIKELY = 0.02
_LATIN_SHARE = 0.4

NAMES = {
    "af": "Afrikaans", "am": "Amharic", "ar": "Arabic", "as": "Assamese", "az": "Azerbaijani",
    "be": "Belarusian", "bg": "Bulgarian", "bn": "Bengali", "br": "Breton", "bs": "Bosnian",
    "ca": "Catalan", "cs": "Czech", "cy": "Welsh", "da": "Danish", "de": "German", "dz": "Dzongkha",
    "el": "Greek", "en": "English", "eo": "Esperanto", "es": "Spanish", "et": "Estonian", "eu": "Basque",
    "fa": "Persian", "fi": "Finnish", "fo": "Faroese", "fr": "French", "ga": "Irish", "gl": "Galician",
    "gu": "Gujarati", "ha": "Hausa", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian",
    "ht": "Haitian Creole", "hu": "Hungarian", "hy": "Armenian", "id": "Indonesian", "is": "Icelandic",
    "it": "Italian", "ja": "Japanese", "jv": "Javanese", "ka": "Georgian", "kk": "Kazakh", "km": "Khmer",
    "kn": "Kannada", "ko": "Korean", "ku": "Kurdish", "ky": "Kyrgyz", "la": "Latin", "lb": "Luxembourgish",
    "lo": "Lao", "lt": "Lithuanian", "lv": "Latvian", "mg": "Malagasy", "mk": "Macedonian",
    "ml": "Malayalam", "mn": "Mongolian", "mr": "Marathi", "ms": "Malay", "mt": "Maltese", "my": "Burmese",
    "nb": "Norwegian", "ne": "Nepali", "nl": "Dutch", "nn": "Norwegian", "no": "Norwegian", "or": "Odia",
    "pa": "Punjabi", "pl": "Polish", "ps": "Pashto", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian",
    "rw": "Kinyarwanda", "si": "Sinhala", "sk": "Slovak", "sl": "Slovenian", "so": "Somali",
    "sq": "Albanian", "sr": "Serbian", "sv": "Swedish", "sw": "Swahili", "ta": "Tamil", "te": "Telugu",
    "tg": "Tajik", "th": "Thai", "tk": "Turkmen", "tl": "Tagalog", "tr": "Turkish", "ug": "Uyghur",
    "uk": "Ukrainian", "ur": "Urdu", "uz": "Uzbek", "vi": "Vietnamese", "wo": "Wolof", "xh": "Xhosa",
    "yo": "Yoruba", "zh": "Chinese", "zu": "Zulu",
}  # fmt: skip
"""English names of languages by ISO 639-1 code, for messages."""


def foreign_language(text: str, language: str = "en") -> str | None:
    """The ISO 639-1 code of the language a text is written in, None if it is `language` or cannot be told.

    A short text, or one that the detector is not sure about, is taken as readable.
    """
    sample = text[:_SAMPLE]
    words = _WORD.findall(sample)
    if language == "en" and _is_english(words):
        return None
    letters = "".join(words)
    latin = sum(1 for letter in letters if letter < "\u0250" or "\u1e00" <= letter < "\u1f00")
    alien = latin < _LATIN_SHARE * len(letters)
    if not alien:
        # Names are capitalised, and foreign names must not make a report foreign.
        common = words if sample.isupper() else [word for word in words if word[0].islower()]
        if len(set(common)) < _FEW_WORDS:
            return None
        sample = " ".join(common)
    elif len(letters) < _FEW_LETTERS:
        return None
    ranking = _detector().rank(sample)
    found = str(ranking[0][0])
    if alien and language == "en":
        return found if found != language else "another script"
    if found != language and dict(ranking).get(language, 0.0) <= _UNLIKELY and _throughout(sample, language):
        return found
    return None


def language_name(code: str) -> str:
    """'Russian (ru)'; the code alone where the name is not known."""
    return f"{NAMES[code]} ({code})" if code in NAMES else code


def _is_english(words: list[str]) -> bool:
    if len(words) < 8:
        return False
    counts = Counter(word.lower() for word in words)
    common = sum(counts[word] for word in _FUNCTION_WORDS)
    different = sum(1 for word in _DISTINCTIVE if word in counts)
    return common >= 0.18 * len(words) and different >= (2 if len(words) < 40 else 4)


def _throughout(sample: str, language: str) -> bool:
    """Whether each half of the text, too, is foreign: names in one corner of it do not decide."""
    half = len(sample) // 2
    return all(_detector().classify(part)[0] != language for part in (sample[:half], sample[half:]))


@cache
def _detector() -> Any:  # noqa: ANN401  py3langid has no types
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
