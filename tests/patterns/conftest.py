"""Ways to cripple the model, so that a check can be seen to fail."""

from __future__ import annotations

import pytest

from socialicence.checks import paired
from socialicence.world import new_world


@pytest.fixture
def doctored(monkeypatch):
    """Make every world of a check with other values, without some stages, or with one more."""

    def doctor(changes=None, without=(), added=None, mutate=None):
        def made(scenario, **given):
            stages = [stage for stage in given["stages"] if stage.name not in without]
            stages += [added] if added else []
            own = {**given["changes"], **(changes or {})}
            world = new_world(scenario, **{**given, "changes": own, "stages": stages})
            if mutate:
                mutate(world)
            return world

        monkeypatch.setattr(paired, "new_world", made)

    return doctor
