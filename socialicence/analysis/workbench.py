"""The EMA workbench as this package uses it: 2.5 on Python 3.11, 3.0 on later ones, both through here."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from inspect import signature
from typing import TYPE_CHECKING, Any

import numpy as np

from socialicence.state.tables import Array

if TYPE_CHECKING:
    import pandas as pd

Limits = Mapping[str, tuple[float, float] | tuple[str, ...]]
"""Of each factor that a box narrows: the low and high end, or the names that are left."""
TREES = 200
TREE_FEATURES = 0.6
"""Share of factors that a tree looks at for each split."""


@contextmanager
def quiet() -> Iterator[None]:
    """Keep the workbench's remarks about optional parts, and its log, to itself."""
    log = logging.getLogger("EMA")
    before = log.disabled
    log.disabled = True
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        log.disabled = before


def prim_boxes(factors: pd.DataFrame, wanted: Array, least_mass: float) -> list[Limits]:
    """Return the boxes on PRIM's peeling path, from everything to the smallest.

    Parameters
    ----------
    factors : DataFrame
        Numbers, or text for factors of names.
    wanted : ndarray of bool
        Cases to be found.
    least_mass : float
        Share of cases below which a box is not peeled further.

    References
    ----------
    Friedman and Fisher (1999), doi:10.1023/A:1008894516817; Kwakkel (2017), doi:10.1016/j.envsoft.2017.06.054.
    """
    with quiet():
        from ema_workbench.analysis import prim

        cases = factors.reset_index(drop=True)
        # 2.5 asks for a threshold of density, which 3.0 no longer has.
        asked = {"threshold": 0.0} if "threshold" in signature(prim.Prim).parameters else {}
        box = prim.Prim(cases, np.asarray(wanted, dtype=bool), mass_min=least_mass, **asked).find_box()
        whole = box.box_lims[0]
        return [
            {str(name): _ends(limits[name]) for name in limits.columns if _ends(limits[name]) != _ends(whole[name])}
            for limits in box.box_lims
        ]


def _ends(column: pd.Series) -> Any:
    """Ends of a factor of numbers, or the names left of a factor of names."""
    if isinstance(column.iloc[0], set | frozenset):
        return tuple(sorted(map(str, column.iloc[0])))
    return float(column.iloc[0]), float(column.iloc[1])


def tree_scores(factors: pd.DataFrame, values: Array, seed: int) -> tuple[dict[str, float], float]:
    """Return each factor's importance in extremely randomised trees, and the share of variance explained out of bag.

    References
    ----------
    Jaxa-Rozen and Kwakkel (2018), doi:10.1016/j.envsoft.2018.06.011.
    """
    with quiet():
        from ema_workbench.analysis import feature_scoring

        scores, forest = feature_scoring.get_ex_feature_scores(
            factors.reset_index(drop=True), values, mode=feature_scoring.RuleInductionType.REGRESSION,
            nr_trees=TREES, max_features=TREE_FEATURES, random_state=seed,
        )  # fmt: skip
    return {str(name): float(score) for name, score in scores.iloc[:, 0].items()}, float(forest.oob_score_)
