"""How an attribute of an agent reads and writes its place in a column.

A cell is a descriptor that holds no data: it goes through the agent to the agent's own model each time, so two
models in one process cannot touch each other, and an agent set can use the same cell on many rows at once.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar, cast, overload

import numpy as np
from numpy.typing import NDArray

from socialicence.errors import InputError
from socialicence.state.tables import FIXED_POINT, Array

if TYPE_CHECKING:
    from typing import Self

    from socialicence.agents.row import Row
    from socialicence.model import LicenceModel

T = TypeVar("T")
E = TypeVar("E", bound=int)
Rows = int | slice | NDArray[Any]
"""Where in a column: one row, all rows (a slice) or an array of row numbers."""


class Cell(Generic[T]):
    """One value of a citizen, department, ... : a whole number, a fraction, yes or no, or a category.

    Parameters
    ----------
    kind : type
        What the attribute reads as: `int`, `float`, `bool` or a `Category`.
    """

    writable: ClassVar[bool] = True

    def __init__(self, kind: type[T]) -> None:
        self.kind = kind

    def __set_name__(self, owner: type[Row], name: str) -> None:
        self.owner, self.name = owner, name

    @overload
    def __get__(self, agent: None, owner: type[Row]) -> Self: ...
    @overload
    def __get__(self, agent: Row, owner: type[Row]) -> T: ...
    def __get__(self, agent: Row | None, owner: type[Row]) -> T | Self:
        """Return the agent's value (or the cell itself, from the class)."""
        if agent is None:
            return self
        return self.as_python(agent.model, self.column(agent.model)[agent.row])

    def __set__(self, agent: Row, value: object) -> None:
        """Write the agent's value into the column."""
        self.store(agent.model, agent.row, value)

    def column(self, model: LicenceModel) -> Array:
        """Return the live column of `model`."""
        return self.owner.column(model, self.name)

    def as_python(self, model: LicenceModel, number: Any) -> T:
        """Return one stored number as the attribute reads."""
        return cast("T", cast("Any", self.kind)(number.item()))

    def as_name(self, model: LicenceModel, value: Any) -> T:
        """Return one of `values` as the attribute reads: the name of a group."""
        return self.as_python(model, value)

    def values(self, model: LicenceModel, rows: Rows) -> Array:
        """Return a copy of many values as numbers: fractions in double precision, categories as their codes."""
        stored = self.column(model)[rows]
        if self.kind is bool:
            return stored.astype(bool)
        return stored.astype(np.float64) if stored.dtype.kind == "f" else np.array(stored)

    def store(self, model: LicenceModel, rows: Rows, value: object) -> None:
        """Check and write one value for all `rows`, or an array with one for each."""
        column = self.column(model)
        if isinstance(value, str | IntEnum) or issubclass(self.kind, IntEnum):
            value = self._code(value)
        column[rows] = self._numbers(value, column.dtype)

    def _code(self, value: object) -> object:
        """Return category members and their names as codes, and check codes that are given as numbers."""
        if not issubclass(self.kind, IntEnum):
            if isinstance(value, str):
                raise self._error(value, "a number")
            return value
        allowed = ", ".join(f"{member.name} ({member.value})" for member in self.kind)
        if isinstance(value, IntEnum) and not isinstance(value, self.kind):
            raise self._error(value, allowed)
        if isinstance(value, str):
            if value not in self.kind.__members__:
                raise self._error(value, allowed)
            return self.kind[value]
        if not np.isin(np.asarray(value), [member.value for member in self.kind]).all():
            raise self._error(value, allowed)
        return value

    def _numbers(self, value: object, dtype: np.dtype[Any]) -> Array:
        """Return `value` as numbers that the column can hold without loss of meaning."""
        try:
            numbers = np.asarray(value, dtype=np.float64)
        except (TypeError, ValueError):
            raise self._error(value, "a number") from None
        low, high = (0, 1) if self.kind is bool else _limits(dtype)
        if not (np.isfinite(numbers).all() and (numbers >= low).all() and (numbers <= high).all()):
            raise self._error(value, f"a finite number from {low:g} to {high:g}")
        if dtype.kind in "iu" and not (numbers == np.round(numbers)).all():
            raise self._error(value, "a whole number")
        return np.asarray(value) if dtype.kind in "iu" else numbers

    def _error(self, value: object, allowed: str) -> InputError:
        """Make the error for a value that the column cannot hold."""
        return InputError(f"{self.owner.__name__}.{self.name} = {value!r} cannot be set; allowed is {allowed}")


