"""The events of a record as the measures see them: between whom, done or planned, how intense, on whose word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from foedera.codebook import Codebook, EventType
from foedera.model import Claim, Dossier, Event, Status, Text
from foedera.table import Cell

__all__ = [
    "KINDS",
    "UNDATED",
    "Act",
    "acts",
    "card",
    "citations",
    "codes_of",
    "count",
    "directed",
    "in_period",
    "is_placed",
    "kind_of",
    "parties",
    "partners_of",
    "period_of",
    "publisher",
    "settings",
    "tied",
    "weight_of",
    "year_of",
]

UNDATED = "undated"
KINDS = ("done", "plan", "open", "failed")
_OPEN = frozenset({Status.OFFERED, Status.DISCUSSED, Status.REQUESTED, Status.HYPOTHETICAL})


@dataclass(frozen=True, slots=True)
class Act:
    """An event and what the measures ask of it.

    ``pairs`` are directed (source, target); ``ties`` the unordered pairs between which it is counted, each once.
    ``is_cooperative``: its type presents states as working together, so that ties between them make dyads.
    ``weight`` is its published intensity (-10 to 10), None where it has none. ``origins`` are those whose word it rests
    on, or its documents where no origin is known; ``publishers`` print it.
    """

    event: Event
    kind: str  # of KINDS, or negated, or undone
    pairs: tuple[tuple[str, str], ...]
    ties: frozenset[tuple[str, str]]
    is_cooperative: bool
    is_friction: bool
    weight: float | None
    level: str | None
    origins: tuple[str, ...]
    publishers: tuple[str, ...]

    @property
    def is_done_together(self) -> bool:
        """Cooperation that has happened: what balance, networks and tempo count."""
        return self.kind == "done" and self.is_cooperative


def acts(record: Dossier, codebook: Codebook, *, since: date | None = None, until: date | None = None) -> list[Act]:
    """The events of a period that are neither denied nor undo another; undated ones belong to every period."""
    claims = {c.id: c for c in record.claims}
    texts = {t.id: t for t in record.texts}
    told = settings(codebook)
    found = []
    for event in sorted(record.events, key=lambda e: e.id):
        kind = kind_of(event, codebook)
        if kind in KINDS and in_period(event, since, until):
            listed = [claims[c] for c in event.claims if c in claims]
            found.append(_act(event, kind, listed, texts, codebook, told))
    return found


def _act(
    event: Event,
    kind: str,
    claims: Sequence[Claim],
    texts: Mapping[str, Text],
    codebook: Codebook,
    told: Mapping[str, Any],
) -> Act:
    spec = codebook.types.get(event.type)
    pairs = _pairs(event, spec)
    together = _is_cooperative(event, spec)
    return Act(
        event=event,
        kind=kind,
        pairs=pairs,
        ties=_ties(event, pairs, together, codebook),
        is_cooperative=together,
        is_friction=event.family in told.get("friction", ()),
        weight=weight_of(codes_of(event, claims), told.get("weights", {})),
        level=_level(event, claims, codebook.levels),
        origins=tuple(sorted({o.id for o in event.origins}))
        or tuple(sorted({f"document {c.text_id}" for c in claims})),
        publishers=tuple(sorted({publisher(texts[c.text_id]) for c in claims if c.text_id in texts})),
    )


def _pairs(event: Event, spec: EventType | None) -> tuple[tuple[str, str], ...]:
    return tuple((a, b) for a, b in directed(event, spec) if b is not None)


def directed(event: Event, spec: EventType | None) -> tuple[tuple[str, str | None], ...]:
    """(source, target) among those that take part, no target where none is known; framework, place and those who
    stay away are no party."""
    if spec is None:
        return tuple(p for a, b in event.dyads for p in ((a, b), (b, a)))
    aside = {r.name for r in spec.roles if r.peripheral}
    roles = [(role, actor) for role, actor in event.roles if role not in aside]
    variant = spec.codes.get(event.status.value)
    pair = variant.get("pair") if isinstance(variant, Mapping) else None
    return tuple(sorted({(a, b) for a, b in spec.pairs(roles, pair=pair) if a != b}, key=lambda p: (p[0], p[1] or "")))


def _is_cooperative(event: Event, spec: EventType | None) -> bool:
    if spec is None:
        return bool(event.dyads)
    for case in spec.codes.get("when", ()):
        if "words" not in case and all(event.attributes.get(k) == str(v) for k, v in case.get("if", {}).items()):
            return spec.gives_dyad and case.get("dyad", True) is not False
    return spec.gives_dyad


def _ties(
    event: Event, pairs: Iterable[tuple[str, str]], together: bool, codebook: Codebook
) -> frozenset[tuple[str, str]]:
    """Where the claims themselves say which states they present as cooperating, these and no others."""
    found = {(min(p), max(p)) for p in pairs}
    if together and event.dyads:
        states = codebook.states
        found = {(a, b) for a, b in found if a not in states or b not in states} | {
            (min(d), max(d)) for d in event.dyads
        }
    return frozenset(found)


def codes_of(event: Event, claims: Sequence[Claim]) -> tuple[str, str, str]:
    """PLOVER's code, its mode, and CAMEO's, as most of its claims bear them; empty where they have none."""
    of_type = [c for c in claims if c.type == event.type and c.status == event.status] or list(claims)
    coded = [(c.codes.get("plover", ""), c.codes.get("plover_mode", ""), c.codes.get("cameo", "")) for c in of_type]
    if not coded:
        return "", "", ""
    counts = Counter(coded)
    return min(counts, key=lambda each: (-counts[each], each))


def weight_of(codes: tuple[str, str, str], weights: Mapping[str, Any]) -> float | None:
    """By PLOVER's code with the mode, then without; else by CAMEO's, then its beginning."""
    verb, mode, code = codes
    plover, cameo = (weights.get(name, {}).get("scores", {}) for name in ("plover", "cameo"))
    names = [f"{verb}:{mode}".lower(), verb.lower()] if verb else []
    steps = [code[:n] for n in range(len(code), 1, -1)] if not verb else []
    scores = [plover[n] for n in names if n in plover] + [cameo[s] for s in steps if s in cameo]
    return float(scores[0]) if scores else None


def _level(event: Event, claims: Sequence[Claim], levels: Sequence[str]) -> str | None:
    """The highest level among those who take part, as any claim tells it."""
    told = {event.attributes.get("level")} | {r.level for c in claims for r in c.roles}
    return next((level for level in levels if level in told), None)


def publisher(text: Text) -> str:
    """Who printed a document; a document without a publisher stands for itself."""
    return text.outlet or f"document {text.id}"


def parties(kind: str, roles: Iterable[tuple[str, str]], codebook: Codebook) -> frozenset[str]:
    """The actors that take part themselves: not the framework, the place, or who is said to stay away."""
    spec = codebook.types.get(kind)
    aside = {r.name for r in spec.roles if r.peripheral} if spec else set()
    return frozenset(actor for role, actor in roles if role not in aside)


def partners_of(act: Act, actor: str) -> list[str]:
    """Those with whom the actor has a tie in this act, each once."""
    return sorted({b if a == actor else a for a, b in act.ties if actor in (a, b)})


def tied(listed: Iterable[Act], a: str, b: str) -> list[Act]:
    pair = (min(a, b), max(a, b))
    return [act for act in listed if pair in act.ties]


def kind_of(event: Event, codebook: Codebook) -> str:
    """``done``, ``plan``, ``open`` or ``failed``; ``undone`` for what takes back; ``negated`` for what is denied."""
    if event.negated:
        return "negated"
    turn = codebook.raw.get("linking.yml", {}).get("turns", {}).get(event.type, {})
    if turn and all(event.attributes.get(k) == v for k, v in turn.items()):
        return "undone"
    if event.status.is_done:
        return "done"
    if event.status.is_prospective:
        return "plan"
    return "open" if event.status in _OPEN else "failed"


def in_period(event: Event, since: date | None, until: date | None) -> bool:
    """True for every undated event too: it may belong there, and is shown apart."""
    if event.date is None:
        return True
    return (until is None or event.date.first <= until) and (since is None or event.date.last >= since)


def is_placed(event: Event) -> bool:
    """True where it is known when the event began; "by 2015" and "until 2050" only bound it."""
    return event.date is not None and event.date.start is not None


def period_of(event: Event) -> str:
    """``2012``; ``2003-2019`` where only a span of years is known; ``undated``, also where only the end is bounded."""
    if event.date is None or event.date.start is None:
        return UNDATED
    first, last = event.date.first.year, event.date.last.year
    return str(first) if first == last else f"{first}-{last}"


def year_of(event: Event) -> int | None:
    """The one year in which it fell or began; None for a span of years and for the undated."""
    period = period_of(event)
    return int(period) if period.isdigit() else None


def count(listed: Iterable[Act]) -> Cell:
    """How many, with the claims under them."""
    found = list(listed)
    return Cell(float(len(found)), tuple(sorted({c for act in found for c in act.event.claims})))


def settings(codebook: Codebook) -> Mapping[str, Any]:
    """``measures.yml`` of the codebook: weights, default vectors, families that are friction."""
    told: Mapping[str, Any] = codebook.raw.get("measures.yml", {})
    return told


def citations(codebook: Codebook, *names: str) -> tuple[str, ...]:
    """Whose weights are used."""
    weights = settings(codebook).get("weights", {})
    return tuple(weights[n]["citation"] for n in names if n in weights)


def card(measure: object) -> str:
    """The method card: the docstring of the measure, as a reader is shown it."""
    import inspect

    return inspect.getdoc(measure) or ""
