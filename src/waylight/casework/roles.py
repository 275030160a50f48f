"""Which roles a due asks for: whoever loses the last of them can no longer do it, and does not owe it."""

from waylight.accounts.roles import CALLING_ROLES, CASE_ROLES, DISRUPTION_ROLES, OWING_ROLES, Role

from .codes import AFTER_CLOSING, LICENSING, MEASURES, DueKind

_ROLES: dict[str, tuple[Role, ...]] = {
    **dict.fromkeys(LICENSING, (Role.LICENSING,)),
    **dict.fromkeys(MEASURES, DISRUPTION_ROLES),
    DueKind.EXTRACT_TAKE: (Role.INTELLIGENCE,),
    DueKind.OFFERED: (Role.TEAM_MANAGER,),
    **dict.fromkeys((DueKind.MEETING_HOLD, DueKind.MEETING_MINUTES), CALLING_ROLES),
    **dict.fromkeys(AFTER_CLOSING, CASE_ROLES),
}


def roles_of(kind: str) -> tuple[Role, ...]:
    """Somebody needs one of these, in the due's area, to do what is due."""
    return _ROLES.get(kind, OWING_ROLES)
