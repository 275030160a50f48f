"""What a page must never do while a test drives it, and whatever it did."""

from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response, Route, WebError

NEUTRAL = "https://www.bbc.co.uk/weather"
NEUTRAL_PAGE = "<!doctype html><html lang=en><title>Weather</title><h1>Weather</h1>"


@dataclass
class Watch:
    """Notes everything a browser context says that no page of ours may: a console error (a blocked script or
    style is one), a broken script, an answer of 500 or more, a request to any other host.

    `expects` holds the statuses that a test asks for on purpose: the browser reports those as errors too.
    """

    address: str
    expects: set[int] = field(default_factory=set)
    seen: list[str] = field(default_factory=list)
    left_for: list[str] = field(default_factory=list)

    def over(self, context: BrowserContext) -> None:
        context.on("console", self._said)
        context.on("weberror", self._broke)
        context.on("request", self._asked)
        context.on("response", self._answered)
        context.route(lambda url: not url.startswith((self.address, "data:", "blob:")), self._outside)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not any(
            f"status of {s}" in message.text for s in self.expects
        ):
            self.seen.append(f"console, {message.location.get('url')}: {message.text}")

    def _broke(self, error: WebError) -> None:
        self.seen.append(f"script: {error.error}")

    def _asked(self, request: Request) -> None:
        inside = request.url.startswith((self.address, "data:", "blob:"))
        if not inside and not (request.url == NEUTRAL and request.is_navigation_request()):
            self.seen.append(f"asked another host: {request.url}")

    def _answered(self, response: Response) -> None:
        if response.status >= 500 and response.status not in self.expects:
            self.seen.append(f"{response.status} from {response.url}")

    def _outside(self, route: Route) -> None:
        """Nothing leaves this machine. The neutral site that Exit goes to is played by one small page."""
        if route.request.url != NEUTRAL:
            route.abort()
            return
        self.left_for.append(route.request.url)
        route.fulfill(body=NEUTRAL_PAGE, content_type="text/html")
