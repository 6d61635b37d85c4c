"""What stands and what is thought: institutions, views and outlooks; and where sources disagree."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from foedera.exports.brief.parts import Cell, Grid, Part, Sentence
from foedera.exports.brief.scope import Scope, report_order
from foedera.exports.brief.wording import Wording
from foedera.model import Claim, Event

_STOP = re.compile(r"[.!?][\"”’)]*\s")

__all__ = ["direction", "disagreement", "structure", "views"]


def structure(scope: Scope, words: Wording) -> Part:
    return _by_groups(scope, words, "structure", held=False)


def views(scope: Scope, words: Wording) -> Part:
    return _by_groups(scope, words, "views", held=True)


def _by_groups(scope: Scope, words: Wording, name: str, *, held: bool) -> Part:
    group = "assessment" if held else "structure"
    listed = words.data["view_groups" if held else "structure_groups"]
    named = {t for each in listed for t in each["types"]}
    parts = [_group(scope, words, each["id"], each["label"], each["types"], held=held) for each in listed]
    for kind in words.book.types.values():  # types of a codebook laid over this one
        if words.book.families[kind.family].group == group and kind.name not in named:
            parts.append(_group(scope, words, kind.name, kind.label, [kind.name], held=held))
    kept = tuple(p for p in parts if not p.is_empty)
    return Part(name, words.heading(name), () if kept else (_none(scope, words),), parts=kept)


def _group(scope: Scope, words: Wording, name: str, label: str, types: Sequence[str], *, held: bool) -> Part:
    groups = scope.standing(frozenset(types))
    if not held:  # bodies together, whoever tells of them
        groups = sorted(groups, key=lambda g: _body(g[0]))
    return Part(name, label, tuple(_standing(words, g, held=held) for g in groups))


def _body(claim: Claim) -> str:
    return next((r.actor for r in claim.roles if r.role == "org"), "")


def _standing(words: Wording, claims: Sequence[Claim], *, held: bool) -> Sentence:
    fullest = words.fullest(claims)
    told = words.told(fullest, voiced=not held)
    if held:
        holders = list(dict.fromkeys(words.holder(c) for c in claims))
        told = words.line("holder_says", holder=words.listed(holders), what=told[:1].lower() + told[1:])
        told = told.removesuffix(".")
    return Sentence(told + ".", tuple(c.id for c in claims), quoted=True)


def _none(scope: Scope, words: Wording) -> Sentence:
    read = words.counted("document", len(scope.dossier.texts))
    return Sentence(words.line("nothing_here", documents=read), looked_at=read)


# Disagreement


def disagreement(scope: Scope, words: Wording) -> Part:
    """Values that cannot all be right, denials beside what they deny, and outlooks about one pair side by side."""
    parts = [_conflicts(scope, words), _outlooks(scope, words)]
    kept = tuple(p for p in parts if p is not None)
    return Part("disagreement", words.heading("disagreement"), () if kept else (_none(scope, words),), parts=kept)


def _conflicts(scope: Scope, words: Wording) -> Part | None:
    rows: list[tuple[Cell, ...]] = []
    shown: set[tuple[str, tuple[tuple[str, tuple[str, ...]], ...]]] = set()
    involved: Sequence[Event] = [*scope.events, *(e for held in scope.through_group.values() for e in held)]
    for event in sorted({e.id: e for e in involved}.values(), key=scope.order):
        for conflict in event.conflicts:
            if (conflict.field, conflict.values) in shown:  # a denial stands on both events
                continue
            shown.add((conflict.field, conflict.values))
            for value, claims in conflict.values:
                what = words.event(event, scope.of(event), dated=False)
                rows.append((Cell(what, event.claims), Cell(conflict.field), Cell(value), Cell("", claims)))
    if not rows:
        return None
    heads = tuple(words.column(h) for h in ("what", "field", "value", "evidence"))
    return Part("conflicts", words.heading("conflicts"), grids=(Grid(words.heading("conflicts"), heads, tuple(rows)),))


def direction(scope: Scope, words: Wording, claim: Claim) -> str:
    """``up``, ``down`` or ``none``: which way the sentence of an outlook, or its codes, point."""
    cues = words.data["outlook"]
    said = " ".join([_sentence(scope, claim), claim.attributes.get("hedge", ""), claim.attributes.get("direction", "")])
    for way in ("down", "up"):
        if any(re.search(rf"\b{re.escape(cue)}\b", said, re.IGNORECASE) for cue in cues[way]):
            return way
    return "none"


def _sentence(scope: Scope, claim: Claim) -> str:
    """The whole sentence in which the quote stands, blanks collapsed: a clause alone may lack its "unlikely"."""
    text, quote = scope.texts[claim.text_id], claim.quote
    block = text.block_at(quote.start)
    first, last = (block.start, max(block.end, quote.end)) if block else (quote.start, quote.end)
    stops = [m.end() for m in _STOP.finditer(text.body, first, quote.start)]
    end = _STOP.search(text.body, quote.end, last)
    return " ".join(text.body[stops[-1] if stops else first : end.end() if end else last].split())


def _outlooks(scope: Scope, words: Wording) -> Part | None:
    """Per partner, the outlooks in the order of their reports, where they point in different ways."""
    types: list[str] = next((g["types"] for g in words.data["view_groups"] if g["id"] == "outlooks"), [])
    said = scope.standing(frozenset(types))
    grids, sentences = [], []
    for partner in scope.partners:
        about = [c for g in said for c in g if partner in c.actors and ({scope.actor} | scope.groups) & c.actors]
        pointing = [c for c in about if direction(scope, words, c) != "none"]
        ways = {direction(scope, words, c) for c in pointing}
        if len(ways) < 2 or len({(words.holder(c), c.text_id) for c in pointing}) < 2:
            continue
        ordered = sorted(pointing, key=lambda c: report_order(scope.texts, c))
        rows = [_outlook_row(scope, words, c) for c in ordered]
        heads = tuple(words.column(h) for h in ("reported", "holder", "direction", "words"))
        grids.append(Grid(words.label(partner), heads, tuple(rows), words.line("direction_note")))
        said_so = words.line("opposite", partner=words.label(partner))
        sentences.append(Sentence(said_so, tuple(c.id for c in ordered)))
    if not grids:
        return None
    return Part("outlooks-beside", words.heading("outlooks_beside"), tuple(sentences), grids=tuple(grids))


def _outlook_row(scope: Scope, words: Wording, claim: Claim) -> tuple[Cell, ...]:
    labels: Mapping[str, str] = words.data["outlook"]["labels"]
    published = scope.texts[claim.text_id].published
    quoted = f"“{_sentence(scope, claim)}”"
    return (
        Cell(words.date(published)),
        Cell(words.holder(claim)),
        Cell(labels[direction(scope, words, claim)]),
        Cell(quoted, (claim.id,)),
    )
