"""A real browser, without a network, that tells of everything that goes wrong in a page."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sample
from playwright.sync_api import Browser, BrowserContext, Page, Route, sync_playwright

from geomap.datafiles import data_path
from geomap.webmap import render_map

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def find_browser() -> str:
    """Path of an installed browser; without one the tests fail, since the map is what they test."""
    for name in BROWSERS:
        if path := shutil.which(name):
            return path
    pytest.fail(
        f"No browser found (looked for {', '.join(BROWSERS)}). "
        "`make test` installs one; on Debian: apt install chromium",
        pytrace=False,
    )


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        yield started
        started.close()


class Sight:
    """A page that is open, and what it asked of the network, wrote as an error, or was refused."""

    def __init__(self, context: BrowserContext) -> None:
        self.context = context
        self.requests: list[str] = []
        self.errors: list[str] = []
        self.pwned: list[str] = []
        context.set_offline(True)
        context.route(lambda url: not url.startswith("file:"), self._refuse)
        context.expose_function("__pwn", lambda *words: self.pwned.append(str(words)))
        self.page: Page = context.new_page()
        self.page.on("pageerror", lambda error: self.errors.append(f"page error: {error}"))
        self.page.on("console", self._console)
        self.page.on("request", self._request)
        self.page.add_init_script(
            "addEventListener('securitypolicyviolation',"
            " (e) => console.error('refused', e.violatedDirective, e.blockedURI))"
        )
        self.page.set_default_timeout(8000)

    def open(self, file: Path, fragment: str = "") -> Page:
        self.page.goto(f"{file.as_uri()}{fragment}")
        self.page.evaluate("window.geomap.ready")
        self.settle()
        return self.page

    def settle(self) -> None:
        """Wait until nothing moves any more and all of the map is painted."""
        self.page.evaluate(
            """async () => {
                const wait = (ms) => new Promise((done) => setTimeout(done, ms));
                const frame = () => new Promise((done) => requestAnimationFrame(done));
                const { map, sheets } = window.geomap;
                for (let still = 0; still < 3;) {
                    await frame();
                    await wait(20);
                    const moving = document.getAnimations().some(({ playState }) => playState === 'running');
                    const busy = moving || map._animatingZoom || map._panAnim?._inProgress
                        || Object.values(sheets).some((sheet) => sheet._wanted || sheet._job);
                    still = busy ? 0 : still + 1;
                }
            }"""
        )

    def until(self, expression: str, seconds: float = 15) -> None:
        """Wait until the page says yes; its policy allows no expression that it would have to compile."""
        end = time.monotonic() + seconds
        while not self.page.evaluate(expression):
            assert time.monotonic() < end, f"waited in vain for {expression}"
            self.page.wait_for_timeout(30)

    def assert_quiet(self) -> None:
        assert self.errors == []
        assert self.requests == []
        assert self.pwned == []

    def _refuse(self, route: Route) -> None:
        self.requests.append(route.request.url)
        route.abort()

    def _request(self, request: Any) -> None:
        if not request.url.startswith(("file:", "data:", "blob:")):
            self.requests.append(request.url)

    def _console(self, message: Any) -> None:
        if message.type in {"error", "warning"}:
            self.errors.append(f"{message.type}: {message.text}")


@pytest.fixture
def sight(browser: Browser) -> Iterator[Callable[..., Sight]]:
    """Open a window of some size and kind; at the end each must have been quiet."""
    opened: list[Sight] = []

    def make(width: int = 1440, height: int = 900, **options: Any) -> Sight:
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        opened.append(Sight(context))
        return opened[-1]

    yield make
    for one in opened:
        one.assert_quiet()
        one.context.close()


@pytest.fixture(scope="session")
def topology() -> bytes:
    return data_path("boundaries/countries.topojson").read_bytes()


@pytest.fixture(scope="session")
def sample_map(tmp_path_factory: pytest.TempPathFactory, topology: bytes) -> Path:
    """The small world of `sample`, as a file."""
    path = tmp_path_factory.mktemp("map") / "index.html"
    path.write_text(render_map(sample.layers(), sample.ARTICLES, topology=topology), "utf-8")
    return path
