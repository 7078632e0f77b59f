"""The sets of choices of a workshop: the grid, those with a name, and the parts of each."""

from __future__ import annotations

from socialicence.dashboard.levers import LEVERS
from socialicence.dashboard.plan import TODAY, Plan
from socialicence.dashboard.workshop.settings import TODAY_PLACE, grid, identity


def test_the_grid_has_every_combination_once(settings):
    plans = grid()
    assert len(plans) == 243
    assert len({identity(plan.scenario()) for plan in plans}) == 243
    assert plans[TODAY_PLACE] == TODAY
    assert [plans[0].steps[one.name] for one in LEVERS] == [0, 0, 0, 0, 0]
    assert plans[1].steps[LEVERS[-1].name] is None  # the last lever varies fastest
    assert plans[-1].steps["involved"] == 4


def test_names_of_scenarios_are_their_places(settings):
    assert [one.name for one in settings.scenarios] == [f"setting_{place}" for place in range(len(settings.scenarios))]


def test_the_same_choices_share_their_runs(settings):
    named = {one.key: one for one in settings.named}
    assert named["round.nothing_changes"].place == TODAY_PLACE
    assert named["round.leaflet"].place == named["preset.leaflet"].place >= 243
    assert named["round.designed_together"].place < 243


def test_the_futures_are_their_files(settings):
    from socialicence.scenarios import load

    for one in settings.named:
        if one.key.startswith("future."):
            file = load(one.key.removeprefix("future."))
            assert settings.scenarios[one.place].values == file.values
            assert one.parts is None


def test_the_parts_of_a_round_lie_between_its_ends(settings):
    """Those affected help, and are heard, against the leaflet: one of both alone, the other undone last."""
    one = next(one for one in settings.named if one.key == "round.designed_together")
    assert one.parts is not None
    involved, heard = one.parts

    def values(plan: Plan) -> dict[str, float]:
        return dict(plan.scenario().values)

    assert dict(settings.scenarios[involved.alone].values) == values(Plan(steps={"involved": 4, "heard": 0}))
    assert dict(settings.scenarios[involved.without].values) == values(Plan(steps={"involved": 1, "heard": 3}))
    # With two changes, one made alone is the other undone.
    assert (heard.alone, heard.without) == (involved.without, involved.alone)


def test_words_do_not_make_a_difference():
    assert identity(Plan(title="One").scenario()) == identity(Plan(title="Other").scenario())
    assert identity(TODAY.scenario()) != identity(Plan(steps={"access": 0}).scenario())
