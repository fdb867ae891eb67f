"""What a build read, found and wrote; in a notebook, the map itself."""

from __future__ import annotations

from hashlib import sha256
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, cast

from geomap.records import Claims, Merged, Unread, record

if TYPE_CHECKING:
    from geomap.layers import Layers

MAP = "index.html"
HEIGHT_PX = 640


@record
class Built:
    """The result of `geomap.build`."""

    output: Path
    """The folder that was written to."""
    claims: tuple[Claims, ...]
    """What each article says, in the order of the inputs."""
    unread: tuple[Unread, ...]
    """What could not be read, and why."""
    merged: Merged
    """Trips and meetings of all articles together, as records."""
    layers: Layers
    """All features; ``layers.frame("stops")`` is a GeoDataFrame."""
    build: dict[str, object]
    """The content of build.json."""

    @property
    def counts(self) -> dict[str, int]:
        """How many inputs were read, failed and were skipped, and how many features each layer has."""
        return cast("dict[str, int]", self.build["counts"])

    @property
    def warnings(self) -> list[str]:
        """What was passed over in the inputs, in words."""
        return cast("list[str]", self.build["warnings"])

    @property
    def unlocated(self) -> int:
        """How many mentions, visits and meetings have no point."""
        return self.counts["unlocated"]

    def summary(self) -> str:
        """One line: '2 articles read, 1 not: 1 trips, 3 stops, 2 legs, 1 meetings, 4 places'."""
        read, left = len(self.claims), len(self.unread)
        found = (f"{self.counts[name]} {name}" for name in ("trips", "stops", "legs", "meetings", "places"))
        return f"{read} article{'s' * (read != 1)} read{f', {left} not' if left else ''}: {', '.join(found)}"

    def _repr_html_(self) -> str:
        """The map for a notebook, shut off from the page that shows it; a line of text where it is gone."""
        told = f"<p>{escape(self.summary())}</p>"
        page = self._page()
        if page is None:
            return told
        return (
            f'{told}<iframe title="Map of the visits" srcdoc="{escape(page)}" '
            'sandbox="allow-scripts allow-downloads allow-popups" '
            f'style="width: 100%; height: {HEIGHT_PX}px; border: 0"></iframe>'
        )

    def _page(self) -> str | None:
        """The map as this build wrote it, unless another one has replaced it since."""
        files = cast("dict[str, str]", self.build["files"])
        try:
            page = (self.output / MAP).read_bytes()
        except OSError:
            return None
        return page.decode() if sha256(page).hexdigest() == files[MAP] else None
