"""What the record tells, ready to be held against a forecast: acts as events, each once, and views as claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from foedera.forecasting.directions import themes_of
from foedera.forecasting.sentences import sentence_of, without_parties
from foedera.forecasting.settings import Settings, Theme
from foedera.forecasting.views import View, view_of
from foedera.model import Claim, Event, Interval, Text

__all__ = ["Heard", "Record", "core", "heard_in"]


@dataclass(frozen=True, slots=True)
class Heard:
    """An event, or a claim of none. ``when`` is the date of the act, or of the view; ``reported`` the earliest
    publication that is known. ``view`` is what it expects, where it is a view. Claims stand in the order of reports."""

    claims: tuple[Claim, ...]
    event: Event | None
    type: str
    roles: frozenset[tuple[str, str]]
    parties: frozenset[str]
    told: Claim | Event  # for its status
    attributes: Mapping[str, str]
    when: Interval | None
    reported: Interval | None
    words: str
    themes: tuple[Theme, ...] = ()  # of a view: what its words are about
    view: View | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """Everything heard, by party and by pair of parties; and how often each pair is told of in each text."""

    by_parties: Mapping[frozenset[str], Sequence[Heard]]
    pairs: Mapping[str, Mapping[frozenset[str], int]]

    def about(self, parties: frozenset[str]) -> Sequence[Heard]:
        """What the party, or both of a pair, take part in, in a fixed order."""
        return self.by_parties.get(parties, ())


def heard_in(claims: Sequence[Claim], texts: Mapping[str, Text], events: Sequence[Event], settings: Settings) -> Record:
    """``claims`` are those that stand, in a fixed order."""
    known = {c.id: c for c in claims}
    heard = []
    taken: set[str] = set()
    for event in sorted(events, key=lambda e: e.id):
        members = tuple(known[c] for c in event.claims if c in known)
        taken.update(c.id for c in members)
        if members:
            heard.append(_act(members, event, texts, settings))
    heard += [_single(c, texts, settings) for c in claims if c.id not in taken]
    by_parties: dict[frozenset[str], list[Heard]] = defaultdict(list)
    for each in heard:
        for party in each.parties:
            by_parties[frozenset((party,))].append(each)
        for pair in combinations(sorted(each.parties), 2):
            by_parties[frozenset(pair)].append(each)
    return Record(by_parties, _pairs(claims, settings))


def _pairs(claims: Sequence[Claim], settings: Settings) -> dict[str, dict[frozenset[str], int]]:
    told: dict[str, dict[frozenset[str], int]] = defaultdict(lambda: defaultdict(int))
    for claim in claims:
        parties = sorted(_parties(claim, settings))
        if len(parties) <= settings.most_parties:
            for pair in combinations(parties, 2):
                told[claim.text_id][frozenset(pair)] += 1
    return told


def core(claim: Claim, settings: Settings) -> frozenset[tuple[str, str]]:
    """(role, actor) of those who take part, not of those who are only there."""
    peripheral = settings.peripheral.get(claim.type, frozenset())
    return frozenset((r.role, r.actor) for r in claim.roles if r.role not in peripheral)


def _parties(claim: Claim, settings: Settings) -> frozenset[str]:
    return frozenset(actor for _, actor in core(claim, settings))


def _act(members: tuple[Claim, ...], event: Event, texts: Mapping[str, Text], settings: Settings) -> Heard:
    peripheral = settings.peripheral.get(event.type, frozenset())
    roles = frozenset((role, actor) for role, actor in event.roles if role not in peripheral)
    return Heard(
        members,
        event,
        event.type,
        roles,
        frozenset(actor for _, actor in roles),
        event,
        event.attributes,
        event.date,
        _reported(members, texts),
        " ".join(c.quote.exact for c in members),
    )


def _single(claim: Claim, texts: Mapping[str, Text], settings: Settings) -> Heard:
    text = texts.get(claim.text_id)
    is_view = claim.family in settings.assessments
    view = view_of(claim, text, sentence_of(claim, text), settings) if is_view else None
    roles = core(claim, settings)
    return Heard(
        (claim,),
        None,
        claim.type,
        roles,
        frozenset(actor for _, actor in roles),
        claim,
        claim.attributes,
        view.made if view else claim.date,
        _reported((claim,), texts),
        claim.quote.exact,
        themes_of(without_parties(claim.quote.exact, claim), text.language if text else "", settings) if view else (),
        view,
    )


def _reported(members: Sequence[Claim], texts: Mapping[str, Text]) -> Interval | None:
    dated = [texts[c.text_id].published for c in members if c.text_id in texts]
    return min((d for d in dated if d is not None), key=lambda d: (d.first, d.last), default=None)
