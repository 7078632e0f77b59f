"""`socialicence doctor`: whether this machine is ready for a workshop, and phones in the room can reach it."""

from __future__ import annotations

import sys
import textwrap
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from socialicence.cli.dashboard import Host, Port
from socialicence.cli.options import Json, paragraphs, print_json, whole

if TYPE_CHECKING:
    from socialicence.dashboard.doctor import Finding

HELP = paragraphs("""
Say whether this machine and its network are ready for a workshop: versions, files for working offline, memory, port,
addresses, compiled code, speed; and show a QR code to try.

Exit code 0 if nothing failed, 1 if something did, 2 for bad input. With [bold]--phones[/bold] it waits for a phone to
open a small page from the QR code, and says whether one did: the sure way to learn whether the room's Wi-Fi keeps
devices apart.

Examples:

  socialicence doctor

  socialicence doctor --phones
""")
WAIT = 120.0
"""Seconds for somebody to find their phone."""
_MARKS = {"ready": "ready ", "note": "note  ", "failed": "FAILED"}


def doctor(
    port: Port = "8765",
    host: Host = "0.0.0.0",
    phones: Annotated[
        bool, typer.Option("--phones", help="Open a test page to this network and wait two minutes for a phone.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Examine this machine and its network."""
    from socialicence.dashboard.network import host_of, listening

    where, number = host_of(host), whole("--port", port, 1, 65535)
    if phones:
        from socialicence.errors import InputError

        if as_json:
            raise InputError("--phones waits for somebody and shows a QR code; it does not go with --json")
        with listening(where, number) as place:
            came = _try_phones(where, place)
        raise typer.Exit(0 if came else 1)
    findings = _examined(where, number, quiet=as_json)
    address = _address(where, number)
    if as_json:
        failed = any(one.verdict == "failed" for one in findings)
        print_json({"ready": not failed, "phones": address, "findings": [asdict(one) for one in findings]})
    else:
        _conclude(findings, address)
    raise typer.Exit(1 if any(one.verdict == "failed" for one in findings) else 0)


def _examined(host: str, port: int, *, quiet: bool) -> list[Finding]:
    """All findings, shown as they come."""
    from socialicence.cli.progress import note
    from socialicence.dashboard.doctor import examine

    findings = []
    for one in examine(host, port, say=note):
        findings.append(one)
        if not quiet:
            typer.echo(f"  {_MARKS[one.verdict]}  {one.name}: {one.found}")
            for line in textwrap.wrap(one.advice, 100):
                typer.echo(f"          {line}")
    return findings


def _conclude(findings: list[Finding], address: str | None) -> None:
    failed = [one.name for one in findings if one.verdict == "failed"]
    if address is not None and "Packages" not in failed:
        typer.echo("\nPhones would open this address (--phones tries it with a real one):\n")
        _show_code(address)
    typer.echo(f"Not ready: see {', '.join(failed)}." if failed else "Ready for a workshop.")


def _address(host: str, port: int) -> str | None:
    from socialicence.dashboard.network import host_for_phones, url

    phones = host_for_phones(host)
    return None if phones is None else url(phones, port, "/vote")


def _show_code(address: str) -> None:
    from socialicence.dashboard.voting import qr

    encoding = (sys.stdout.encoding or "").lower().replace("-", "")
    typer.echo(qr.terminal(address, colours=sys.stdout.isatty(), unicode=encoding.startswith("utf")))
    typer.echo(f"{address}\n")


def _try_phones(host: str, place: object) -> bool:
    """Wait for a phone; say what came of it."""
    import socket

    from socialicence.dashboard.doctor import APART, wait_for_phone
    from socialicence.dashboard.server import check_installed
    from socialicence.errors import InputError

    check_installed()
    assert isinstance(place, socket.socket)
    address = _address(host, place.getsockname()[1])
    if address is None:
        raise InputError("this machine is on no network that phones could join; connect it, or count hands")
    _show_code(address)
    typer.echo(f"Scan this with a phone that is on the room's Wi-Fi. Waiting {WAIT:.0f} s; Ctrl-C stops.")
    came = wait_for_phone(place, WAIT)
    if came is not None:
        typer.echo(f"A device at {came} opened it: phones can vote in this room.")
        return True
    typer.echo("Nothing opened it.")
    for line in textwrap.wrap(APART, 100):
        typer.echo(line)
    return False
