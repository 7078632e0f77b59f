"""Addresses: whatever can be chosen comes back from its link, and no link can break the page."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialicence.dashboard.address import LARGEST_SEED, LONGEST, SCREENS, Address, as_word, from_query, to_query
from socialicence.dashboard.incident import KINDS, ORGANISATIONS, Incident, smallest_and_largest
from socialicence.dashboard.levers import LEVERS
from socialicence.dashboard.plan import FUTURES, TODAY, Plan, recommendations
from socialicence.dashboard.plan_pairs import MOST_TABLES, NOTHING_CHOSEN
from socialicence.errors import InputError
from socialicence.parameters import levers
from socialicence.scenarios.departments import standard_departments
from socialicence.world import MODEL_VERSION

steps = st.fixed_dictionaries({}, optional={one.name: st.none() | st.integers(0, len(one.steps) - 1) for one in LEVERS})
more = st.fixed_dictionaries({}, optional={name: st.floats(one.low, one.high) for name, one in levers().items()})
titles = st.text(st.characters(exclude_categories=("C", "Z"), exclude_characters="<>{}`\\"), max_size=80)
incidents = st.builds(
    lambda kind, month, place, size: Incident(kind, month, size=size, **place),
    st.sampled_from(KINDS),
    st.floats(1, 60),
    st.sampled_from(ORGANISATIONS).map(lambda name: {"organisation": name})
    | st.sampled_from([one.name for one in standard_departments()]).map(lambda name: {"department": name}),
    st.floats(*smallest_and_largest()),
)
plans = st.builds(
    Plan,
    steps=steps,
    more=more,
    cards=st.lists(st.sampled_from(recommendations()), max_size=5),
    incident=st.none() | incidents,
    future=st.none() | st.sampled_from(FUTURES),
    title=titles,
)
words = st.from_regex(r"\A[A-Za-z0-9][A-Za-z0-9._-]{0,59}\Z")
tables = st.lists(st.frozensets(st.sampled_from(recommendations())), min_size=1, max_size=MOST_TABLES).map(tuple)
addresses = st.builds(
    Address,
    plan=plans,
    pinned=st.none() | plans,
    screen=st.sampled_from(SCREENS),
    seed=st.integers(0, LARGEST_SEED),
    pack=st.just("") | words,
    round=st.just("") | words,
    moment=st.just("") | words,
    tables=tables,
)


@given(addresses)
def test_whatever_can_be_chosen_comes_back(address):
    assert from_query(to_query(address)) == (address, None)


@given(addresses)
def test_an_address_is_short_enough_to_be_read(address):
    assert len(to_query(address)) < LONGEST


def test_the_longest_address_there_can_be_is_read():
    plan = Plan(
        steps={one.name: 0 for one in LEVERS},
        more={name: one.low + (one.high - one.low) / 3.000001 for name, one in levers().items()},
        cards=recommendations(),
        incident=Incident("breach", 12.1234567890123, department="Hospital records", size=1.23456789012),
        future="deprioritised",
        title="表" * 80,
    )
    every = (frozenset(recommendations()),) * MOST_TABLES
    address = Address(plan, plan, "take_away", LARGEST_SEED, "a" * 60, "b" * 60, "c" * 60, every)
    assert 9_000 < len(to_query(address)) < LONGEST
    assert from_query(to_query(address)) == (address, None)


def test_an_address_can_be_read_by_people():
    plan = Plan(steps={"involved": 3}, more={"leadership": 0.8}, cards=["arbitration"], title="Table 3")
    text = to_query(Address(plan, screen="our_plan"))
    assert text == (
        f"model={MODEL_VERSION}&screen=our_plan&involved=citizens-jury&cards=arbitration&leadership=0.8&title=Table%203"
    )


def test_only_what_differs_from_the_start_is_in_an_address():
    assert to_query(Address()) == f"model={MODEL_VERSION}"


def test_a_pinned_plan_of_today_is_still_pinned():
    assert from_query(to_query(Address(pinned=TODAY)))[0].pinned == TODAY


@given(st.text() | st.text("&=%.pinvoledmr0123456789+-_", max_size=200))
def test_no_text_can_break_the_page(text):
    address, message = from_query(text)
    assert from_query(to_query(address)) == (address, None)
    assert message is None or ("\n" not in message and len(message) < 700)


@given(addresses, st.data())
def test_a_damaged_link_gives_a_page_that_works(address, data):
    text = to_query(address)
    place = data.draw(st.integers(0, len(text)))
    cut = text[:place] + data.draw(st.text(max_size=3)) + text[place + data.draw(st.integers(0, 5)) :]
    found, _ = from_query(cut)
    assert from_query(to_query(found)) == (found, None)


@pytest.mark.parametrize("text", [None, "", "?", f"?model={MODEL_VERSION}"])
def test_no_choices_are_no_problem(text):
    assert from_query(text) == (Address(), None)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("involved=juries", "unknown step 'juries'"),
        ("involve=told", "did you mean"),
        ("leadership=9", "nearest 0.95"),
        ("leadership=0_5", "not a number"),
        ("leadership=nan", "out of range"),
        ("cards=arbitraton", "did you mean 'arbitration'"),
        ("start=utopia", "unknown future"),
        ("incident=breach", "unknown organisation"),
        ("incident=breach&incident_at=police&incident_month=x", "'x' is not a number"),
        ("incident=breach&incident_at=health_service&incident_size=1e300", "size"),
        ("title=%3Cscript%3Ealert(1)%3C/script%3E", "ordinary punctuation"),
        ("screen=admin", "screen = 'admin'"),
        ("seed=1e3", "seed = '1e3'"),
        ("seed=99999999999999999999", "seed"),
        ("pack=../../etc/passwd", "pack"),
        ("round=%00", "round"),
        ("tables=arbitration,nonsense~", "table 1: unknown recommendation 'nonsense'"),
        ("tables=~%3Cscript%3E~~", "table 2: unknown recommendation '<script>'"),
        ("tables=" + "~" * 12, "tables: cards of 13 tables; 1 to 12"),
        (
            "tables=" + ",".join(f"x{number}" for number in range(1000)),
            "table 1: 1,000 cards are named; there are 16 (and 16 more)",
        ),
        ("pinned.involved=juries", "unknown step 'juries'"),
        ("involved=%FF%FE", "damaged"),
        ("&".join(f"x{number}=1" for number in range(400)), "damaged"),
        ("title=" + "a" * LONGEST, "longer than"),
    ],
)
def test_what_cannot_be_used_is_said_and_left_out(text, said):
    address, message = from_query(f"model={MODEL_VERSION}&access=only-the-holder&{text}")
    assert said in message
    assert message.startswith("Part of this link could not be used: ")
    whole = "damaged" in said or "longer" in said
    assert address.plan == (TODAY if whole else Plan(steps={"access": 0}))
    assert (address.screen, address.seed, address.pack, address.round) == ("start", 1, "", "")


def test_what_tables_chose_is_read_card_by_card():
    text = f"model={MODEL_VERSION}&tables=arbitration,checklists~~five_safes,nonsense"
    found, message = from_query(text)
    assert found.tables == (frozenset({"arbitration", "checklists"}), frozenset(), frozenset({"five_safes"}))
    assert message.startswith("Part of this link could not be used: table 3: unknown recommendation 'nonsense'")
    assert to_query(found) == f"model={MODEL_VERSION}&tables=arbitration,checklists~~five_safes"
    assert from_query(f"model={MODEL_VERSION}")[0].tables == NOTHING_CHOSEN


def test_of_more_tables_than_there_may_be_the_first_are_kept():
    text = "~".join(["arbitration", *["checklists"] * MOST_TABLES])
    found, _ = from_query(f"model={MODEL_VERSION}&tables={text}")
    assert found.tables == (frozenset({"arbitration"}), *(frozenset({"checklists"}),) * (MOST_TABLES - 1))


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("standard", "standard"),
        ("Our workshop, 2nd", "Our-workshop-2nd"),
        ("../x", "x"),
        ("会議", "pack"),
        ("a" * 99, "a" * 60),
    ],
)
def test_any_name_of_a_pack_can_stand_in_a_link(name, word):
    assert as_word(name) == word
    assert from_query(to_query(Address(pack=as_word(name)))) == (Address(pack=word), None)


def test_of_several_problems_the_first_is_told_and_the_others_are_counted():
    _, message = from_query(f"model={MODEL_VERSION}&involved=x&heard=y&people=z")
    assert "(and 2 more)" in message


def test_cards_that_exist_are_kept_beside_one_that_does_not():
    address, message = from_query(f"model={MODEL_VERSION}&cards=nonsense,arbitration")
    assert address.plan == Plan(cards=["arbitration"])
    assert "nonsense" in message


def test_a_link_of_an_older_model_says_that_numbers_may_differ():
    address, message = from_query("model=1&involved=told")
    assert address.plan == Plan(steps={"involved": 1})
    assert message == (f"It was made with version 1 of the model, this is version {MODEL_VERSION}: numbers may differ.")
    assert "an unknown version" in from_query("model=<b>&involved=told")[1]


def test_a_query_may_open_with_a_question_mark_and_hold_plus_signs():
    assert from_query(f"?model={MODEL_VERSION}&title=Table+3")[0].plan.title == "Table 3"


@pytest.mark.parametrize(
    "given",
    [
        {"screen": "x"},
        {"seed": -1},
        {"seed": True},
        {"seed": 1.0},
        {"pack": "a/b"},
        {"round": "a b"},
        {"moment": "/"},
        {"tables": ()},
        {"tables": (frozenset(),) * 13},
        {"tables": (frozenset({"nonsense"}),)},
        {"tables": ([],)},
    ],
)
def test_an_address_that_cannot_be_is_refused(given):
    with pytest.raises(InputError):
        Address(**given)


def test_titles_of_any_script_survive():
    plan = Plan(title="Bwrdd 3: ŵyth & émigré 表")
    text = to_query(Address(plan))
    assert text.isascii()
    assert plan.title in unquote(text)
    assert from_query(text)[0].plan == plan
