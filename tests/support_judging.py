"""Judgements at random, for the laws of deciding."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from foedera.decisions import link_name
from foedera.model import Anchor, Claim, Judgement, Part
from support_claims import claim, text

PAPER = text(
    "a",
    "Ghana's minister flew to Togo. Togo's president met the leader of Benin in Accra. Oman sold 12 boats to Kenya.",
    published="2019-05-10",
)
VISIT = claim(PAPER, "Ghana's minister flew to Togo", "visit", {"visitor": "GHA", "host": "TGO"})
MEETING = claim(PAPER, "Togo's president met the leader of Benin", "meeting", {"participant": ["TGO", "BEN"]})
SALE = claim(
    PAPER, "Oman sold 12 boats to Kenya", "arms_transfer", {"supplier": "OMN", "recipient": "KEN"}, family="materiel"
)
CLAIMS = [VISIT, MEETING, SALE]
PEOPLE = ("A. Reader", "B. Other", "Ç. Üçüncü")
_START = datetime(2026, 1, 1, tzinfo=UTC)


def moment(at: int) -> str:
    return (_START + timedelta(seconds=at)).isoformat(timespec="microseconds")


def decide(
    subject: str, name: str, verdict: str, at: int, who: str = "A. Reader", part: Part = Part.FIRST, **values: str
) -> Judgement:
    about: Sequence[Claim] = [c for c in CLAIMS if subject == "claim" and c.id == name]
    kept = {key.replace("__", "."): value for key, value in values.items()}
    anchors = tuple(Anchor.of(c) for c in about)
    return Judgement("", subject, name, verdict, who, moment(at), "", kept, part, anchors).named()


def undo(judgement: Judgement, at: int, who: str = "A. Reader") -> Judgement:
    return decide("judgement", judgement.id, "undo", at, who, part=judgement.part)


@st.composite
def histories(draw: st.DrawFn, *, size: int = 10, start: int = 0) -> list[Judgement]:
    """What several people decided one after the other, and took back."""
    said: list[Judgement] = []
    for at in range(draw(st.integers(0, size))):
        who, when = draw(st.sampled_from(PEOPLE)), start + at
        part = draw(st.sampled_from([Part.FIRST, Part.FIRST, Part.SECOND, Part.ADJUDICATION]))
        kind = draw(st.sampled_from(["verdict", "field", "link", "actor", "grade", "undo"]))
        name = draw(st.sampled_from(CLAIMS)).id
        if kind == "undo" and said:
            said.append(undo(draw(st.sampled_from(said)), when, who))
        elif kind == "field":
            values = draw(st.sampled_from([{"status": "planned"}, {"date": "2019-05"}, {"negated": "yes"}]))
            said.append(decide("claim", name, "correct", when, who, part, **values))
        elif kind == "link":
            other = draw(st.sampled_from([c.id for c in CLAIMS if c.id != name]))
            said.append(decide("link", link_name(name, other), draw(st.sampled_from(["same", "different"])), when, who))
        elif kind == "actor":
            a, b = draw(
                st.lists(st.sampled_from(["GHA", "TGO", "BEN", "OMN", "Wagner"]), min_size=2, max_size=2, unique=True)
            )
            said.append(decide("actor", link_name(a, b), draw(st.sampled_from(["same", "different"])), when, who))
        elif kind == "grade":
            said.append(decide("source", "xinhua", "grade", when, who, reliability=draw(st.sampled_from("ABCDEF"))))
        else:
            said.append(decide("claim", name, draw(st.sampled_from(["accept", "reject", "unsure"])), when, who, part))
    return said
