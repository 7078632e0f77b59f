"""Telling one phone from another without knowing whose it is: a random number in a signed cookie."""

from __future__ import annotations

import hashlib
import hmac
import secrets

COOKIE = "socialicence_phone"
HOURS = 12
"""How long a phone keeps its cookie: longer than any workshop."""
_LONGEST = 120


class Phones:
    """Makes and recognises phones' cookies; what is signed by another start of the dashboard is not recognised."""

    def __init__(self) -> None:
        self._secret = secrets.token_bytes(32)

    def cookie(self) -> tuple[str, str]:
        """Return a new phone and the cookie it gets."""
        phone = secrets.token_urlsafe(16)
        return phone, f"{phone}.{self._sign('phone', phone)}"

    def of(self, cookie: str | None) -> str | None:
        """Return the phone a cookie was made for; None if it was not made here."""
        if not cookie or len(cookie) > _LONGEST or not cookie.isascii():
            return None
        phone, _, signature = cookie.partition(".")
        return phone if hmac.compare_digest(signature, self._sign("phone", phone)) else None

    def token(self, phone: str) -> str:
        """Return what this phone's form carries, so that no other site's form can vote for it."""
        return self._sign("form", phone)

    def fits(self, phone: str, token: str) -> bool:
        """Whether a form was made for this phone."""
        return hmac.compare_digest(token.encode("utf-8", "replace"), self.token(phone).encode())

    def _sign(self, purpose: str, text: str) -> str:
        return hmac.new(self._secret, f"{purpose}\n{text}".encode(), hashlib.sha256).hexdigest()[:32]
