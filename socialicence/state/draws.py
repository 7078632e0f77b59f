"""Keyed random draws: every draw has a name (run seed, purpose, month, row) and no draw depends on another.

A 64-bit counter-based mix (the finaliser of SplitMix64 [1]_, applied to a key and a row).

References
----------
.. [1] Steele, Lea and Flood (2014), Fast splittable pseudorandom number generators, OOPSLA.
"""

from __future__ import annotations

from enum import IntEnum

import numpy as np

from socialicence.compiled import rule


class Purpose(IntEnum):
    """What a draw is for. Numbers are part of a run's identity: append, never renumber.

    Those of a desk (`DESK_WORK` to `DESK_WHY`) are keyed by its stage (`stage_key`), never by a month.
    """

    CELL = 1
    AGE = 2
    TRUST_FACTOR = 3
    TRUST_ERROR = 4
    STAKE = 5
    UNDERSTANDING = 6
    BENEFIT = 7
    CONCERN = 8
    STUBBORNNESS = 9
    OBJECTING_AT_START = 10
    DEGREE = 11
    NEIGHBOUR = 12
    PLACE = 13
    DEPARTMENT = 20
    PERSON = 21
    TIE = 22
    LEAVE = 23
    FILL = 24
    DISPOSITION = 26
    START = 30
    PROJECT = 31
    DESK_WORK = 32
    DESK_BLOCK = 33
    DESK_LIFT = 34
    DESK_WHY = 35
    GIVE_UP = 36
    CONTEXT = 37
    OWNERS = 38
    INCIDENT = 40
    CONTROVERSY = 41
    SURVEY = 42
    MEDIA = 43
    ENGAGEMENT = 44
    HONOURED = 45
    HEARING_ENGAGEMENT = 50
    HEARING_NEWS = 51
    CONTACT = 52
    CONTACT_NOISE = 53
    HEARD_OF_THREAT = 54
    OBJECT = 55
    SAMPLE = 56
    RIGHT_TO_OBJECT = 57
    TAKE_BACK = 58
    MOVE = 59
    OPENER = 60
    LET_IN = 61
    OWN_USE = 62
    HIRED_BEFORE = 63
    SIDE = 64
    OTHER_END = 65
    LAUNCH = 66
    PROGRAMME = 67
    PROGRAMME_HONOURED = 68
    CONTEST = 69
    CONTEST_OF_PROGRAMME = 70
    WITHHOLD = 71
    DECISION = 72
    PROGRAMMES_AT_START = 73
    BEFORE_THE_START = 74
    WILLING_TO_OBJECT = 90
    PLACE_TO_OBJECT = 91
    WHERE_TO_OBJECT = 92


_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_FIRST = np.uint64(0xBF58476D1CE4E5B9)
_SECOND = np.uint64(0x94D049BB133111EB)
_TO_UNIT = 1.0 / 9007199254740992.0
_LARGEST = 1.0 - 1.0 / 9007199254740992.0


@rule
def mix(value: np.uint64) -> np.uint64:
    """Finaliser of SplitMix64: a bijection of 64-bit words that avalanches."""
    value = (value ^ (value >> np.uint64(30))) * _FIRST
    value = (value ^ (value >> np.uint64(27))) * _SECOND
    return value ^ (value >> np.uint64(31))


@rule
def draw_key(seed: int, purpose: int, month: int) -> np.uint64:
    """Key of all draws for one purpose in one month of one run."""
    key = mix(np.uint64(seed) + _GOLDEN)
    key = mix(key ^ (np.uint64(purpose) * _FIRST + _GOLDEN))
    return mix(key ^ (np.uint64(month) * _SECOND + _GOLDEN))


@rule
def lasting_key(seed: int, purpose: int) -> np.uint64:
    """Key of all draws for one purpose that are made once a run, whatever the month."""
    return draw_key(seed, purpose, 0)


