"""The methods by name: what each is for, the designs it suits, what it needs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from socialicence.analysis.index import Index
from socialicence.analysis.sample import Sample, coded
from socialicence.errors import InputError, unknown

ANY = ("grid", "list", "lhs", "sobol", "morris")
CROSSED = ("grid", "list")


@dataclass(frozen=True)
class Method:
    """One way to read a study.

    Attributes
    ----------
    name, title : str
    answers : str
        The question it answers, in plain words.
    main : str
        The index that a figure shows and that convergence follows.
    designs : tuple of str
        Designs of a study that it suits.
    needs : str
        Package beyond the core, as it is imported; empty for none.
    least : int
        Points (or trajectories, base samples, replicates) that it needs; 0 for some more than there are columns.
    block : int
        Points of one trajectory or base sample beyond one for each factor; 0 where each point is its own.
    """

    name: str
    title: str
    answers: str
    main: str
    designs: tuple[str, ...]
    needs: str = ""
    least: int = 2
    block: int = 0

    def run(self, sample: Sample, outcome: str, seed: int = 1) -> list[Index]:
        """Return the indices of one outcome."""
        module = import_module(f"socialicence.analysis.{self.name}")
        function: Callable[[Sample, str, int], list[Index]] = getattr(module, self.name)
        return function(sample, outcome, seed)

    def parts(self, sample: Sample) -> list[Sample]:
        """Return the sample at growing sizes: more replicates where designs are crossed, else more points."""
        if self.designs == CROSSED:
            return [sample.first_replicates(count) for count in self._sizes(sample, sample.replicates)]
        block = len(sample.problem["names"]) + self.block if self.block else 1
        return [sample.first(block * count) for count in self._sizes(sample, sample.points // block)]

    def _sizes(self, sample: Sample, whole: int) -> list[int]:
        """Quarters of the whole, or its powers of two for a Sobol sequence, as far as they suffice."""
        least = min(self.least or coded(sample).shape[1] + 3, whole)
        eighths = (1, 2, 4, 8) if self.name == "sobol" else (2, 4, 6, 8)
        return sorted({max(whole * part // 8, least) for part in eighths})


METHODS = {
    method.name: method
    for method in (
        Method("morris", "Morris screening", "Which factors matter at all?", "mu_star", ("morris",), "SALib", block=1),
        Method("sobol", "Sobol indices", "What share of the variance is due to each?", "total", ("sobol",), "SALib",
               block=2),
        Method("prim", "PRIM", "Under which conditions does it come out so?", "limit", ANY, "ema_workbench", 40),
        Method("features", "Feature scores", "Which factors foretell the outcome?", "score", ANY, "ema_workbench", 30),
        Method("regression", "Regression", "How far does each move it in a straight line?", "effect", ANY, least=0),
        Method("subsets", "Best subsets", "Which are best, and can they be ranked?", "top_three_share", CROSSED),
        Method("contrasts", "Contrasts", "What does each level change, on the same seeds?", "against", CROSSED),
    )
}  # fmt: skip


def method_named(name: str, design: str) -> Method:
    """Return the method, if it suits the design and what it needs is installed.

    Raises
    ------
    InputError
        If it is unknown, does not suit the design, or needs a package that is not there.
    """
    if name not in METHODS:
        raise unknown("method", name, METHODS, "--method")
    method = METHODS[name]
    if design not in method.designs:
        suited = [other.name for other in METHODS.values() if design in other.designs]
        raise InputError(
            f"--method {name} needs a study with design = {' or '.join(map(repr, method.designs))}; this one has "
            f"{design!r}, which suits {', '.join(suited)}"
        )
    for package in filter(None, (method.needs, "scipy")):
        if not _installed(package):
            raise InputError(
                f'--method {name} needs {package}, which is not installed: pip install "socialicence[sweep]"'
            )
    return method


@cache
def _installed(package: str) -> bool:
    return find_spec(package) is not None
