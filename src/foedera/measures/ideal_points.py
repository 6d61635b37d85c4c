"""How near two states stand in the UN General Assembly: distance of ideal points, and agreement on votes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from foedera.codebook import Codebook
from foedera.datasets import Sheet, Shelf, Systems, systems_of, unga
from foedera.measures.acts import card
from foedera.measures.published import resting_on, spelled, years
from foedera.table import Cell, Row, Table

__all__ = ["ideal_point_distance", "vote_agreement"]

_PERIODS = dict.fromkeys(unga.POINTS, "years") | {"ideal_points": "sessions that open"}


def ideal_point_distance(
    data: Shelf,
    codebook: Codebook,
    *,
    actor: str,
    partners: Sequence[str] = (),
    since: date | None = None,
    until: date | None = None,
) -> Table:
    """How far apart a state and each partner stand in the UN General Assembly, session by session.

    Formula: |ideal point of the actor - ideal point of the partner|. Period: the calendar year; in the
    editions before July 2025 the year in which the session opens (session + 1945).
    Source: Bailey, Strezhnev and Voeten 2017. Unit: points; the points of all states have mean 0 and deviation 1.
    Bounds: the least and the greatest distance that the 5 and 95 % quantiles of the two allow; wider than a 90 %
    interval of the distance itself.
    A missing row or an empty cell: one of the two has no ideal point in the session.
    Traps: the scale is that of votes on the Assembly's agenda, mostly about the order that the United States leads; two
    states may stand near one another without any dealings, and a state may buy its arms from one far off.
    """
    systems = systems_of(codebook)
    sheet, points = _points(data, systems, actor)
    seen = {year for _, year in points}
    first, last = years(since, until, min(seen, default=None), max(seen, default=None))
    others = sorted(partners) if partners else sorted({state for state, _ in points} - {actor})
    rows = []
    for partner in others:
        for year in range(first, last + 1):
            one, other = points.get((actor, year)), points.get((partner, year))
            if one is not None and other is not None:
                rows.append(Row((partner, str(year)), (_distance(one, other),)))
            elif partners:
                rows.append(Row((partner, str(year)), (Cell(None),)))
    return Table(
        measure="ideal_point_distance",
        unit="points",
        method=card(ideal_point_distance),
        coverage=resting_on([sheet], notes=[f"{_PERIODS[sheet.layout.name]} {min(seen)} to {max(seen)}"]),
        actor=actor,
        period=spelled(first, last),
        keys=("partner", "period"),
        columns=("distance",),
        rows=tuple(rows),
    )


def _points(data: Shelf, systems: Systems, actor: str) -> tuple[Sheet, dict[tuple[str, int], unga.Point]]:
    """The newest form of the list of ideal points, and of these the longest."""
    sheets = data.sheets("unga", *unga.POINTS)
    best = min(sheets, key=lambda s: (unga.POINTS.index(s.layout.name), -len(s), s.digest))
    return best, unga.ideal_points(best, systems)


def _distance(one: unga.Point, other: unga.Point) -> Cell:
    low = high = None
    if one.low is not None and one.high is not None and other.low is not None and other.high is not None:
        low = max(0.0, one.low - other.high, other.low - one.high)
        high = max(abs(one.high - other.low), abs(other.high - one.low))
    return Cell(abs(one.value - other.value), rows=(one.row, other.row), low=low, high=high)


def vote_agreement(
    data: Shelf,
    codebook: Codebook,
    *,
    actor: str,
    partners: Sequence[str] = (),
    since: date | None = None,
    until: date | None = None,
) -> Table:
    """On what share of the UN General Assembly's roll calls a state and each partner voted alike, session by session.

    Formula: mean over roll calls in which both voted of 1 - |difference| / 2, with yes 1, abstention 2, no 3: an
    abstention is half of either. Period: the year in which the session opens.
    Source: roll calls, or agreement scores, of Bailey, Strezhnev and Voeten. Unit: share, 0 to 1.
    A missing row or an empty cell: the two did not vote on a roll call in common.
    Traps: not to be compared across years, as the agenda changes: use ideal_point_distance for trends. Resolutions
    without a vote are not there, so that agreement is understated.
    """
    systems = systems_of(codebook)
    sheet = max(data.sheets("unga", *unga.VOTES), key=lambda s: (s.layout.name == "votes", len(s), s.digest))
    found = unga.agreement(sheet, systems, states=(actor, *partners) if partners else ())
    mine = {(b if a == actor else a, year): value for (a, b, year), value in found.items() if actor in (a, b)}
    seen = {year for _, year in mine}
    first, last = years(since, until, min(seen, default=None), max(seen, default=None))
    rows = [
        Row((partner, str(year)), (Cell(value[0], rows=value[1]) if value else Cell(None),))
        for partner in (sorted(partners) if partners else sorted({p for p, _ in mine}))
        for year in range(first, last + 1)
        if (value := mine.get((partner, year))) or partners
    ]
    return Table(
        measure="vote_agreement",
        unit="share: 0 to 1",
        method=card(vote_agreement),
        coverage=resting_on([sheet]),
        actor=actor,
        period=spelled(first, last),
        keys=("partner", "period"),
        columns=("agreement",),
        rows=tuple(rows),
    )
