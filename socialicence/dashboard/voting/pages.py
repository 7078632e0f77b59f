"""The page that phones open: a plain HTML form, without script, without anything from elsewhere; a cookie for each."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from jinja2 import Environment, FileSystemLoader, Template
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from socialicence.dashboard.visitors import Allowance, Limits, address_key
from socialicence.errors import InputError

if TYPE_CHECKING:
    from socialicence.dashboard.packs import Question
    from socialicence.dashboard.voting.ballots import Ballots


PATH = "/vote"
MOST_FORM = 2048
"""Bytes of a form."""
FORM = "application/x-www-form-urlencoded"
KNOWN = Allowance(burst=20, each_second=1)
"""Of a phone that has its cookie."""
STRANGERS = Allowance(burst=120, each_second=4)
"""Of an address, for phones without a cookie: a whole room may stand behind one address."""
ALL_STRANGERS = Allowance(burst=400, each_second=20)
"""Of all addresses together. Phones with a cookie do not depend on it, so that a flood cannot keep them out."""
CHOOSE = "Choose one answer, then press Vote."
NO_COOKIE = "This page was open for too long, or your phone keeps no cookies. Please vote again."
TOO_OFTEN = "That was too often. Wait a few seconds, then load this page again."

_FOLDER = Path(__file__).parent
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


@cache
def _template() -> Template:
    return Environment(loader=FileSystemLoader(_FOLDER), autoescape=True).get_template("vote.html")


@cache
def _style() -> str:
    return (_FOLDER / "vote.css").read_text(encoding="utf-8")


@cache
def _policy() -> str:
    """Nothing but the one style sheet that stands in the page."""
    digest = base64.b64encode(hashlib.sha256(_style().encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    )


class Page:
    """The routes of voting, over a ballot box."""

    def __init__(self, ballots: Ballots) -> None:
        self._ballots = ballots
        self._phones = Phones()
        self._known = Limits(KNOWN)
        self._strangers = Limits(STRANGERS)
        self._all_strangers = Limits(ALL_STRANGERS)

    @property
    def routes(self) -> list[Route]:
        """GET shows the form, POST takes a vote."""
        return [Route(PATH, self.show, methods=["GET"]), Route(PATH, self.take, methods=["POST"])]

    async def show(self, request: Request) -> Response:
        """Show the question that is open, and what this phone has voted."""
        phone = self._phone(request)
        if not self._may(request, phone):
            return _too_often()
        return self._page(phone)

    async def take(self, request: Request) -> Response:
        """Take a vote, then show the page again, so that loading it again votes for nothing."""
        phone = self._phone(request)
        if not self._may(request, phone):
            return _too_often()
        if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM:
            return self._page(phone, CHOOSE, status=415)
        form = await _form(request)
        if form is None:
            return self._page(phone, CHOOSE, status=413)
        if phone is None or not self._phones.fits(phone, form.get("token", "")):
            return self._page(phone, NO_COOKIE, status=403)
        if not form.get("choice"):
            return self._page(phone, CHOOSE, status=422)
        try:
            self._ballots.vote(phone, form.get("question", ""), form["choice"])
        except InputError as error:
            return self._page(phone, f"Not counted: {error}.", status=409)
        return RedirectResponse(PATH, status_code=303, headers=_headers())

    def _phone(self, request: Request) -> str | None:
        return self._phones.of(request.cookies.get(COOKIE))

    def _may(self, request: Request, phone: str | None) -> bool:
        """Whether this is not too often."""
        if phone is not None:
            return self._known.allows(phone)
        address = address_key(request.client.host if request.client else "")
        return self._strangers.allows(address) and self._all_strangers.allows("all")

    def _page(self, phone: str | None, message: str = "", status: int = 200) -> Response:
        """The page for a phone, which gets a cookie if it has none."""
        cookie = None
        if phone is None:
            phone, cookie = self._phones.cookie()
        question = self._ballots.current
        html = _template().render(
            style=_style(),
            question=question,
            voted=_label(question, self._ballots.choice_of(phone, question)) if question else None,
            chosen=self._ballots.choice_of(phone, question) if question else None,
            message=message,
            token=self._phones.token(phone),
            path=PATH,
        )
        response = HTMLResponse(html, status_code=status, headers=_headers())
        if cookie is not None:
            # Not Secure: the room's network has no certificates.
            response.set_cookie(
                COOKIE, cookie, max_age=HOURS * 3600, path=PATH, httponly=True, samesite="strict", secure=False
            )
        return response


def _label(question: Question, chosen: str | None) -> str | None:
    return next((choice.label for choice in question.choices if choice.name == chosen), None)


def _headers() -> dict[str, str]:
    return {"cache-control": "no-store", "content-security-policy": _policy()}


def _too_often() -> Response:
    return PlainTextResponse(TOO_OFTEN, status_code=429, headers={**_headers(), "retry-after": "5"})


async def _form(request: Request) -> dict[str, str] | None:
    """The fields of a form, each once; None if it is too large or no form."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_FORM:
            return None
    try:
        fields = parse_qs(body.decode("utf-8"), keep_blank_values=True, max_num_fields=8)
    except ValueError:
        return None
    return {name: values[0] for name, values in fields.items()}
