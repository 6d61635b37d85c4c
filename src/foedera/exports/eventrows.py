"""What event rows of any scheme share: which events make rows, with what code, and what is left out and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from foedera.exports.material import Dropped, Material, Tie, beside, day_of, grouped, ties
from foedera.exports.mending import Mender
from foedera.measures.acts import codes_of
from foedera.model import Claim, Event, Text

__all__ = ["Coded", "coded", "lines", "quad_of"]

# CAMEO's roots as Schrodt groups them: words and deeds, for and against.
_QUADS = ((1, 5, 1), (6, 8, 2), (9, 13, 3), (14, 20, 4))


@dataclass(frozen=True, slots=True)
class Coded:
    """A row to be: an event from one party to another, with its codes and the documents that tell of it, first one
    first. ``year``, ``month`` and ``day`` are None where they are not known."""

    tie: Tie
    plover: str
    mode: str
    cameo: str
    claims: Sequence[Claim]
    texts: Sequence[Text]
    year: int
    month: int | None
    day: date | None

    @property
    def event(self) -> Event:
        return self.tie.event


def coded(
    material: Material, code_of: Callable[[tuple[str, str, str]], str], scheme: str
) -> tuple[list[Coded], list[Event], tuple[Dropped, ...]]:
    """The rows, the events that make any, and what is left out: events, and claims and documents with them.

    ``code_of`` picks the scheme's code out of (PLOVER, mode, CAMEO).
    """
    rows: list[Coded] = []
    carried: list[Event] = []
    left: list[tuple[str, str]] = []
    for event in material.events.values():
        claims = material.claims_of(event)
        codes = codes_of(event, claims)
        pairs = ties(material, event)
        year, month, day = day_of(event.date)
        reason = _reason(event, code_of(codes), pairs, scheme)
        if reason or year is None:
            left.append((event.id, reason or "dated only by a span of years, or by its end"))
            continue
        texts = _texts(material, claims)
        rows += [Coded(tie, *codes, claims, texts, year, month, day) for tie in pairs]
        carried.append(event)
    return rows, carried, (*grouped("event", left), *beside(material, carried))


def _reason(event: Event, code: str, pairs: Sequence[Tie], scheme: str) -> str:
    if event.negated:
        return "denied: no event"
    if not code:
        return f"no {scheme} code"
    if not pairs:
        return "no party that acts"
    return "undated" if event.date is None else ""


def _texts(material: Material, claims: Iterable[Claim]) -> list[Text]:
    """Each document once, in the order of publication; undated ones last."""
    found = {c.text_id: material.texts[c.text_id] for c in claims}
    return sorted(found.values(), key=lambda t: (t.published.first if t.published else date.max, t.id))


def quad_of(cameo: str) -> int | None:
    """1 to 4: verbal and material cooperation, verbal and material conflict. CAMEO's statements (01) are the first."""
    root = int(cameo[:2]) if cameo[:2].isdigit() else 0
    return next((quad for first, last, quad in _QUADS if first <= root <= last), None)


def lines(rows: Iterable[Sequence[object]], mender: Mender) -> bytes:
    """Rows with tabs between cells, as both schemes have them; None is an empty cell."""
    told = ("\t".join("" if v is None else mender.line(v) if isinstance(v, str) else str(v) for v in r) for r in rows)
    return "".join(f"{line}\n" for line in told).encode("utf-8")
