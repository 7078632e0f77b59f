"""Reading a TOML file from disk: an ordinary file of a sensible size, or one line that says why not."""

from __future__ import annotations

import stat
import tomllib
from pathlib import Path
from typing import Any

from socialicence.errors import InputError

LARGEST_FILE = 2**20
"""Bytes of a file of choices: far more than any has."""


def parsed(path: Path, where: str, hint: str, needs: str) -> dict[str, Any]:
    """Return the content of a TOML file.

    Parameters
    ----------
    path : Path
    where : str
        The place that an error's text names.
    hint : str
        What is said beside "there is no such file".
    needs : str
        What is said where the file is empty.

    Raises
    ------
    InputError
        If it cannot be read or is no TOML.
    """
    content = _content(path, where, hint)
    if not content.strip():
        raise InputError(f"{where}: is empty; {needs}")
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise InputError(f"{where}: is not text (UTF-8); a .toml file is needed") from None
    except RecursionError:
        raise InputError(f"{where}: is not valid TOML: nested too deeply") from None
    except ValueError as error:  # of TOML, or of a number with thousands of digits
        raise InputError(f"{where}: is not valid TOML: {' '.join(str(error).split())}") from None


def _content(path: Path, where: str, hint: str) -> bytes:
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise InputError(f"{where}: is a folder; a .toml file is needed")
        if not stat.S_ISREG(found.st_mode):
            raise InputError(f"{where}: is not an ordinary file; a .toml file is needed")
        if found.st_size > LARGEST_FILE:
            raise InputError(f"{where}: has {found.st_size:,} bytes; such a file may have {LARGEST_FILE:,} at most")
        return path.read_bytes()
    except InputError:
        raise
    except FileNotFoundError:
        raise InputError(f"{where}: there is no such file{hint}") from None
    except (OSError, ValueError) as error:
        raise InputError(f"{where}: cannot be read: {getattr(error, 'strerror', None) or error}") from None
