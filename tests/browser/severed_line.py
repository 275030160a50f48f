"""A line to Waylight that can be cut: what a tunnel or a cellar does to a phone, service worker included."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

PIECE = 65536


@dataclass
class Line:
    """Passes octets between a port of its own and Waylight's, until it is cut."""

    to: tuple[str, int]
    listening: socket.socket
    whole: bool = True
    ends: list[socket.socket] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.listening.getsockname()[1]}"

    def cut(self) -> None:
        """What is under way breaks off, and nothing new gets through."""
        self.whole = False
        for end in self.ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        self.ends.clear()

    def mend(self) -> None:
        self.whole = True

    def serve(self) -> None:
        while True:
            try:
                near, _from = self.listening.accept()
            except OSError:
                return
            if not self.whole:
                near.close()
                continue
            far = socket.create_connection(self.to)
            self.ends += [near, far]
            for source, sink in ((near, far), (far, near)):
                threading.Thread(target=_pass_on, args=(source, sink), daemon=True).start()


def _pass_on(source: socket.socket, sink: socket.socket) -> None:
    with suppress(OSError):
        while piece := source.recv(PIECE):
            sink.sendall(piece)
        sink.shutdown(socket.SHUT_WR)


@contextmanager
def line_to(address: str) -> Iterator[Line]:
    """`address`: such as http://127.0.0.1:8000."""
    there = urlsplit(address)
    line = Line((there.hostname or "", there.port or 80), socket.create_server(("127.0.0.1", 0)))
    threading.Thread(target=line.serve, daemon=True).start()
    try:
        yield line
    finally:
        line.listening.close()
        line.cut()
