"""Building dictionary-encoded columns from codes: no Python object for each row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pyarrow as pa

from socialicence.categories import Category
from socialicence.state.tables import Array

CODED = pa.dictionary(pa.int32(), pa.string())


def coded(codes: Array, labels: Sequence[str]) -> pa.DictionaryArray:
    """Return text by code; a negative code is null."""
    indices = pa.array(codes, type=pa.int32(), mask=codes < 0)
    return pa.DictionaryArray.from_arrays(indices, pa.array(labels, type=pa.string()))


def category(codes: Array, kind: type[Category]) -> pa.DictionaryArray:
    """Return the labels of a category."""
    return coded(codes, [member.label for member in kind])


def numbers(values: Array, kind: pa.DataType) -> pa.Array:
    """Return numbers, with null for NaN."""
    return pa.array(values, type=kind, from_pandas=True)


def repeated(text: str, count: int) -> pa.DictionaryArray:
    """Return the same text in every row."""
    return coded(np.zeros(count, dtype=np.int32), [text])


def joined(bits: Array, labels: Sequence[str]) -> pa.DictionaryArray:
    """Return sets kept as bits as text, joined by `;`."""
    found, codes = np.unique(bits, return_inverse=True)
    texts = [";".join(label for bit, label in enumerate(labels) if int(row) >> bit & 1) for row in found]
    return coded(codes.astype(np.int32), texts)


def joined_rows(rows: Array, labels: Sequence[str]) -> pa.DictionaryArray:
    """Return rows of codes (negative where unused) as text, joined by `;`."""
    found, codes = np.unique(rows, axis=0, return_inverse=True)
    texts = [";".join(labels[code] for code in row if code >= 0) for row in found]
    return coded(codes.reshape(-1).astype(np.int32), texts)


def positions(values: Iterable[str]) -> tuple[list[str], dict[str, int]]:
    """Return the different texts in order of appearance, and where each stands."""
    index: dict[str, int] = {}
    for value in values:
        index.setdefault(value, len(index))
    return list(index), index
