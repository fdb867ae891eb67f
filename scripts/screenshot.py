"""Take a picture of the map, as it looks with the network off.

python scripts/screenshot.py MAP.html PICTURE.png [WIDTHxHEIGHT] [FRAGMENT]

FRAGMENT is what the map's address has after its #; without one, the trip with the most stops in a known
order is opened.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

FIND_BROWSER = Path(__file__).parent / "setup" / "find-browser"

OPEN_LONGEST = """() => {
    const ordered = (trip) => trip.stops.filter((stop) => stop.seq !== null).length;
    const [longest] = [...geomap.store.model.trips].sort((a, b) => ordered(b) - ordered(a));
    if (longest) geomap.open(longest);
}"""


def take_screenshot(page_file: Path, picture: Path, width: int, height: int, fragment: str = "") -> None:
    """Open `page_file` in a browser without network and write what it shows to `picture`."""
    browser_path = subprocess.run([FIND_BROWSER], check=True, capture_output=True, text=True).stdout.strip()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        page = browser.new_context(offline=True, viewport={"width": width, "height": height}).new_page()
        page.goto(page_file.resolve().as_uri() + (f"#{fragment}" if fragment else ""))
        page.evaluate("window.geomap.ready")
        if not fragment:
            page.evaluate(OPEN_LONGEST)
        page.wait_for_timeout(1500)  # the last frame of what moves
        page.screenshot(path=picture)
        browser.close()


if __name__ == "__main__":
    size = sys.argv[3] if sys.argv[3:] else "1280x800"
    columns, rows = map(int, size.split("x"))
    take_screenshot(Path(sys.argv[1]), Path(sys.argv[2]), columns, rows, *sys.argv[4:5])
