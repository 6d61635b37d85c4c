"""What came later and bears on a forecast: for it, against it, or open, each with its reason.

The rules are those of ``forecasting.yml``: which acts say that a relation grows or cools, and which types belong to a
theme. What the rules do not settle is listed as open, never guessed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from foedera.forecasting.directions import themes_of
from foedera.forecasting.hearing import Heard, Record, core
from foedera.forecasting.sentences import without_parties
from foedera.forecasting.settings import Settings, Theme
from foedera.forecasting.views import View
from foedera.model import Bearing, Claim, Direction, Evidence, Interval, Status

__all__ = ["evidence_of"]

_FAILED = frozenset({Status.REFUSED, Status.CANCELLED})


@dataclass(frozen=True, slots=True)
class _Aim:
    """What a forecast is about: its parties (one or two), whether they are the only ones it may mean, its themes,
    and whether it names an act."""

    claim: Claim
    view: View
    parties: frozenset[str]
    is_sure: bool
    themes: tuple[Theme, ...]
    roles: frozenset[tuple[str, str]]
    is_act: bool

    @property
    def labels(self) -> str:
        return ", ".join(t.label for t in self.themes)


def evidence_of(claim: Claim, view: View, language: str, record: Record, settings: Settings) -> list[Evidence]:
    """By date, undated last; empty where the day of the view is unknown, as nothing is then known to be later."""
    if view.made is None:
        return []
    roles = core(claim, settings)
    is_act = claim.type not in settings.no_act
    themes = _subject(claim, view, language, settings)
    found: dict[str, Evidence] = {}  # by claim: one that bears on two pairs stands once, decided if it is for either
    for parties, is_sure in _relations(claim, roles, record):
        aim = _Aim(claim, view, parties, is_sure, themes, roles, is_act)
        for heard in record.about(parties):
            evidence = _weighed(aim, heard, settings)
            if evidence is not None and (evidence.claim not in found or evidence.bearing is not Bearing.OPEN):
                found[evidence.claim] = evidence
    return sorted(found.values(), key=_order)


def _subject(claim: Claim, view: View, language: str, settings: Settings) -> tuple[Theme, ...]:
    """The themes of the act that is forecast; else those that the claim's words name, else those of its sentence."""
    if claim.type not in settings.no_act:
        return tuple(t for t in settings.themes if claim.type in t.types)
    own, whole = (without_parties(said, claim) for said in (claim.quote.exact, view.sentence.words))
    return themes_of(own, language, settings) or themes_of(whole, language, settings)


def _order(evidence: Evidence) -> tuple[bool, str, str]:
    return evidence.when is None, evidence.when.first.isoformat() if evidence.when else "", evidence.claim


def _relations(claim: Claim, roles: frozenset[tuple[str, str]], record: Record) -> list[tuple[frozenset[str], bool]]:
    """The pairs that the forecast names, each with whether it is the one meant: of several, that which most claims
    of its document are about. One party alone where it names no more."""
    sides: dict[str, list[str]] = {}
    for role, actor in sorted(roles):
        sides.setdefault(role, []).append(actor)
    actors = sorted({actor for _, actor in roles})
    if len(actors) < 2:
        return [(frozenset(actors), True)] if actors else []
    across = {
        frozenset((a, b))
        for one, these in sides.items()
        for two, those in sides.items()
        for a in these
        for b in those
        if a != b and (one != two or len(sides) == 1)
    }
    told = record.pairs.get(claim.text_id, {})
    most = max(told.get(pair, 0) for pair in across)
    meant = [pair for pair in across if told.get(pair, 0) == most]
    return [(pair, len(meant) == 1 and pair == meant[0]) for pair in sorted(across, key=sorted)]


def _weighed(aim: _Aim, heard: Heard, settings: Settings) -> Evidence | None:
    """None where it is no later evidence, or is not about the same."""
    claim = next((c for c in heard.claims if c.text_id != aim.claim.text_id), None)
    if claim is None or _bare(heard.words) == _bare(aim.claim.quote.exact):
        return None
    if heard.view is None and heard.told.status in (Status.HYPOTHETICAL, Status.FORECAST):
        return None
    later = _is_later(aim.view.made, heard)
    if later is False:
        return None
    is_near = _is_of_theme(aim, heard, settings)
    if not is_near and (later is None or aim.is_act or len(aim.parties) < 2 or not aim.is_sure or heard.view):
        return None  # too little to do with it to be worth a reader's time
    bearing, reason = _judged(aim, heard, is_near, settings)
    if later is None:
        bearing, reason = Bearing.OPEN, f"Undated, so it may be earlier. {reason}"
    kind = "act" if heard.view is None else "view"
    when = heard.when or (heard.reported if later else None)  # what goes on, goes on as it is reported
    return Evidence(claim.id, heard.event.id if heard.event else None, kind, bearing, when, reason)


def _bare(words: str) -> str:
    return " ".join(words.casefold().split())


