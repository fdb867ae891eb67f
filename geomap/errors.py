"""Everything that geomap raises on purpose.

GeomapError
├── InputError       an input cannot be read, decoded or parsed   (also a ValueError)
├── NoInputError     nothing to work on                           (also a FileNotFoundError)
├── DataError        geomap's own data or model is missing, damaged or too old
├── ConfigError      an option or setting makes no sense          (also a ValueError)
└── OutputError      the output cannot be written                 (also an OSError)

Every message says what happened, where, what was expected and what to do next.
"""


class GeomapError(Exception):
    """Base of all errors that geomap raises on purpose."""


class InputError(GeomapError, ValueError):
    """An input cannot be read, decoded or parsed; the others go on."""


class NoInputError(GeomapError, FileNotFoundError):
    """There is nothing to work on."""


class DataError(GeomapError):
    """The gazetteer, the boundaries or the language model is missing, damaged or too old."""


class ConfigError(GeomapError, ValueError):
    """An option or a setting makes no sense."""


class OutputError(GeomapError, OSError):
    """The output cannot be written; what was there before is untouched."""
