"""How allauth behaves here: nobody signs up, and no address is kept."""

import hashlib
import hmac

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest


class StaffAdapter(DefaultAccountAdapter):
    """Joining is by invitation only; limiters see a keyed digest, never an address."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        address = request.META.get("REMOTE_ADDR", "")
        return hmac.new(settings.SECRET_KEY.encode(), address.encode(), hashlib.sha256).hexdigest()[:32]


class StaffMFAAdapter(DefaultMFAAdapter):
    """Second steps."""
