"""The bottom line in figures, and the picture of the balance: every number with the claims it counts."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from foedera.exports.brief.parts import Cell, Grid, Part, Picture, Sentence, leading
from foedera.exports.brief.picture import balance_spec
from foedera.exports.brief.scope import Scope
from foedera.exports.brief.wording import Wording
from foedera.measures.engagement import UNDATED, is_placed, kind_of, period_of
from foedera.model import Event

__all__ = ["Instrument", "bottom_line", "coverage", "figures_evidence", "instruments", "picture"]

KINDS = ("done", "plan", "open")
SOURCES = "sources"  # the part that lists the evidence of each figure


@dataclass(frozen=True, slots=True)
class Instrument:
    """A row of the figures and a section of the brief: families, or types taken out of them."""

    id: str
    label: str
    families: frozenset[str]
    types: frozenset[str]
    elsewhere: frozenset[str]

    def holds(self, event: Event) -> bool:
        return event.type in self.types or (event.family in self.families and event.type not in self.elsewhere)


def instruments(words: Wording) -> tuple[Instrument, ...]:
    """The instruments of brief.yml, and one for each family of events that none of them names."""
    listed = words.data["instruments"]
    special = frozenset(t for each in listed for t in each.get("types", ()))
    named = {f for each in listed for f in each.get("families", ())} | set(words.data["friction_families"])
    found = [
        Instrument(
            each["id"],
            each["label"],
            frozenset(each.get("families", ())),
            frozenset(each.get("types", ())),
            special - frozenset(each.get("types", ())),
        )
        for each in listed
    ]
    found += [
        Instrument(name, family.section or family.label, frozenset({name}), frozenset(), special)
        for name, family in words.book.families.items()
        if family.group == "event" and name not in named
    ]
    return tuple(found)


def is_friction(event: Event, words: Wording) -> bool:
    return event.family in words.data["friction_families"]


def coverage(scope: Scope, words: Wording, cited: Collection[str]) -> Sentence:
    """What was read: documents, publishers, period, what is undated and what could not be read."""
    texts = scope.dossier.texts
    publishers = len({t.outlet for t in texts if t.outlet})
    published = [t.published for t in texts if t.published is not None]
    span = ""
    if published:
        first, last = min(p.first for p in published), max(p.last for p in published)
        span = words.month(first) if (first.year, first.month) == (last.year, last.month) else ""
        span = span or f"{words.month(first)} – {words.month(last)}"
    asked = asked_for(scope, words)
    undated, unreadable = len(texts) - len(published), len(scope.dossier.failures)
    said = words.line(
        "coverage",
        documents=words.counted("document", len(texts)),
        publishers=words.counted("publisher", publishers) if publishers else "",
        period=span,
        undated=undated or "",
        unreadable=unreadable or "",
        claims=words.counted("claim", len(cited)),
        actor=words.actor(scope.actor),
        asked=asked,
    )
    return Sentence(said, looked_at=said)


def bottom_line(scope: Scope, words: Wording) -> Part:
    """The partners beside each other; then each of them: how much, what most, what last, and what stands besides."""
    sentences = _compared(scope, words)
    for partner in scope.partners:
        sentences += _partner_lines(scope, words, partner)
    sentences += _undated_in_period(scope, words)
    return Part("bottom-line", words.heading("bottom_line"), tuple(sentences), grids=(_figures(scope, words),))


def nothing(scope: Scope, words: Wording) -> Part:
    """The whole of a brief on an actor of whom the record says nothing: what was looked at."""
    read = words.counted("document", len(scope.dossier.texts))
    partners = words.listed([words.actor(p) for p in scope.partners])
    actor, named = words.actor(scope.actor), scope.named_in(scope.actor)
    said = [words.line("nothing_at_all", documents=read, actor=actor, partners=partners)]
    said.append(words.line("named_in" if named else "named_nowhere", actor=actor, named=named or "", documents=read))
    return Part("bottom-line", words.heading("bottom_line"), tuple(Sentence(s, looked_at=read) for s in said))


def asked_for(scope: Scope, words: Wording) -> str:
    """The period asked for, in words; nothing where all was asked for."""
    if not (scope.since or scope.until):
        return ""
    return " – ".join(words.day(d) if d else "…" for d in (scope.since, scope.until))


def _undated_in_period(scope: Scope, words: Wording) -> list[Sentence]:
    undated = [e for e in scope.shared if e.date is None and not e.negated]
    asked = asked_for(scope, words)
    if not asked or not undated:
        return []
    return [leading(words.line("period_undated", asked=asked, n=len(undated)), _claims(undated), "instruments")]


def _compared(scope: Scope, words: Wording) -> list[Sentence]:
    done = {p: _of_kind(scope, words, p, "done") for p in scope.partners}
    ranked = sorted((p for p in scope.partners if done[p]), key=lambda p: -len(done[p]))
    if len(ranked) < 2:
        return []
    shown = words.listed([f"{words.label(p)} {len(done[p])}" for p in ranked])
    said = words.line("compared", actor=words.actor(scope.actor), figures=shown)
    return [leading(said, _claims([e for p in ranked for e in done[p]]), SOURCES)]


def _of_kind(scope: Scope, words: Wording, partner: str, kind: str) -> list[Event]:
    return [e for e in scope.with_partner[partner] if not is_friction(e, words) and kind_of(e, scope.book) == kind]


def _partner_lines(scope: Scope, words: Wording, partner: str) -> list[Sentence]:
    events = scope.with_partner[partner]
    name = words.label(partner)
    read = words.counted("document", len(scope.dossier.texts))
    besides = _besides(scope, words, partner)
    if not events:
        said = words.line(
            "partner_nothing", partner=words.actor(partner), documents=read, actor=words.actor(scope.actor)
        )
        return [Sentence(said, looked_at=read, when=name), *besides]
    counted = {kind: _of_kind(scope, words, partner, kind) for kind in KINDS}
    frictions = [e for e in events if is_friction(e, words) and kind_of(e, scope.book) != "negated"]
    dated = [e for e in counted["done"] if is_placed(e)]
    years = sorted({y for e in dated if e.date for y in (e.date.first.year, e.date.last.year)})
    told_by = len({c.text_id for e in events for c in scope.of(e)})
    said = words.line(
        "partner_figures",
        done=len(counted["done"]),
        dated=len(dated) or "",
        undated=len(counted["done"]) - len(dated) or "",
        period="–" if not years else str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}",
        all_undated="" if dated else len(counted["done"]) or "",
        plan=len(counted["plan"]) or "",
        open=len(counted["open"]) or "",
        friction=len(frictions) or "",
        told_by=told_by,
        documents=read,
    )
    shown = [e for kind in KINDS for e in counted[kind]] + frictions
    lines = [leading(said, _claims(shown), SOURCES, looked_at=read, when=name)]
    return [*lines, *_most(scope, words, partner, counted["done"]), *_latest(scope, words, partner, dated), *besides]


def _most(scope: Scope, words: Wording, partner: str, done: Sequence[Event]) -> list[Sentence]:
    """The two or three instruments with most done events, where one of them has more than one."""
    held = [(i, [e for e in done if i.holds(e)]) for i in instruments(words)]
    ranked = sorted((pair for pair in held if len(pair[1]) > 1), key=lambda pair: -len(pair[1]))[:3]
    if not ranked:
        return []
    shown = words.listed([f"{each.label.lower()} ({len(events)})" for each, events in ranked])
    said = words.line("partner_most", partner=words.actor(partner), instruments=shown)
    return [leading(said, _claims([e for _, events in ranked for e in events]), SOURCES)]


def _latest(scope: Scope, words: Wording, partner: str, dated: Sequence[Event]) -> list[Sentence]:
    timed = [e for e in dated if e.date and e.date.start and e.date.end and (e.date.end - e.date.start).days < 366]
    if not timed:
        return []
    last = max(timed, key=lambda e: (e.date.first, e.date.last, e.id) if e.date else ())
    what = words.event(last, scope.of(last))
    return [Sentence(words.line("partner_latest", partner=words.actor(partner), what=what), last.claims)]


def _besides(scope: Scope, words: Wording, partner: str) -> list[Sentence]:
    """What names both and is no event: standing facts and views, with the section that has them."""
    held = {}
    for group, noun in (("structure", "fact"), ("assessment", "view")):
        types = [n for n, kind in scope.book.types.items() if scope.book.families[kind.family].group == group]
        held[noun] = [g for g in scope.standing(frozenset(types)) if {partner, scope.actor} <= g[0].actors]
    counted = [words.counted(noun, len(groups)) for noun, groups in held.items() if groups]
    if not counted:
        return []
    both = {"partner": words.actor(partner), "actor": words.actor(scope.actor)}
    said = words.line("partner_besides", **both, counted=words.listed(counted))
    claims = [c.id for groups in held.values() for g in groups for c in g]
    return [leading(said, claims, "structure" if held["fact"] else "views")]


def _figures(scope: Scope, words: Wording) -> Grid:
    """Partners by instruments, done and planned in columns of their own; each number leads to its evidence."""
    rows = []
    for instrument in instruments(words):
        cells = [Cell(instrument.label)]
        for partner in scope.partners:
            for kind in ("done", "plan"):
                counted = _counted(scope, instrument, partner, kind)
                cells.append(_number(counted, _target(instrument, partner, kind)))
        rows.append(tuple(cells))
    heads = [words.column(k) for _ in scope.partners for k in ("done", "plan_short")]
    groups = (("", 1), *((words.label(p), 2) for p in scope.partners))
    note = words.line("figures_note", documents=words.counted("document", len(scope.dossier.texts)))
    return Grid(words.heading("figures"), (words.column("instrument"), *heads), tuple(rows), note, groups)


def figures_evidence(scope: Scope, words: Wording) -> tuple[Grid, ...]:
    """For each figure that is not 0, the claims it counts; none where all are 0."""
    rows = []
    for instrument in instruments(words):
        for partner in scope.partners:
            for kind in ("done", "plan"):
                counted = _counted(scope, instrument, partner, kind)
                if counted:
                    target = _target(instrument, partner, kind)
                    rows.append(_evidence_row(words, instrument.label, partner, kind, counted, target))
    heads = tuple(words.column(c) for c in ("instrument", "partner", "standing", "total", "evidence"))
    return (Grid(words.heading("evidence_of_figures"), heads, tuple(rows)),) if rows else ()


def _counted(scope: Scope, instrument: Instrument, partner: str, kind: str) -> list[Event]:
    return [e for e in scope.with_partner[partner] if instrument.holds(e) and kind_of(e, scope.book) == kind]


def _target(instrument: Instrument, partner: str, kind: str) -> str:
    return f"figure-{instrument.id}-{partner.lower()}-{kind}"


def _number(events: Sequence[Event], target: str = "") -> Cell:
    return Cell(str(len(events)), _claims(events), is_number=True, target=target if events else "")


def _evidence_row(
    words: Wording, label: str, partner: str, kind: str, events: Sequence[Event], target: str
) -> tuple[Cell, ...]:
    claims = _claims(events)
    return (
        Cell(label, target=f"#{target}"),
        Cell(words.label(partner)),
        Cell(words.column(kind).lower()),
        Cell(str(len(events)), claims, is_number=True),
        Cell("", claims),
    )


def _claims(events: Sequence[Event]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(c for e in events for c in e.claims))


def picture(scope: Scope, words: Wording) -> Part:
    """Dots by instrument, partner and year; undated apart; plans hollow; and the table with the same numbers."""
    marks = _marks(scope, words)
    heading = words.heading("picture")
    read = words.counted("document", len(scope.dossier.texts))
    if not marks:
        none = words.line("picture_none", documents=read)
        return Part("balance", heading, (Sentence(none, looked_at=read),))
    names = [words.label(p) for p in scope.partners]
    labels = [i.label for i in instruments(words) if any(m["instrument"] == i.label for m in marks)]
    spec = balance_spec(marks, instruments=labels, partners=names, words=words.data["lines"])
    alt = words.line(
        "picture_alt", actor=words.actor(scope.actor), partners=words.listed([words.actor(p) for p in scope.partners])
    )
    return Part("balance", heading, picture=Picture(spec, alt), grids=(_balance_grid(scope, words),))


def _marks(scope: Scope, words: Wording) -> list[dict[str, object]]:
    tally: dict[tuple[str, str, str, str], int] = {}
    for partner in scope.partners:
        for event in scope.with_partner[partner]:
            kind = kind_of(event, words.book)
            if kind not in {"done", "plan"} or is_friction(event, words):
                continue
            for instrument in instruments(words):
                if instrument.holds(event):
                    key = (instrument.label, words.label(partner), period_of(event), kind)
                    tally[key] = tally.get(key, 0) + 1
    return [
        {"instrument": i, "partner": p, "period": period, "kind": kind, "count": n}
        for (i, p, period, kind), n in sorted(tally.items())
    ]


def _balance_grid(scope: Scope, words: Wording) -> Grid:
    """A row for each partner and instrument: the years with how many events each, done and planned apart."""
    rows = []
    for partner in scope.partners:
        for instrument in instruments(words):
            cells = [_years_cell(words, _counted(scope, instrument, partner, kind)) for kind in ("done", "plan")]
            if any(cell.evidence for cell in cells):
                rows.append((Cell(words.label(partner)), Cell(instrument.label), *cells))
    heads = ("partner", "instrument", "done", "plan")
    note = words.line("years_note") if any("×" in cell.text for row in rows for cell in row) else ""
    return Grid(words.heading("evidence_of_picture"), tuple(words.column(h) for h in heads), tuple(rows), note)


def _years_cell(words: Wording, events: Sequence[Event]) -> Cell:
    """``2004, 2012 ×2, undated ×4``, with the claims counted."""
    by_period: dict[str, int] = {}
    for event in events:
        by_period[period_of(event)] = by_period.get(period_of(event), 0) + 1
    told = [
        (period.replace("-", "–") if period != UNDATED else words.date(None)) + (f" ×{n}" if n > 1 else "")
        for period, n in sorted(by_period.items())
    ]
    return Cell(", ".join(told) or "–", _claims(events))
