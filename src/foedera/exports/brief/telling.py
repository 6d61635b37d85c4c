"""What happened: chronology, instruments, third parties, plans and what became of them, frictions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from foedera.exports.brief.figures import Instrument, instruments, is_friction
from foedera.exports.brief.parts import Cell, Grid, Part, Sentence, leading
from foedera.exports.brief.scope import Scope
from foedera.exports.brief.wording import Wording
from foedera.measures.engagement import is_placed, kind_of
from foedera.model import Event, Status

__all__ = ["by_instrument", "chronology", "frictions", "plans"]


def told(scope: Scope, words: Wording, events: Iterable[Event]) -> tuple[Sentence, ...]:
    """A sentence an event, its words below it."""
    return tuple(words.sentence(e, scope.of(e), quoted=True) for e in events)


def chronology(scope: Scope, words: Wording) -> Part:
    """Every dated, done event with a partner or alone, one line each, in the order of time."""
    shown = sorted({e.id: e for e in (*scope.shared, *scope.alone)}.values(), key=scope.order)
    done = [e for e in shown if kind_of(e, scope.book) in {"done", "undone"}]
    lines = [
        Sentence(words.event(e, scope.of(e), dated=False) + ".", e.claims, when=words.date(e.date))
        for e in done
        if is_placed(e)
    ]
    undated = [e for e in done if not is_placed(e)]
    if undated:
        evidence = tuple(dict.fromkeys(c for e in undated for c in e.claims))
        lines.append(leading(words.line("more_undated", n=len(undated)), evidence, "instruments"))
    if not lines:
        lines = [_nothing(scope, words)]
    return Part("chronology", words.heading("chronology"), tuple(lines))


def _nothing(scope: Scope, words: Wording) -> Sentence:
    read = words.counted("document", len(scope.dossier.texts))
    return Sentence(words.line("nothing_here", documents=read), looked_at=read)


def by_instrument(scope: Scope, words: Wording) -> Part:
    """A part for each instrument on which there is a claim; the others are named in one sentence."""
    every = {each.label: _instrument(scope, words, each) for each in instruments(words)}
    empty = [label for label, part in every.items() if part is None]
    kept = [part for part in [*every.values(), _others(scope, words)] if part is not None]
    read = words.counted("document", len(scope.dossier.texts))
    said = words.line("nothing_on", documents=read, instruments="; ".join(empty).lower()) if empty else ""
    silent = (Sentence(said, looked_at=read),) if said else ()
    return Part("instruments", words.heading("instruments"), silent, parts=tuple(kept))


def _instrument(scope: Scope, words: Wording, instrument: Instrument) -> Part | None:
    name, holds = instrument.id, instrument.holds
    parts = []
    for partner in scope.partners:
        held = [e for e in scope.with_partner[partner] if holds(e) and not is_friction(e, words)]
        through = [e for e in scope.through_group[partner] if holds(e) and not is_friction(e, words)]
        inner = Part(f"{name}-{partner.lower()}", words.label(partner), told(scope, words, _in_order(scope, held)))
        if through:
            groups = sorted({words.label(g) for e in through for g in scope.groups & scope.parties(e)})
            heading = words.heading("group", group=words.listed(groups))
            below = Part(f"{name}-{partner.lower()}-group", heading, told(scope, words, _in_order(scope, through)))
            inner = Part(inner.id, inner.heading, inner.sentences, parts=(below,))
        parts.append(inner)
    alone = [e for e in scope.alone if holds(e)]
    heading = words.heading("alone", actor=words.label(scope.actor))
    parts.append(Part(f"{name}-alone", heading, told(scope, words, _in_order(scope, alone))))
    kept = tuple(p for p in parts if not p.is_empty)
    return Part(f"by-{name}", instrument.label, parts=kept) if kept else None


def _in_order(scope: Scope, events: Iterable[Event]) -> list[Event]:
    """Done first, then planned, then the rest; within each by time."""
    rank = {"done": 0, "undone": 1, "plan": 2, "open": 3, "failed": 4, "negated": 5}
    return sorted(events, key=lambda e: (rank[kind_of(e, scope.book)], scope.order(e)))


def _others(scope: Scope, words: Wording) -> Part | None:
    rows = []
    for party, events in scope.with_others.items():
        counted = {kind: [e for e in events if kind_of(e, scope.book) == kind] for kind in ("done", "plan", "open")}
        if not any(counted.values()):
            continue
        cells = [Cell(words.label(party))]
        for held in counted.values():
            cells.append(Cell(str(len(held)), tuple(c for e in held for c in e.claims), is_number=True))
        rows.append(
            (*cells, Cell("", tuple(dict.fromkeys(c for held in counted.values() for e in held for c in e.claims))))
        )
    if not rows:
        return None
    heads = tuple(words.column(h) for h in ("party", "done", "plan", "open", "evidence"))
    return Part("third-parties", words.heading("others"), grids=(Grid(words.heading("others"), heads, tuple(rows)),))


# Plans


def plans(scope: Scope, words: Wording) -> Part:
    """Planned or agreed acts with what became of them; then what was only offered, discussed or asked for."""
    shared = [e for e in scope.shared if not is_friction(e, words)]
    planned = [e for e in shared if kind_of(e, scope.book) == "plan"]
    loose = [e for e in shared if kind_of(e, scope.book) == "open" and e.status is not Status.HYPOTHETICAL]
    grids = [
        _plan_grid(scope, words, words.heading(name), events)
        for name, events in (("planned", planned), ("open", loose))
        if events
    ]
    return Part("plans", words.heading("plans"), () if grids else (_nothing(scope, words),), grids=tuple(grids))


def _plan_grid(scope: Scope, words: Wording, caption: str, events: Sequence[Event]) -> Grid:
    rows = []
    for event in events:
        claims = scope.of(event)
        text = scope.texts[claims[0].text_id]
        rows.append(
            (
                Cell(f"{words.event(event, claims, dated=False)}. {words.quoted(claims)}", event.claims),
                Cell(words.date(text.published)),
                Cell(words.date(event.date) if event.date else "–"),
                _outcome(scope, words, event),
            )
        )
    heads = tuple(words.column(h) for h in ("what", "said", "due", "outcome"))
    return Grid(caption, heads, tuple(rows))


def _outcome(scope: Scope, words: Wording, event: Event) -> Cell:
    """What carried the plan out, called it off or put it off; that it lapsed; or that nothing more is told."""
    later = {
        "outcome_done": event.fulfilled_by,
        "outcome_failed": event.cancelled_by,
        "outcome_late": event.postponed_by,
    }
    told = {name: [scope.by_id[e] for e in ids if e in scope.by_id] for name, ids in later.items()}
    said = [words.line(name, what=words.event(e, scope.of(e))) for name, events in told.items() for e in events]
    if said:
        return Cell(" ".join(said), tuple(c for events in told.values() for e in events for c in e.claims))
    if event.lapsed:
        return Cell(words.line("outcome_lapsed", date=words.day(event.lapsed)))
    return Cell(words.line("outcome_none"))


def frictions(scope: Scope, words: Wording) -> Part:
    parts = []
    for partner in scope.partners:
        held = [e for e in scope.with_partner[partner] if is_friction(e, words)]
        held += [e for e in scope.through_group[partner] if is_friction(e, words)]
        parts.append(
            Part(f"friction-{partner.lower()}", words.label(partner), told(scope, words, _in_order(scope, held)))
        )
    rest = [e for e in scope.events if is_friction(e, words) and not scope.parties(e) & set(scope.partners)]
    parts.append(Part("friction-others", words.heading("others"), told(scope, words, _in_order(scope, rest))))
    kept = tuple(p for p in parts if not p.is_empty)
    return Part("frictions", words.heading("frictions"), () if kept else (_nothing(scope, words),), parts=kept)
