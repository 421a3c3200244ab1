"""Windows that note what a page does that it must not do."""

from dataclasses import dataclass, field
from types import TracebackType
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from serving import Server

DESKTOP, PHONE = (1280, 900), (390, 844)
SECONDS = 15


@dataclass
class Visitor:
    """A page, and the complaints about it: errors, breaches of its policy, requests to elsewhere."""

    page: Page
    host: str
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", lambda message: self._said(message.type, message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        self.page.on("request", lambda request: self._asked(request.url))
        self.page.on("dialog", lambda dialog: self._opened(dialog.message, dialog.dismiss))

    def _said(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"} and "status of 404" not in text:
            self.complaints.append(f"{kind}: {text}")

    def _asked(self, url: str) -> None:
        if urlsplit(url).scheme not in {"data", "blob"} and urlsplit(url).netloc != self.host:
            self.complaints.append(f"request to {url}")

    def _opened(self, message: str, close: object) -> None:
        self.complaints.append(f"dialog: {message}")
        close()  # type: ignore[operator]


class Visits:
    """Windows of one test."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.visitors: list[Visitor] = []
        self.contexts: list[BrowserContext] = []

    def __enter__(self) -> "Visits":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for context in self.contexts:
            context.close()
        complaints = [complaint for visitor in self.visitors for complaint in visitor.complaints]
        if error is None and complaints:
            pytest.fail("\n".join(complaints))

    def open(
        self,
        server: Server,
        path: str = "",
        *,
        size: tuple[int, int] = DESKTOP,
        dark: bool = False,
        script: bool = True,
    ) -> Visitor:
        """Open a window, at once at an address if one is given."""
        host = f"127.0.0.1:{server.port}"
        context = self.browser.new_context(
            base_url=f"http://{host}",
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if dark else "light",
            java_script_enabled=script,
            has_touch=size == PHONE,
            reduced_motion="reduce",
        )
        context.set_default_timeout(SECONDS * 1000)
        self.contexts.append(context)
        visitor = Visitor(context.new_page(), host)
        self.visitors.append(visitor)
        if path:
            visitor.page.goto(path)
        return visitor


def until(page: Page, condition: str) -> None:
    """Wait for an expression to hold; Playwright's own way needs a policy that allows eval."""
    for _ in range(SECONDS * 20):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"never came true: {condition}")
