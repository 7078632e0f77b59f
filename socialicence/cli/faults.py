"""From whatever goes wrong to an exit code and one line: 2 bad input, 1 fault, 130 stopped by the user."""

from __future__ import annotations

import os
import sys
import tempfile
import traceback
from typing import TYPE_CHECKING

from socialicence.errors import InputError, Stopped, unknown

if TYPE_CHECKING:
    import typer

DONE, FAULT, BAD_INPUT, STOPPED = 0, 1, 2, 130


def leave_with(app: typer.Typer) -> int:
    """Run the command line and return its exit code."""
    debug = "--debug" in sys.argv[1:] or bool(os.environ.get("SOCIALICENCE_DEBUG"))
    # `--debug` may stand anywhere.
    arguments = [argument for argument in sys.argv[1:] if argument != "--debug"]
    _open_streams()
    try:
        code = app(args=arguments, prog_name="socialicence", standalone_mode=False)
        sys.stdout.flush()
        if code == STOPPED:  # so typer hands on Ctrl-C
            return _say("stopped; no results were written", STOPPED)
        return code if isinstance(code, int) else DONE
    except InputError as error:
        return _say(str(error), BAD_INPUT)
    except Stopped as stopped:
        return _say(str(stopped), STOPPED)
    except KeyboardInterrupt:
        return _say("stopped; no results were written", STOPPED)
    except BrokenPipeError:
        # The reader (`head`, a pager) has gone; Python would complain again when it closes stdout.
        _drop_stdout()
        return DONE
    except MemoryError:
        return _say("there is not enough memory; try fewer --citizens, --runs or --workers", BAD_INPUT)
    except Exception as error:
        return _of_the_command_line(error, app, debug)


def _open_streams() -> None:
    """Where a stream was closed (`>&-`) Python has none: what would be written there goes nowhere."""
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "r" if name == "stdin" else "w", encoding="utf-8"))  # noqa: SIM115


def _drop_stdout() -> None:
    """Nothing more can be written there; Python would complain again when it closes it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _of_the_command_line(error: Exception, app: typer.Typer, debug: bool) -> int:
    """Typer's own errors are bad input; anything else is ours."""
    if type(error).__name__ == "Abort":
        return _say("stopped; no results were written", STOPPED)
    if type(error).__name__ == "NoArgsIsHelpError":
        print(error)
        return DONE
    message = getattr(error, "format_message", None)
    if message is None:
        return _fault(error, debug)
    text = str(message())
    if text.startswith("No such command"):
        names = [command.name or "" for command in app.registered_commands]
        text = str(unknown("command", text.split("'")[1], names))
    return _say(f"{text.rstrip('.')}; see --help", BAD_INPUT)


def _fault(error: Exception, debug: bool) -> int:
    """A fault of the program: one line, and where the rest is."""
    if debug:
        traceback.print_exception(error)
        return FAULT
    summary = f"{type(error).__name__}: {error}"
    try:
        with tempfile.NamedTemporaryFile(
            "w", prefix="socialicence-fault-", suffix=".txt", delete=False, encoding="utf-8", errors="backslashreplace"
        ) as file:
            file.write(f"socialicence {' '.join(sys.argv[1:])}\n\n")
            traceback.print_exception(error, file=file)
        place = f"traceback saved in {file.name}"
    except OSError:
        place = "add --debug to see where"
    return _say(f"fault: {summary} ({place})", FAULT)


def _say(text: str, code: int) -> int:
    """One line on stderr, whatever the text holds."""
    line = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in " ".join(text.split()))
    try:
        sys.stdout.flush()
    except OSError:
        _drop_stdout()
    print("socialicence:", line.encode("utf-8", "backslashreplace").decode(), file=sys.stderr)
    return code
