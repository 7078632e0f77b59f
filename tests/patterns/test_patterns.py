"""The patterns of model.md 8 that the engine must show, on ensembles; a failure is a failure of the model."""

import pytest

from socialicence.checks import PATTERNS, check
from socialicence.errors import InputError


@pytest.mark.parametrize("pattern", PATTERNS)
def test_the_model_shows_the_pattern(pattern):
    (finding,) = check([pattern])
    assert finding.passed, f"{finding.expectation}: {finding.found}"


def test_an_unknown_pattern_is_named():
    with pytest.raises(InputError, match="P99"):
        check(["P99"])
