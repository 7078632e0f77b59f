"""The ballot box: one vote a phone a question, hands beside them, listeners told."""

from __future__ import annotations

import threading
import time
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialicence.dashboard.packs import Choice, Question
from socialicence.dashboard.voting.ballots import MOST_HANDS, MOST_PHONES, Ballots
from socialicence.errors import InputError

FUTURE = Question("future", "Which future?", (Choice("good", "Public Good"), Choice("silos", "Silos")))
LEAFLET = Question("leaflet", "Will a leaflet help?", (Choice("yes", "Yes"), Choice("no", "No")))


@pytest.fixture
def ballots():
    box = Ballots()
    box.open(FUTURE)
    return box


def test_a_phone_has_one_vote_and_may_change_it(ballots):
    ballots.vote("a", FUTURE, "good")
    ballots.vote("b", "future", "good")
    ballots.vote("a", FUTURE, "silos")
    assert ballots.counts(FUTURE) == ballots.counts("future") == {"good": 1, "silos": 1}
    assert ballots.choice_of("a", FUTURE) == "silos"
    assert ballots.choice_of("c", FUTURE) is None


@given(st.lists(st.tuples(st.sampled_from("abcde"), st.sampled_from(["good", "silos"]))))
def test_counts_are_each_phones_last_vote(votes):
    box = Ballots()
    box.open(FUTURE)
    for phone, choice in votes:
        box.vote(phone, FUTURE, choice)
    expected = Counter(dict(votes).values())
    assert box.counts(FUTURE) == {"good": expected["good"], "silos": expected["silos"]}


@pytest.mark.parametrize(("question", "choice"), [("future", "Silos"), ("future", "<script>"), ("leaflet", "yes")])
def test_what_is_not_asked_is_not_counted(ballots, question, choice):
    with pytest.raises(InputError):
        ballots.vote("a", question, choice)
    assert ballots.counts(FUTURE) == {"good": 0, "silos": 0}


def test_nothing_is_counted_after_closing(ballots):
    ballots.vote("a", FUTURE, "good")
    ballots.close()
    with pytest.raises(InputError, match="closed"):
        ballots.vote("a", FUTURE, "silos")
    assert ballots.current is None
    assert ballots.counts(FUTURE) == {"good": 1, "silos": 0}


def test_one_question_is_open_at_a_time_and_opening_again_keeps_votes(ballots):
    ballots.vote("a", FUTURE, "good")
    ballots.open(LEAFLET)
    assert ballots.current == LEAFLET
    with pytest.raises(InputError):
        ballots.vote("b", FUTURE, "good")
    ballots.open(FUTURE)
    ballots.vote("b", FUTURE, "good")
    assert ballots.counts(FUTURE)["good"] == 2
    assert [tally.question for tally in ballots.tallies()] == [FUTURE, LEAFLET]


def test_a_question_with_other_choices_begins_anew(ballots):
    ballots.vote("a", FUTURE, "good")
    ballots.open(Question("future", "Which future?", (Choice("none", "None"), *FUTURE.choices)))
    assert ballots.counts("future") == {"none": 0, "good": 0, "silos": 0}


def test_hands_count_beside_phones_and_replace_earlier_hands(ballots):
    ballots.vote("a", FUTURE, "good")
    ballots.hands(FUTURE, {"good": 9})
    ballots.hands(FUTURE, {"good": 3, "silos": 4})
    assert ballots.counts(FUTURE) == {"good": 4, "silos": 4}
    ballots.hands(FUTURE, {"silos": 5})
    assert ballots.counts(FUTURE) == {"good": 4, "silos": 5}, "those not counted again stay"
    ballots.hands(FUTURE, {"silos": 4})
    tally = ballots.tally(FUTURE)
    assert (tally.voters, tally.is_open, dict(tally.phones)) == (8, True, {"good": 1, "silos": 0})


def test_hands_need_no_open_question():
    box = Ballots()
    assert box.counts(LEAFLET) == {}
    box.hands(LEAFLET, {"yes": 2})
    assert box.counts(LEAFLET) == {"yes": 2, "no": 0}
    assert box.current is None


@pytest.mark.parametrize("counts", [{"good": -1}, {"good": MOST_HANDS + 1}, {"good": 1.5}, {"good": True}, {"gold": 1}])
def test_impossible_hands_change_nothing(ballots, counts):
    ballots.hands(FUTURE, {"good": 2})
    with pytest.raises(InputError, match="future"):
        ballots.hands(FUTURE, counts)
    assert ballots.counts(FUTURE) == {"good": 2, "silos": 0}


def test_clearing_forgets_votes_and_hands(ballots):
    ballots.vote("a", FUTURE, "good")
    ballots.hands(FUTURE, {"silos": 2})
    ballots.clear(FUTURE)
    assert ballots.counts(FUTURE) == {"good": 0, "silos": 0}
    assert ballots.current == FUTURE


def test_the_box_is_full_at_some_point_but_changing_ones_mind_still_works(ballots):
    for number in range(MOST_PHONES):
        ballots.vote(f"phone {number}", FUTURE, "good")
    with pytest.raises(InputError, match="phones"):
        ballots.vote("one more", FUTURE, "good")
    ballots.vote("phone 0", FUTURE, "silos")
    assert ballots.counts(FUTURE) == {"good": MOST_PHONES - 1, "silos": 1}


def test_memory_does_not_tell_which_votes_are_one_phones(ballots):
    ballots.vote("the same phone", FUTURE, "good")
    ballots.open(LEAFLET)
    ballots.vote("the same phone", LEAFLET, "no")
    slips = [set(asked.slips) for asked in ballots._asked.values()]
    assert len(slips) == 2
    assert not slips[0] & slips[1]
    assert b"the same phone" not in b"".join(slips[0] | slips[1])


def test_listeners_are_told_once_of_many_votes_and_a_broken_one_spoils_nothing(ballots):
    told = []
    came = threading.Event()

    def broken():
        raise RuntimeError("this screen has gone")

    def listener():
        told.append((ballots.counts(FUTURE)["good"], threading.current_thread()))
        came.set()

    ballots.listen(broken)
    end = ballots.listen(listener)
    for number in range(40):
        ballots.vote(str(number), FUTURE, "good")
    assert came.wait(2)
    time.sleep(0.3)
    assert told[-1][0] == 40
    assert len(told) <= 3
    assert told[-1][1] is not threading.current_thread()
    end()
    ballots.vote("41", FUTURE, "good")
    time.sleep(0.3)
    assert told[-1][0] == 40


def test_votes_from_many_threads_are_all_counted(ballots):
    start = threading.Barrier(16)

    def phone(number):
        start.wait()
        for vote in range(50):
            ballots.vote(f"{number}-{vote % 10}", FUTURE, "good" if vote % 2 else "silos")

    threads = [threading.Thread(target=phone, args=(number,)) for number in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(ballots.counts(FUTURE).values()) == 160
