"""The web server's own part: how its workers end."""

from types import SimpleNamespace

import pytest
from gunicorn.workers.gthread import ThreadWorker

from waylight.site.server import OnceToldWorker


def test_a_worker_that_is_told_twice_to_end_ends_once(monkeypatch: pytest.MonkeyPatch) -> None:
    ends: list[int] = []
    worker = OnceToldWorker(
        1,
        1,
        [],
        None,
        60,
        SimpleNamespace(
            threads=1,
            worker_connections=10,
            max_requests=0,
            max_requests_jitter=0,
            worker_tmp_dir=None,
            uid=0,
            gid=0,
            umask=0,
            keepalive=2,
        ),
        None,
    )

    def told_again_meanwhile(_worker: ThreadWorker, sig: int, frame: None) -> None:
        ends.append(sig)
        worker.handle_quit(3, frame)

    monkeypatch.setattr(ThreadWorker, "handle_quit", told_again_meanwhile)
    worker.handle_quit(2, None)
    assert ends == [2]
