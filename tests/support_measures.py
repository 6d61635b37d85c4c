"""Records made by hand for the tests of measures: small enough to count, and drawn at random for the laws."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from foedera.codebook import Codebook, load
from foedera.model import Claim, Dossier, Event, Origin, Status, Text
from support_claims import claim, day, text

BOOK: Codebook = load()
WORDS = [f"w{n:03d}" for n in range(400)]
BODY = " ".join(WORDS)


def paper(name: str, published: str | None = "2015-03-01", outlet: str | None = None) -> Text:
    return text(name, BODY, published=published, outlet=outlet)


def happening(
    number: int,
    source: Text,
    kind: str,
    roles: Mapping[str, str | list[str]],
    when: str | tuple[str, str] | None = None,
    *,
    status: Status = Status.OCCURRED,
    also: Sequence[Text] = (),
    origins: Sequence[str] = (),
    attributes: Mapping[str, str] | None = None,
    codes: Mapping[str, str] | None = None,
    negated: bool = False,
    **fields: Any,
) -> tuple[Event, list[Claim]]:
    """An event told by ``source`` and by each of ``also``; its dyads as the coder would give them."""
    spec = BOOK.types[kind]
    date = None if when is None else day(when) if isinstance(when, str) else day(*when)
    entry = _entry(kind, status)
    told = [
        claim(
            t,
            WORDS[number],
            kind,
            roles,
            family=spec.family,
            status=status,
            date=date,
            attributes=dict(attributes or {}),
            codes=dict(codes) if codes is not None else entry,
            negated=negated,
        )
        for t in (source, *also)
    ]
    pairs = spec.pairs((r.role, r.actor) for r in told[0].roles)
    gives = spec.gives_dyad and not negated and (status.is_done or status.is_prospective)
    dyads = (
        {(min(a, b), max(a, b)) for a, b in pairs if b in BOOK.states and a in BOOK.states and b} if gives else set()
    )
    told = [replace(c, dyads=tuple(sorted(dyads))) for c in told]
    event = Event(
        id=f"e{number:03d}",
        type=kind,
        family=spec.family,
        status=status,
        roles=tuple(sorted({(r.role, r.actor) for r in told[0].roles})),
        date=date,
        place=None,
        claims=tuple(c.id for c in told),
        dyads=tuple(sorted(dyads)),
        attributes=dict(attributes or {}),
        origins=tuple(Origin(o, o, "media", tuple(c.id for c in told), ()) for o in origins),
        negated=negated,
        **fields,
    )
    return event, told


def _entry(kind: str, status: Status) -> dict[str, str]:
    codes = BOOK.types[kind].codes
    entry = codes.get("prospective", codes) if status.is_prospective else codes
    return {k: str(entry[k]) for k in ("plover", "plover_mode", "cameo") if k in entry}


def record(*told: tuple[Event, list[Claim]], texts: Sequence[Text]) -> Dossier:
    return Dossier(tuple(texts), tuple(c for _, claims in told for c in claims), tuple(e for e, _ in told))


STATES = ["KEN", "UGA", "TZA", "RWA", "ETH", "SOM"]
PAPERS = [paper("a", "2012", "Alpha"), paper("b", "2013", "Beta"), paper("c", "2013-06", "Gamma"), paper("d", None)]
BOTH = {"meeting": "participant", "agreement": "signatory", "joint_exercise": "participant"}
ONE_WAY = {"visit": ("visitor", "host"), "arms_transfer": ("supplier", "recipient"), "threat": ("speaker", "target")}


@st.composite
def dossiers(draw: st.DrawFn, states: Sequence[str] = STATES, most: int = 12) -> Dossier:
    """Up to a dozen events among a few states, of several kinds, statuses, dates, documents and origins."""
    told = []
    for number in range(draw(st.integers(0, most))):
        kind = draw(st.sampled_from([*BOTH, *ONE_WAY]))
        parties = draw(st.lists(st.sampled_from(states), min_size=2, max_size=4, unique=True))
        if kind in BOTH:
            roles: dict[str, str | list[str]] = {BOTH[kind]: parties}
        else:
            one, other = ONE_WAY[kind]
            roles = {one: parties[0], other: parties[1]}
        when = draw(st.sampled_from([None, "2011", "2012-05", "2013-02-03", "2014", ("2010", "2013")]))
        status = draw(
            st.sampled_from([Status.OCCURRED, Status.ONGOING, Status.PLANNED, Status.OFFERED, Status.CANCELLED])
        )
        sources = draw(st.lists(st.sampled_from(PAPERS), min_size=1, max_size=3, unique_by=lambda t: t.id))
        origins = draw(st.lists(st.sampled_from(["o1", "o2", "o3"]), max_size=2, unique=True))
        told.append(happening(number, sources[0], kind, roles, when, status=status, also=sources[1:], origins=origins))
    return record(*told, texts=PAPERS)
