"""A team at work, as for children's records."""

from tests.casework.conftest import at, audited, clock, hub, team

__all__ = ["at", "audited", "clock", "hub", "team"]
