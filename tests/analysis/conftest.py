"""Samples of functions whose indices are known."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd
import pytest

from socialicence.analysis.sample import Sample


@pytest.fixture
def sample_from() -> Callable[..., Sample]:
    """Make a sample from inputs, values and factor names; `noise` adds replicates that differ by luck."""

    def make(
        inputs: np.ndarray, values: np.ndarray, names: Sequence[str], bounds=None, replicates=1, noise=0.0
    ) -> Sample:
        table = values[:, None] + noise * np.random.default_rng(7).normal(size=(len(values), replicates))
        problem = {"num_vars": len(names), "names": list(names), "bounds": bounds or [[0.0, 1.0]] * len(names)}
        factors = pd.DataFrame(inputs, columns=list(names))
        return Sample("status_quo", factors, {"y": table}, problem)

    return make


@pytest.fixture
def uniform() -> np.ndarray:
    """Six hundred points of three factors between 0 and 1."""
    return np.random.default_rng(3).random((600, 3))


def value_of(indices, factor: str, index: str) -> float:
    """The value of one row."""
    return next(one.value for one in indices if one.factor == factor and one.index == index)
