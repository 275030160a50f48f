"""What pathways does by the clock."""

from waylight.work.registry import every

from . import actions


@every(minutes=10)
def watch_extracts() -> None:
    actions.watch_extracts()
