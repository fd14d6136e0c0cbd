"""A stubbed server, a browser, and pages that notice every request, refusal and error."""

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import axe_playwright_python
import httpx
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[2]
AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
BROWSER = os.environ.get("ALTALK_TEST_BROWSER", "/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Refusals by the content policy are an event, not an error: keep them where a test can read them.
WATCH = "window.refused = []; addEventListener('securitypolicyviolation', e => window.refused.push(e.blockedURI))"


def free_port() -> int:
    """A port of loopback that nobody uses now."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


@pytest.fixture(scope="session")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """Another site: its origin and its folder."""
    folder = tmp_path_factory.mktemp("foreign")
    quiet = type("Quiet", (SimpleHTTPRequestHandler,), {"log_message": lambda *_: None})
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", folder
    server.shutdown()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, foreign: tuple[str, Path]) -> Iterator[str]:
    """The address of a server with scripted replies; the foreign site may call it."""
    port, database = free_port(), tmp_path_factory.mktemp("talks") / "talks.db"
    command = [sys.executable, "-m", "tests.channels.stub_server", str(port), str(database), foreign[0]]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(address)
        yield address
    finally:
        process.terminate()
        process.wait(20)


def wait_for(address: str) -> None:
    """Return as soon as the server answers."""
    for _ in range(300):
        try:
            httpx.get(f"{address}/talk").raise_for_status()
        except httpx.TransportError:
            time.sleep(0.2)
        else:
            return
    raise AssertionError("the stub server did not start")


# Not for the whole session: as long as Playwright runs, no other test of the process can run an event loop.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=BROWSER, args=FLAGS)
        yield launched
        launched.close()


class Visit:
    """One window of the browser on the page, with what a person does in it."""

    def __init__(self, page: Page, site: str) -> None:
        self.page = page
        self.site = site
        self.requests: list[str] = []
        self.errors: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.add_init_script(WATCH)

    def open(self, path: str = "/talk") -> "Visit":
        """Go to the page."""
        self.page.goto(self.site + path)
        self.page.locator("textarea, .launcher").first.wait_for()
        return self

    def say(self, text: str, wait: bool = True) -> None:
        """Type a message and send it with Enter."""
        self.page.locator("textarea").fill(text)
        self.page.locator("textarea").press("Enter")
        if wait:
            self.page.locator(".writing i").first.wait_for(state="detached")

    def said(self, who: str = "assistant") -> list[str]:
        """What one side said, as it stands in the log."""
        return [text.strip() for text in self.page.locator(f".bubble.{who} .text").all_inner_texts()]

    def axe(self) -> list[str]:
        """What axe finds wrong with the page as it stands."""
        self.page.wait_for_timeout(300)
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
        found = self.page.evaluate("tags => axe.run(document, {runOnly: tags})", tags)
        return [f"{each['id']}: {[node['target'] for node in each['nodes']]}" for each in found["violations"]]

    def refused(self) -> list[str]:
        """What the content policy refused."""
        refused: list[str] = self.page.evaluate("window.refused")
        return refused

    def elsewhere(self, *allowed: str) -> list[str]:
        """Requests that went to another host than the ones allowed."""
        hosts = {urlsplit(each).netloc for each in (self.site, *allowed)}
        return [url for url in self.requests if not url.startswith("data:") and urlsplit(url).netloc not in hosts]


@pytest.fixture
def visit(browser: Browser, site: str) -> Iterator[Callable[..., Visit]]:
    """Open windows: English, desktop, light unless said otherwise. No window may meet an error of ours."""
    visits: list[Visit] = []

    def begin(**options: Any) -> Visit:
        size = options.pop("size", (1100, 800))
        settings = {"locale": "en-GB", "viewport": {"width": size[0], "height": size[1]}, **options}
        visits.append(Visit(browser.new_context(**settings).new_page(), site))
        return visits[-1]

    yield begin
    for each in visits:
        assert each.errors == []
        each.page.context.close()
