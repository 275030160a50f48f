"""The preview's server: on this machine only, and only for pages asked for by this machine's own name."""

import traceback
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, unquote, urlsplit

from django.conf import settings

from .pages import Page, page, stamp

LOOPBACK = "127.0.0.1"
_NAMES = frozenset({LOOPBACK, "localhost"})
_POLICY = "default-src 'self'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; frame-ancestors 'none'"


class _Handler(BaseHTTPRequestHandler):
    server_version, sys_version = "preview", ""

    def do_GET(self) -> None:
        """Another site's page cannot read this one by a name that leads here."""
        if self.headers.get("Host", "").rsplit(":", 1)[0] not in _NAMES:
            self._send(Page(b"This preview answers to 127.0.0.1 only.", 421))
            return
        address = urlsplit(self.path)
        try:
            found = self._page(unquote(address.path), dict(parse_qsl(address.query)))
        except Exception:
            found = Page(traceback.format_exc().encode(), 500, "text/plain; charset=utf-8")
        self._send(found)

    def _page(self, path: str, query: dict[str, str]) -> Page:
        if path == "/stamp":
            return Page(stamp(settings.CONTENT).encode(), kind="text/plain")
        return page(path, query)

    def _send(self, found: Page) -> None:
        self.send_response(found.status)
        self.send_header("Content-Type", found.kind)
        self.send_header("Content-Length", str(len(found.body)))
        self.send_header("Content-Security-Policy", _POLICY)
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(found.body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is logged: an editor's screen shows what went wrong."""


def server(port: int = 0) -> ThreadingHTTPServer:
    """Listening on this machine only; port 0 takes a free one (`.server_port` says which)."""
    return ThreadingHTTPServer((LOOPBACK, port), _Handler)
