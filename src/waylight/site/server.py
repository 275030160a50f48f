"""gunicorn, told what it needs in one place. It writes no access log: an address is a lead to a reporter."""

from typing import Any

from gunicorn.app.base import BaseApplication


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
            "worker_class": "gthread",
            "accesslog": None,
            "loglevel": "warning",
            "timeout": 60,
            "limit_request_line": 8190,
            "control_socket_disable": True,
        }
    ).run()
