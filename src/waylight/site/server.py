"""gunicorn, told what it needs in one place. It writes no access log: an address is a lead to a reporter."""

import itertools
import sys
from types import FrameType
from typing import Any

from gunicorn.app.base import BaseApplication
from gunicorn.glogging import Logger
from gunicorn.workers.gthread import ThreadWorker

from .logs import kind_and_place


class QuietLog(Logger):
    """gunicorn's own log, without the address it would print of whoever sent a broken request."""

    def warning(self, msg: str, *args: Any, **kwargs: Any) -> None:
        if str(msg).startswith("Invalid request"):
            msg, args = "A request that is not HTTP was turned away.", ()
        super().warning(msg, *args, **kwargs)

    def exception(self, msg: str, *args: Any, **kwargs: Any) -> None:
        problem = sys.exc_info()[1]
        super().error("%s", kind_and_place(problem) if problem else "Something went wrong in the server.")


class OnceToldWorker(ThreadWorker):
    """Ctrl-C tells a worker twice to end: the terminal does, and its parent. The second would wait for ever
    for a lock that the first holds, in the very same thread, and the process would stay."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._told = itertools.count()

    def handle_quit(self, sig: int, frame: FrameType | None) -> None:
        if next(self._told) == 0:
            super().handle_quit(sig, frame)


class Server(BaseApplication):
    def __init__(self, options: dict[str, Any]) -> None:
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        for key, value in self.options.items():
            self.cfg.set(key, value)

    def load(self) -> Any:
        from waylight.site.wsgi import application

        return application


def run(host: str, port: int, threads: int, processes: int) -> None:
    """Serve until told to end."""
    Server(
        {
            "bind": f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
            "workers": processes,
            "threads": threads,
            "worker_class": OnceToldWorker,
            "accesslog": None,
            "forwarder_headers": "",
            "logger_class": QuietLog,
            "loglevel": "warning",
            "timeout": 60,
            "limit_request_line": 8190,
            "control_socket_disable": True,
        }
    ).run()
