"""SQL over a study: tables `runs` and `months` by DuckDB, to read and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from socialicence.errors import InputError
from socialicence.sweep.finished import StudyResults, open_results
from socialicence.sweep.rows import KEY_COLUMN

if TYPE_CHECKING:
    import pyarrow as pa

_LOCKED: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "python_enable_replacements": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}


def query(folder: str | Path, sql: str) -> pa.Table:
    """Return what a SELECT over the study in a folder gives.

    Parameters
    ----------
    folder : str or Path
    sql : str
        One SELECT over `runs` (a row for each run that ended, `status` = `done` or `failed`) and `months`. It can
        read no file, reach no network and change nothing.

    Raises
    ------
    InputError
        If no study was run there, DuckDB is not installed, or the statement cannot be used.
    """
    try:
        import duckdb
    except ImportError:
        raise InputError('query needs DuckDB, which is not installed: pip install "socialicence[sweep]"') from None
    results = open_results(Path(folder))
    connection = duckdb.connect(config=_LOCKED)
    try:
        _check_select(connection, duckdb, sql)
        _register(connection, results, months="months" in sql.lower())
        connection.execute("SET lock_configuration = true")
        return connection.sql(sql).to_arrow_table()
    except duckdb.Error as error:
        # What DuckDB says, on one line, without the picture of where.
        lines = str(error).split("LINE ", maxsplit=1)[0].splitlines()
        said = " ".join(line.strip() for line in lines if line.strip())
        raise InputError(f"the query cannot be answered: {said}") from None
    finally:
        connection.close()


def _check_select(connection: Any, duckdb: Any, sql: str) -> None:
    """Make sure that it is one statement, and only reads."""
    statements = connection.extract_statements(sql)
    if len(statements) != 1:
        raise InputError(f"the query has {len(statements)} statements; one SELECT is needed")
    if statements[0].type not in (duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN):
        kind = str(statements[0].type).rpartition(".")[2].lower()
        raise InputError(f"the query is a {kind}; only SELECT is allowed: results are to be read, not changed")


def _register(connection: Any, results: StudyResults, *, months: bool) -> None:
    """Make the tables known by name."""
    connection.register("runs", results.table)
    if months:
        from socialicence.sweep.finished import NAMES, months_dataset

        connection.register("stored_months", months_dataset(results))
        names = ", ".join(f"runs.{name}" for name in NAMES)
        connection.execute(
            f"CREATE VIEW months AS SELECT {names}, stored_months.* EXCLUDE ({KEY_COLUMN}) "
            f"FROM stored_months JOIN runs USING ({KEY_COLUMN})"
        )
