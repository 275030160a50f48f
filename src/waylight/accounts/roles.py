"""Who acts, and in which roles. What a role may do is in `policy`.

Source of the roles: Waylight's domain study 12.2. No Django here: the public plane asks too.
"""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """Who people are. The first three are not given to a person: they are the plane itself."""

    PUBLIC = "public"
    ORGANISATION = "organisation"
    SYSTEM = "system"
    SCREENER = "screener"
    MANAGER = "manager"
    INTELLIGENCE = "intelligence"
    LICENSING = "licensing"
    DESIGNATED = "designated-officer"
    INDEPENDENT = "independent-officer"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"
    TRAINER = "trainer"
    OPERATOR = "operator"
    SOCIAL_WORKER = "social-worker"
    TEAM_MANAGER = "team-manager"
    AGENCY = "agency-checker"
    COORDINATOR = "exploitation-coordinator"


STAFF_ROLES = (
    Role.SCREENER,
    Role.MANAGER,
    Role.INTELLIGENCE,
    Role.LICENSING,
    Role.DESIGNATED,
    Role.INDEPENDENT,
    Role.AUDITOR,
    Role.ADMINISTRATOR,
    Role.TRAINER,
    Role.OPERATOR,
    Role.SOCIAL_WORKER,
    Role.TEAM_MANAGER,
    Role.AGENCY,
    Role.COORDINATOR,
)

ROLE_DESKS: dict[Role, str] = {
    Role.SCREENER: "hub",
    Role.MANAGER: "hub",
    Role.DESIGNATED: "designated-officer",
    Role.INDEPENDENT: "independent",
}
"""Which desk's concerns a role works on. A concern about somebody who works with children goes to the
designated officer's desk, one about the hub's own staff to the independent officer's: round those it
concerns."""

ROLE_STREAMS: dict[Role, str] = {Role.INTELLIGENCE: "intelligence", Role.LICENSING: "licensing"}
"""Roles that see only streams of one kind, never the concern they were forked from."""

CASE_ROLES = (Role.SOCIAL_WORKER, Role.TEAM_MANAGER)
"""Roles that work with children whose records are open; each reaches only those it works with."""

DISRUPTION_ROLES = (Role.COORDINATOR, Role.INTELLIGENCE)
"""Roles that work on places and people of concern."""

OWING_ROLES = (*CASE_ROLES, Role.AGENCY, Role.COORDINATOR, Role.INTELLIGENCE, Role.LICENSING, Role.MANAGER)
"""Roles to which something may be due."""

CALLING_ROLES = (Role.COORDINATOR, Role.TEAM_MANAGER, Role.MANAGER)
"""Roles that call and chair meetings."""

MANAGING_ROLES = (Role.TEAM_MANAGER, Role.MANAGER)
"""Roles that take over what has been left to nobody."""

PANEL_ROLES = (*OWING_ROLES, Role.SCREENER, Role.DESIGNATED)
"""Roles that sit on panels; each reaches only the meetings to which they are asked."""

READING_ROLES = (*ROLE_DESKS, *ROLE_STREAMS, *CASE_ROLES, Role.AGENCY, Role.COORDINATOR)
"""Roles that read what was reported, or what was made of it."""

APART: dict[Role, tuple[Role, ...]] = {
    Role.ADMINISTRATOR: (*READING_ROLES, Role.AUDITOR, Role.OPERATOR),
    Role.AUDITOR: (Role.ADMINISTRATOR, Role.OPERATOR),
    **dict.fromkeys(READING_ROLES, (Role.ADMINISTRATOR, Role.OPERATOR)),
    Role.TRAINER: (Role.OPERATOR,),
    Role.OPERATOR: (*READING_ROLES, Role.AUDITOR, Role.ADMINISTRATOR, Role.TRAINER),
}
"""Roles that one person does not hold in the same area at once. Who gives access does not read concerns
(domain study 12.2), nor audit their own giving. Whoever is there for a licensed firm holds nothing else: a
licensee among the hub's people is a danger of the first order (domain study 8.6)."""


@dataclass(frozen=True)
class Actor:
    """Whoever acts. `ref` is what the audit keeps: "user:7", "public", "system:worker", "organisation:3"."""

    ref: str
    grants: frozenset[tuple[Role, str]]
    user_id: int | None = None

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(role for role, _ in self.grants)

    @property
    def roles_text(self) -> str:
        return ",".join(sorted(f"{role}@{area}" if area else str(role) for role, area in self.grants))

    def areas(self, *roles: Role) -> frozenset[str]:
        """Slugs of the areas in which this actor holds any of the roles."""
        return frozenset(area for role, area in self.grants if role in roles)


PUBLIC = Actor("public", frozenset({(Role.PUBLIC, "")}))


def system(name: str) -> Actor:
    return Actor(f"system:{name}", frozenset({(Role.SYSTEM, "")}))


def organisation(pk: int) -> Actor:
    return Actor(f"organisation:{pk}", frozenset({(Role.ORGANISATION, "")}))