def _is_later(made: Interval | None, heard: Heard) -> bool | None:
    """Whether it came about after the view was made; None where that cannot be known. An old act told again later is
    not later; what goes on as a later text is written is."""
    if made is None:
        return False
    if heard.when is not None and heard.when.start is not None:
        return heard.when.start > made.last
    if heard.when is not None:
        return None if heard.when.last > made.last else False
    if heard.reported is None:
        return None
    if heard.reported.first <= made.last:
        return False
    return True if heard.view is not None or heard.told.status in (Status.ONGOING, Status.HABITUAL) else None


def _is_of_theme(aim: _Aim, heard: Heard, settings: Settings) -> bool:
    if heard.view is not None:
        if any(t.types & u.types for t in aim.themes for u in heard.themes):
            return True
        says_which_way = bool(aim.view.expects and heard.view.expects) and len(aim.parties) > 1
        return says_which_way and not (aim.themes and heard.themes)
    if aim.is_act and heard.type == aim.claim.type:
        return True
    if any(heard.type in t.types for t in aim.themes):
        return True
    if aim.is_act or len(aim.parties) < 2:
        return False
    # a friction bears on whatever the two have with one another
    return heard.type in settings.cools or (not aim.themes and heard.type in settings.grows)


def _judged(aim: _Aim, heard: Heard, is_near: bool, settings: Settings) -> tuple[Bearing, str]:
    told = _told(heard, settings)
    if not aim.is_sure:
        return Bearing.OPEN, f"{told} The forecast names several partners, and may mean another."
    if not is_near:
        about = aim.labels or settings.labels.get(aim.claim.type, aim.claim.type)
        return Bearing.OPEN, f"{told} The same parties, but not of its subject ({about})."
    if len(heard.parties) > settings.most_parties:
        return Bearing.OPEN, f"{told} An act of {len(heard.parties)} parties says little of two of them."
    if heard.view is not None:
        return _by_view(aim, heard.view, told)
    if aim.is_act:
        return _by_act_itself(aim, heard, told)
    return _by_relation(aim, heard, told, settings)


def _told(heard: Heard, settings: Settings) -> str:
    act = heard.told
    label = settings.labels.get(heard.type, heard.type)
    return f"{label}, {'not ' if act.negated else ''}{act.status.value}."


def _by_view(aim: _Aim, view: View, told: str) -> tuple[Bearing, str]:
    whose = view.holder or "nobody named"
    if aim.is_act:
        return Bearing.OPEN, f"{told} A later view ({whose}) of the same parties."
    if not aim.view.expects or not view.expects:
        return Bearing.OPEN, f"{told} A later view ({whose}); its words do not say which way."
    if aim.view.expects == view.expects:
        return Bearing.FOR, f"{told} A later view ({whose}) that says the same of the relation."
    return Bearing.AGAINST, f"{told} A later view ({whose}) that says the reverse of the relation."


def _by_act_itself(aim: _Aim, heard: Heard, told: str) -> tuple[Bearing, str]:
    """The act that the forecast names decides it; others only bear on it."""
    came = _came_about(heard)
    if heard.type != aim.claim.type or not (aim.roles <= heard.roles):
        return Bearing.OPEN, f"{told} Of the same parties, but not the act that was forecast."
    if came is None:
        return Bearing.OPEN, f"{told} The act that was forecast, but not done."
    expected = aim.view.direction is not Direction.WILL_NOT
    said = "came about" if came else "did not come about"
    return _sided(came is expected), f"{told} The act that was forecast {said}."


def _by_relation(aim: _Aim, heard: Heard, told: str, settings: Settings) -> tuple[Bearing, str]:
    sign = _sign(heard, settings)
    if not sign:
        return Bearing.OPEN, f"{told} Not done, and not refused either."
    way = "grows" if sign > 0 else "cools"
    if not aim.view.expects:
        return Bearing.OPEN, f"{told} It says that the relation {way}; the forecast's words do not say which way."
    expected = "growth" if aim.view.expects > 0 else "no growth"
    return _sided(sign == aim.view.expects), f"{told} It says that the relation {way}; the forecast expects {expected}."


def _sided(is_for: bool) -> Bearing:
    return Bearing.FOR if is_for else Bearing.AGAINST


def _came_about(heard: Heard) -> bool | None:
    """True for a thing done, False for one denied, refused or called off, None for what is only planned or said."""
    if heard.told.status.is_done:
        return not heard.told.negated
    return False if heard.told.status in _FAILED else None


def _sign(heard: Heard, settings: Settings) -> int:
    """1 where the act says that the relation grows, -1 that it cools, 0 that it says neither."""
    came = _came_about(heard)
    base = 1 if heard.type in settings.grows else -1 if heard.type in settings.cools else 0
    if came is None or not base:
        return 0
    if not came:
        return -1 if base > 0 else 0  # a friction that did not come about is no growth
    return -base if _is_turned(heard, settings.turned) else base


def _is_turned(heard: Heard, turned: Mapping[str, Mapping[str, str]]) -> bool:
    turn = turned.get(heard.type, {})
    return bool(turn) and all(heard.attributes.get(k) == v for k, v in turn.items())
