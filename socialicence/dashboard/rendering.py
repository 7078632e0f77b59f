"""Templates of pages that are written as files: everything put into them is escaped, and nothing may be missing."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from socialicence.errors import InputError

if TYPE_CHECKING:
    from jinja2 import Environment


@cache
def environment(folder: Path) -> Environment:
    """Return what renders the templates of a folder.

    Raises
    ------
    InputError
        If Jinja, which the dashboard brings, is not installed.
    """
    try:
        from jinja2 import Environment, FileSystemLoader, StrictUndefined
    except ImportError:
        raise InputError("Jinja is not installed: pip install 'socialicence[dashboard]'") from None
    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
