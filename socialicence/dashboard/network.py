"""Addresses: which one to listen on, and which one of this machine's phones in the room should open."""

from __future__ import annotations

import errno
import ipaddress
import os
import socket
from dataclasses import dataclass

from socialicence.errors import InputError

EVERYWHERE = ("0.0.0.0", "::")
_VIRTUAL = ("br-", "docker", "podman", "veth", "virbr", "vmnet", "vboxnet", "vethernet", "tailscale", "utun", "cni")
_WIRELESS = ("wl", "wi-fi", "wifi", "wireless", "ath")
_NOT_SENT_TO = ("198.51.100.1", 9)
"""An address kept for documents. Naming it makes the system choose a route; nothing is sent."""


@dataclass(frozen=True)
class Own:
    """An address of this machine that others on its network may open."""

    interface: str
    address: str
    is_wireless: bool
    is_default: bool


def host_of(text: str) -> str:
    """Return the address to listen on that was asked for.

    Raises
    ------
    InputError
        If it is no IP address: looking a name up would ask another machine.
    """
    if text == "localhost":
        return "127.0.0.1"
    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        raise InputError(
            f"--host {text!r} is not an address; 127.0.0.1 (only this machine), 0.0.0.0 (the whole network) or an "
            "address of this machine is needed"
        ) from None


def is_loopback(host: str) -> bool:
    """Whether only this machine can open what listens there."""
    return ipaddress.ip_address(host).is_loopback


def url(host: str, port: int, path: str = "/") -> str:
    """Return the address as a browser takes it."""
    return f"http://{f'[{host}]' if ':' in host else host}:{port}{path}"


def listening(host: str, port: int) -> socket.socket:
    """Return a socket that listens there.

    Raises
    ------
    InputError
        If the port is in use or not allowed, or the address is none of this machine's.
    """
    place = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    try:
        if os.name == "nt":
            # What SO_REUSEADDR means there would let two programs have the same port.
            place.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if host == "::":
            place.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
        place.bind((host, port))
        place.listen(512)
    except OSError as error:
        place.close()
        raise _refused(error, host, port) from None
    return place


def _refused(error: OSError, host: str, port: int) -> InputError:
    if error.errno == errno.EADDRINUSE:
        free = next((other for other in range(port + 1, min(port + 50, 65536)) if is_free(host, other)), None)
        hint = f"; --port {free} is free" if free else ""
        return InputError(f"--port {port} is in use, perhaps by another dashboard{hint}")
    if error.errno == errno.EACCES:
        return InputError(f"--port {port} is not allowed to you; a port from 1024 to 65535 is needed")
    return InputError(f"--host {host} is none of this machine's addresses: {', '.join(_known()) or '127.0.0.1'}")


def _known() -> list[str]:
    return ["127.0.0.1", *(one.address for one in own_addresses())]


def is_free(host: str, port: int) -> bool:
    """Whether nothing else listens there."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM) as place:
        if os.name != "nt":
            place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            place.bind((host, port))
        except OSError:
            return False
        return True


def own_addresses() -> list[Own]:
    """Return this machine's addresses on networks, the one that phones most likely reach first.

    Addresses of loopback, of virtual machines and containers, and those a machine gives itself when nobody else does
    (169.254) are left out.
    """
    import psutil

    states = psutil.net_if_stats()
    default = _default_address()
    found = []
    for interface, addresses in psutil.net_if_addrs().items():
        name = interface.lower()
        if name.startswith(_VIRTUAL) or (interface in states and not states[interface].isup):
            continue
        for one in addresses:
            if one.family != socket.AF_INET or not _is_useful(one.address):
                continue
            found.append(Own(interface, one.address, name.startswith(_WIRELESS), one.address == default))
    return sorted(found, key=lambda own: (not own.is_default, not own.is_wireless, own.interface))


def _is_useful(address: str) -> bool:
    parsed = ipaddress.ip_address(address)
    return not (parsed.is_loopback or parsed.is_link_local or parsed.is_unspecified)


def _default_address() -> str | None:
    """The address this machine would use towards other networks."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as place:
        try:
            place.connect(_NOT_SENT_TO)
            return str(place.getsockname()[0])
        except OSError:
            return None


def host_for_phones(host: str) -> str | None:
    """Return the address that phones should open if `host` is listened on; None if they cannot."""
    if host not in EVERYWHERE:
        return None if is_loopback(host) else host
    return next((own.address for own in own_addresses()), None)
