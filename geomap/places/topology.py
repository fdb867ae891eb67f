"""Reading TopoJSON: country shapes whose neighbours share their borders."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import Any

from geomap.errors import DataError


def read_topology(path: Path) -> list[dict[str, Any]]:
    """Features of a quantised TopoJSON file; its arcs are chains of steps that neighbours share.

    Raises
    ------
    DataError
        If the file is damaged.

    Notes
    -----
    Source: the TopoJSON format specification, sections 2.1.2 (transforms) and 2.1.4 (arc indexes).
    """
    import numpy as np
    import orjson

    try:
        topology = orjson.loads(path.read_bytes())
        lengths = np.array([len(arc) for arc in topology["arcs"]])
        flat = chain.from_iterable(chain.from_iterable(topology["arcs"]))
        steps = np.fromiter(flat, dtype=np.int64).reshape(-1, 2)
        ends = np.cumsum(lengths)
        walked = np.cumsum(steps, axis=0)
        before = np.concatenate([[[0, 0]], walked])[ends - lengths]
        # Dividing by the steps in a degree gives the nearest double, multiplying by a fraction does not.
        per_degree = np.rint(1 / np.array(topology["transform"]["scale"]))
        points = ((walked - np.repeat(before, lengths, axis=0)) / per_degree).tolist()
        arcs = [
            points[end - length : end] for end, length in zip(ends.tolist(), lengths.tolist(), strict=True)
        ]
        countries = topology["objects"]["countries"]["geometries"]
    except (ValueError, KeyError, IndexError) as error:
        msg = f"geomap's own boundaries {path} are damaged ({error}). Install geomap again."
        raise DataError(msg) from error

    def ring(numbers: list[int]) -> list[list[float]]:
        links: list[list[list[float]]] = [arcs[n] if n >= 0 else arcs[~n][::-1] for n in numbers]
        return links[0] + [point for link in links[1:] for point in link[1:]]

    return [
        {
            "type": "Feature",
            "id": country["id"],
            "properties": country["properties"],
            "geometry": {
                "type": "MultiPolygon",
                "coordinates": [[ring(numbers) for numbers in polygon] for polygon in country["arcs"]],
            },
        }
        for country in countries
    ]
