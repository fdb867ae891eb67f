"""The places room: names go in; out come points on the globe, each with how far it can be trusted.

`Gazetteer` holds every place that bears a name; `resolve` gives each toponym of an article the place
that it means there, weighing prominence against what the rest of the text says. What no gazetteer
knows stays without a place and says so: no point is ever guessed.
"""

from __future__ import annotations

from geomap.places.gazetteer import Gazetteer
from geomap.places.register import Candidate
from geomap.places.resolver import rank, resolve

__all__ = ["Candidate", "Gazetteer", "rank", "resolve"]
