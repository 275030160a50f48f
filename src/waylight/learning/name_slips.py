"""A name that badge and code together open, and nothing else: the public plane holds no key to a name, and a
certificate needs one."""

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from waylight.engine.sealing import DataKey

from .models import Learner, NameSlip
from .roster_keys import badge_as_compared, code_as_compared

_TABLE, _COLUMN = "learning_nameslip", "sealed"


def slip_for(learner: Learner, code: str) -> NameSlip:
    """Unsaved. Staff plane only: it reads the name."""
    key = _key(learner.area_id, learner.badge, code)
    sealed = key.encrypt(learner.name.encode(), table=_TABLE, row=str(learner.pk), column=_COLUMN)
    return NameSlip(learner=learner, sealed=sealed, name_key=learner.name_key)


def opened(learner: Learner, badge: str, code: str) -> str:
    """The name, for whoever has just come in with this badge and code; empty where there is no slip, or the
    name was changed after the code was given."""
    slip = NameSlip.objects.filter(learner=learner, name_key=learner.name_key).first()
    if slip is None:
        return ""
    key = _key(learner.area_id, badge, code)
    return key.decrypt(slip.sealed, table=_TABLE, row=str(learner.pk), column=_COLUMN).decode()


def _key(area_slug: str, badge: str, code: str) -> DataKey:
    """The code's 58 bits are the secret: `roster_keys.CODE_LENGTH`."""
    hkdf = HKDF(algorithm=SHA256(), length=DataKey.LENGTH, salt=None, info=b"waylight/name-slip/1")
    return DataKey(hkdf.derive(f"{area_slug}\0{badge_as_compared(badge)}\0{code_as_compared(code)}".encode()))