def _limits(dtype: np.dtype[Any]) -> tuple[float, float]:
    """Smallest and largest number that a column can hold."""
    limits: Any = np.iinfo(dtype) if dtype.kind in "iu" else np.finfo(dtype)
    return float(limits.min), float(limits.max)


class Vector(Cell[Array]):
    """Several numbers of one agent: reading gives a writable view of its row, not a copy."""

    def __init__(self) -> None:
        super().__init__(np.ndarray)

    def as_python(self, model: LicenceModel, number: Any) -> Array:
        """Return the row itself: what is written into it is written into the column."""
        return cast("Array", number)

    def store(self, model: LicenceModel, rows: Rows, value: object) -> None:
        """Check and write one row for all `rows`, or a matrix with a row for each."""
        column = self.column(model)
        numbers = self._numbers(value, column.dtype)
        if numbers.ndim and numbers.shape[-1] != column.shape[1]:
            raise self._error(value, f"one number or {column.shape[1]} in a row")
        column[rows] = numbers


class FixedPoint(Cell[float]):
    """A fraction that is kept as a 16-bit whole number to save memory; it reads as a number from 0 to 1."""

    def __init__(self) -> None:
        super().__init__(float)

    def as_python(self, model: LicenceModel, number: Any) -> float:
        """Return the fraction."""
        return float(number / FIXED_POINT)

    def as_name(self, model: LicenceModel, value: Any) -> float:
        """Return the fraction: `values` has already divided."""
        return float(value)

    def values(self, model: LicenceModel, rows: Rows) -> Array:
        """Return many fractions."""
        return np.asarray(self.column(model)[rows] / FIXED_POINT)

    def store(self, model: LicenceModel, rows: Rows, value: object) -> None:
        """Write fractions, each to the nearest that can be kept."""
        numbers = self._numbers(value, np.dtype(np.float64))
        if not ((numbers >= 0.0) & (numbers <= 1.0)).all():
            raise self._error(value, "a number from 0 to 1")
        self.column(model)[rows] = np.round(numbers * FIXED_POINT)


class FixedPoints(FixedPoint):
    """Several such fractions; reading gives a copy, so set the attribute as a whole."""

    @overload
    def __get__(self, agent: None, owner: type[Row]) -> Self: ...
    @overload
    def __get__(self, agent: Row, owner: type[Row]) -> Any: ...
    def __get__(self, agent: Row | None, owner: type[Row]) -> Any:
        """Return the agent's fractions, read-only because they are a copy."""
        if agent is None:
            return self
        fractions = self.values(agent.model, agent.row)
        fractions.flags.writeable = False
        return fractions


class Flags(Cell[tuple[E, ...]]):
    """A set of categories kept as bits; it reads as a tuple and takes any iterable of members or codes.

    Agent sets get, set and group by the bits themselves.
    """

    def __init__(self, member: type[E]) -> None:
        super().__init__(tuple)
        self.member = member

    def as_python(self, model: LicenceModel, number: Any) -> tuple[E, ...]:
        """Return the members whose bits are set."""
        bits = int(number)
        return tuple(self.member(place) for place in range(bits.bit_length()) if bits >> place & 1)

    def store(self, model: LicenceModel, rows: Rows, value: object) -> None:
        """Write an iterable of members, or the bits as a whole number (or an array of those)."""
        column = self.column(model)
        if isinstance(value, int | np.integer | np.ndarray) and not isinstance(value, IntEnum):
            column[rows] = self._numbers(value, column.dtype)
            return
        try:
            members = {self.member(place) for place in cast("Any", value)}
        except (TypeError, ValueError):
            raise self._error(value, f"several of {self.member.__name__}") from None
        column[rows] = self._numbers(sum(1 << int(place) for place in members), column.dtype)