@rule
def stage_key(seed: int, purpose: int, stage: int) -> np.uint64:
    """Key of all draws for one purpose at one stage of the pathway, whatever the month."""
    return draw_key(seed, purpose, stage)


@rule
def uniform(key: np.uint64, row: int) -> float:
    """Uniform draw in (0, 1) for one row."""
    word = mix(key + np.uint64(row) * _GOLDEN)
    return min((np.float64(word >> np.uint64(11)) + 0.5) * _TO_UNIT, _LARGEST)


@rule
def quantile_of_normal(probability: float) -> float:
    """Standard normal quantile, relative error below 1e-15 (Wichura 1988, algorithm AS 241)."""
    q = probability - 0.5
    if abs(q) <= 0.425:
        r = 0.180625 - q * q
        top = (
            (
                (
                    (
                        ((2509.0809287301226727 * r + 33430.575583588128105) * r + 67265.770927008700853) * r
                        + 45921.953931549871457
                    )
                    * r
                    + 13731.693765509461125
                )
                * r
                + 1971.5909503065514427
            )
            * r
            + 133.14166789178437745
        ) * r + 3.387132872796366608
        bottom = (
            (
                (
                    (
                        ((5226.495278852545925 * r + 28729.085735721942674) * r + 39307.89580009271061) * r
                        + 21213.794301586595867
                    )
                    * r
                    + 5394.1960214247511077
                )
                * r
                + 687.1870074920579083
            )
            * r
            + 42.313330701600911252
        ) * r + 1.0
        return q * top / bottom
    r = probability if q < 0.0 else 1.0 - probability
    r = np.sqrt(-np.log(r))
    if r <= 5.0:
        r -= 1.6
        top = (
            (
                (
                    (
                        ((7.7454501427834140764e-4 * r + 0.0227238449892691845833) * r + 0.24178072517745061177) * r
                        + 1.27045825245236838258
                    )
                    * r
                    + 3.64784832476320460504
                )
                * r
                + 5.7694972214606914055
            )
            * r
            + 4.6303378461565452959
        ) * r + 1.42343711074968357734
        bottom = (
            (
                (
                    (
                        ((1.05075007164441684324e-9 * r + 5.475938084995344946e-4) * r + 0.0151986665636164571966) * r
                        + 0.14810397642748007459
                    )
                    * r
                    + 0.68976733498510000455
                )
                * r
                + 1.6763848301838038494
            )
            * r
            + 2.05319162663775882187
        ) * r + 1.0
    else:
        r -= 5.0
        top = (
            (
                (
                    (
                        ((2.01033439929228813265e-7 * r + 2.71155556874348757815e-5) * r + 0.0012426609473880784386) * r
                        + 0.026532189526576123093
                    )
                    * r
                    + 0.29656057182850489123
                )
                * r
                + 1.7848265399172913358
            )
            * r
            + 5.4637849111641143699
        ) * r + 6.6579046435011037772
        bottom = (
            (
                (
                    (
                        ((2.04426310338993978564e-15 * r + 1.4215117583164458887e-7) * r + 1.8463183175100546818e-5) * r
                        + 7.868691311456132591e-4
                    )
                    * r
                    + 0.0148753612908506148525
                )
                * r
                + 0.13692988092273580531
            )
            * r
            + 0.59983220655588793769
        ) * r + 1.0
    value = top / bottom
    return -value if q < 0.0 else value


@rule
def normal(key: np.uint64, row: int) -> float:
    """Standard normal draw for one row."""
    return quantile_of_normal(uniform(key, row))


@rule
def poisson(mean: float, u: float) -> int:
    """Poisson draw by inversion of its distribution function (for small means)."""
    term = np.exp(-mean)
    total = term
    count = 0
    while u > total and count < 1000:
        count += 1
        term *= mean / count
        total += term
    return count


@rule
def exponential(u: float) -> float:
    """Exponential draw of mean one."""
    return -np.log1p(-u)
