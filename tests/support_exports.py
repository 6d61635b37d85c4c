"""Records for the tests of exports: one with every field filled, one of hostile text, and any drawn at random."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from importlib import import_module
from typing import Any

from hypothesis import strategies as st

from foedera.codebook import load
from foedera.exports import FORMATS
from foedera.exports.material import Export, Material
from foedera.measures import panel
from foedera.model import (
    Amount,
    Attribution,
    Block,
    BlockKind,
    Circle,
    Claim,
    Conflict,
    Copy,
    Credibility,
    Dossier,
    Event,
    Failure,
    Interval,
    Link,
    Note,
    Origin,
    Passage,
    Place,
    Precision,
    Quote,
    Report,
    Role,
    Source,
    Status,
    Text,
    Voice,
)
from support_measures import dossiers

BOOK = load()
INSTALL = "the formats' own libraries are in the group dev: run make"
LEADER = next(leader for leader in BOOK.leaders if leader.actor == "KAZ")
NASTY = (
    "=cmd|' /C calc'!A0", "@SUM(1)", "'=1", "  -2+3", "a\tb\r\nc\rd", "\x00\x07\x1b[31m", "\ud800 half", "<b>&amp;]]>",
    "\u202eright to left", "e\u0301 \U0001f600", '"quoted", twice ""', "\ufffe\uffff", " ", "',=",
)  # fmt: skip


def compose(name: str, material: Material) -> Export:
    module, _, function = FORMATS[name].partition(":")
    made: Export = getattr(import_module(module), function)(material)
    return made


def material_of(dossier: Dossier, *, with_panels: bool = True, **known: Any) -> Material:
    tables = {"panel": panel(dossier, BOOK), "panel_directed": panel(dossier, BOOK, directed=True)}
    return Material(dossier, BOOK, panels=tables if with_panels else {}, **known)


def on(iso: str, **known: Any) -> Interval:
    day = date.fromisoformat(iso)
    return Interval(day, day, Precision.DAY, f'"{iso}"', **known)


def document(name: str, **known: Any) -> Text:
    body = "The president of Kazakhstan visited China, and the two sides met again in Astana."
    blocks = (Block(BlockKind.HEADLINE, 0, 4, "line 1"), Block(BlockKind.BODY, 4, len(body), "line 2"))
    fields = {
        "language": "en", "path": f"in/{name}.txt", "url": f"https://example.org/{name}", "title": f"Title {name}",
        "outlet": "Reuters", "author": "A. Writer", "published": on("2020-05-04", year_inferred=True),
        "notes": (Note("N1", "seen", 0, 4),),
    }  # fmt: skip
    return Text(name, body, blocks, **(fields | known))


def told(name: str, text: Text, **known: Any) -> Claim:
    fields: dict[str, Any] = {
        "type": "visit", "family": "contact", "status": Status.OCCURRED,
        "roles": (
            Role("visitor", "KAZ", "state", f"mention {name}", 4, 13, LEADER.names[0], "head_of_state"),
            Role("host", "CHN", "state", "China", 36, 41, "Ministry", "institution"),
        ),
        "quote": Quote.of(text.body, 4, 41), "date": on("2020-05-03", year_inferred=True),
        "place": Place("CHN", "Beijing"),
        "amounts": (Amount("persons", 5.0, 4.0, 6.5, "about", "persons", 4, 9),), "attributes": {"level": "head"},
        "voice": Voice.QUOTED,
        "attribution": (
            Attribution("media", "Reuters", "GBR", on("2020-05-02", year_inferred=True), "Reuters, May 2"),
            Attribution("official", f"voice {name}", "KAZ"),
        ),
        "pairs": (("KAZ", "CHN"),), "dyads": (("CHN", "KAZ"),),
        "codes": {"cameo": "042", "plover": "CONSULT", "plover_mode": "visit"}, "found_by": "visit/en/1",
        "codebook": "1.0.0+0", "confidence": 0.5,
    }  # fmt: skip
    return Claim(id=name, text_id=text.id, **(fields | known))


def happened(name: str, claims: Sequence[str], **known: Any) -> Event:
    fields: dict[str, Any] = {
        "type": "visit", "family": "contact", "status": Status.OCCURRED,
        "roles": (("host", "CHN"), ("visitor", "KAZ")), "date": on("2020-05-03", year_inferred=True),
        "place": Place("CHN", "Beijing"), "dyads": (("CHN", "KAZ"),), "attributes": {"level": "head"},
        "reasons": ("the same day",),
        "conflicts": (Conflict("date", (("2020-05-03", ("c1",)), ("2020-05-04", ("c2",)))),),
        "lapsed": date(2021, 1, 1),
        "history": tuple(
            Report(date(2020, month, 4), Status.OCCURRED, False, tuple(claims)) for month in (5, 6, 7)
        ),
        "origins": (
            Origin("o1", "Reuters", "media", tuple(claims), ("its own word",), ("reuters",)),
            Origin("o2", "Xinhua", "media", tuple(claims), ("named",), ("xinhua",)),
        ),
        "circles": (Circle(("Reuters", "Xinhua"), tuple(claims)),),
        "credibility": Credibility(2, "One origin.", "A. Reader"),
    }  # fmt: skip
    return Event(id=name, claims=tuple(claims), **(fields | known))


def full() -> Dossier:
    """Every field of every kind of record has a value somewhere."""
    one, two = document("t1"), document("t2", published=on("2020-06-01"), outlet="Xinhua")
    claims = [told("c1", one), told("c2", two), told("c3", one, quote=Quote.of(one.body, 50, 60)), told("c4", two)]
    links = {
        "fulfils": ("e2",), "fulfilled_by": ("e3",), "cancelled_by": ("e3",), "postponed_by": ("e2",),
        "part_of": ("e2",), "parts": ("e3",),
    }  # fmt: skip
    events = [happened("e1", ["c1", "c2"], **links), happened("e2", ["c3"]), happened("e3", ["c4"])]
    source = Source("reuters", "Reuters", "media", "GBR", "Thomson", "B")
    return Dossier(
        (one, two), tuple(claims), tuple(events), (Link("c1", "c2", 0.9, ("same",)),),
        (Copy("t1", "t2", 0.5, (Passage(0, 4, 0, 4),)),), (source,), (Failure("x.pdf", "empty", "no text"),), "1.0.0+0",
    )  # fmt: skip


def hostile() -> Dossier:
    """Text of other people at its worst, in every field that words of a document can reach."""
    texts, claims, events = [], [], []
    for number, word in enumerate(NASTY):
        text = document(
            f"t{number}{word}", title=word, outlet=word, author=word, url=f"https://x.org/{word}", path=word
        )
        role = Role("visitor", "KAZ", "state", word or "x", 0, 1, word, word)
        other = Role("host", f"GRP:{word}", "group", word, 0, 1)
        claim = told(
            f"c{number}", text, roles=(role, other), quote=Quote(word, word, word, 0, 1), place=Place("CHN", word),
            attributes={word: word}, attribution=(Attribution("media", word, word, None, word),),
            date=Interval(date(2020, 1, 1), None, Precision.OPEN, word),
        )  # fmt: skip
        event = happened(
            f"e{number}", [claim.id], place=Place("CHN", word), attributes={word: word}, reasons=(word,),
            roles=(("host", f"GRP:{word}"), ("visitor", "KAZ"), ("visitor", "UZB")), dyads=(),
            conflicts=(Conflict(word, ((word, (claim.id,)),)),), credibility=Credibility(1 + number % 6, word, word),
        )  # fmt: skip
        texts.append(text)
        claims.append(claim)
        events.append(event)
    return Dossier(tuple(texts), tuple(claims), tuple(events), codebook="1")


def empty() -> Dossier:
    return Dossier((), (), ())


def shuffled(dossier: Dossier) -> Dossier:
    return replace(
        dossier, texts=dossier.texts[::-1], claims=dossier.claims[::-1], events=dossier.events[::-1],
        sources=dossier.sources[::-1],
    )  # fmt: skip


words = st.sampled_from(NASTY) | st.text(max_size=8)


class Drawn(Material):
    """A Material whose codebook is not printed where a law fails."""

    def __repr__(self) -> str:
        return f"Drawn({self.dossier!r}, apart={self.apart!r}, as_of={self.as_of!r})"

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text(repr(self))


@st.composite
def materials(draw: st.DrawFn) -> Material:
    """Any small record, some of its claims rejected, its titles and quotes anything at all."""
    dossier = draw(dossiers(most=8))
    texts = tuple(replace(t, title=draw(st.none() | words), author=draw(st.none() | words)) for t in dossier.texts)
    claims = tuple(replace(c, quote=replace(c.quote, exact=draw(words))) for c in dossier.claims)
    somewhere = st.none() | st.builds(Place, st.sampled_from(["KEN", "XXX", None]), words)
    events = tuple(replace(e, negated=draw(st.booleans()), place=draw(somewhere)) for e in dossier.events)
    loose = {c.id for c in claims} - {c for e in events for c in e.claims}
    reasons = st.sampled_from(["rejected", "unsure"])
    return Drawn(
        replace(dossier, texts=texts, claims=claims, events=events), BOOK,
        apart=draw(st.dictionaries(st.sampled_from(sorted(loose)), reasons) if loose else st.just({})),
        as_of=draw(st.sampled_from([None, datetime(1990, 1, 1, tzinfo=UTC), datetime(2024, 5, 6, 7, 8, 9, 99, UTC)])),
    )  # fmt: skip
