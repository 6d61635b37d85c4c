"""What stands and what is thought: institutions, views and outlooks; and where sources disagree."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from foedera.exports.brief.parts import LEADING, Cell, Grid, Part, Sentence
from foedera.exports.brief.scope import Scope, report_order
from foedera.exports.brief.sentences import whole_sentence
from foedera.exports.brief.wording import Wording
from foedera.model import Claim, Event, Status

__all__ = ["direction", "disagreement", "sentence_of", "structure", "views"]

OUTLOOKS = "views-outlooks"
BODY_ROLES = ("member", "non_member", "chair", "founder", "contributor")
_STANDS = frozenset({Status.OCCURRED, Status.ONGOING, Status.HABITUAL})


def structure(scope: Scope, words: Wording) -> Part:
    """Bodies one by one, who supplies, doctrine, borders, ties: what stands, with the words of each claim."""
    parts = []
    for name, label, types in _sections(words, "structure_groups", "structure"):
        groups = scope.standing(frozenset(types))
        bodies = [g for g in groups if _body(g[0])]
        rest = tuple(_standing(words, g) for g in groups if not _body(g[0]))
        parts.append(Part(name, label, rest, parts=tuple(_bodies(words, name, bodies))))
    return _section(scope, words, "structure", parts)


def views(scope: Scope, words: Wording) -> Part:
    """Constraints, intentions, outlooks and balance, each with its holder and in the words of its sentence.

    A sentence that is read in several ways stands once, where it is read most surely, with its other readings named.
    """
    sections = list(_sections(words, "view_groups", "assessment"))
    home = {t: name for name, _, types in sections for t in types}
    every = scope.standing(frozenset(home))
    placed: dict[str, list[list[Claim]]] = {name: [] for name, _, _ in sections}
    for claims in _by_sentence(scope, words, every):
        placed[home[max(claims, key=_surest).type]].append(claims)
    parts = []
    for name, label, _ in sections:
        told = [_view(scope, words, claims, home) for claims in placed[name]]
        parts.append(Part(name, label, tuple(told)))
    return _section(scope, words, "views", parts)


def _surest(claim: Claim) -> tuple[float, bool, str]:
    """The more certain reading; among equals one that looks ahead."""
    return claim.confidence, claim.status in (Status.FORECAST, Status.HYPOTHETICAL), claim.id


def _section(scope: Scope, words: Wording, name: str, parts: Sequence[Part]) -> Part:
    kept = tuple(p for p in parts if not p.is_empty)
    return Part(name, words.heading(name), () if kept else (_none(scope, words),), parts=kept)


def _sections(words: Wording, listed: str, group: str) -> Iterator[tuple[str, str, Sequence[str]]]:
    """The sections of brief.yml, and one for each type that none of them names."""
    named = {t for each in words.data[listed] for t in each["types"]}
    for each in words.data[listed]:
        yield each["id"], each["label"], each["types"]
    for kind in words.book.types.values():  # types of a codebook laid over this one
        if words.book.families[kind.family].group == group and kind.name not in named:
            yield kind.name, kind.label, [kind.name]


def _body(claim: Claim) -> str:
    return next((r.actor for r in claim.roles if r.role == "org"), "")


def _bodies(words: Wording, name: str, groups: Sequence[tuple[Claim, ...]]) -> Iterator[Part]:
    """A part for each body: who belongs, who does not, who chairs, founded and contributes; then what else is said."""
    by_body: dict[str, list[Claim]] = {}
    for group in groups:
        by_body.setdefault(_body(group[0]), []).extend(group)
    for body, claims in sorted(by_body.items(), key=lambda item: words.label(item[0])):
        sentences = []
        for role, held in _by_role(claims):
            said = words.line(f"body_{role}", who=_who(words, held, role), body=words.actor(body))
            sentences.append(Sentence(said, tuple(c.id for c in held), quoted=True))
        rest = [c for c in claims if not _is_firm(c) or not _roles_in(c)]
        sentences += [_standing(words, (c,)) for c in rest]
        yield Part(f"{name}-{_slug(body)}", words.in_full(body), tuple(sentences))


def _slug(actor: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", actor.lower()).strip("-")


def _by_role(claims: Sequence[Claim]) -> Iterator[tuple[str, list[Claim]]]:
    firm = [c for c in claims if _is_firm(c)]
    for role in BODY_ROLES:
        held = [c for c in firm if any(r.role == role for r in c.roles)]
        if held:
            yield role, held


def _is_firm(claim: Claim) -> bool:
    """A standing that is told as it is; a sentence on the nature of a body may name others only to compare."""
    return not claim.negated and claim.status in _STANDS and claim.attributes.get("aspect") != "nature"


def _roles_in(claim: Claim) -> bool:
    return any(r.role in BODY_ROLES for r in claim.roles)


def _who(words: Wording, claims: Sequence[Claim], role: str) -> str:
    """Each actor once, with the date or the report of the claim that tells it first."""
    found: dict[str, str] = {}
    for claim in claims:
        for each in claim.roles:
            if each.role == role:
                found.setdefault(words.actor(each.actor), words.stood(claim))
    dates = set(found.values())
    if len(dates) == 1:
        return f"{words.listed(list(found))} ({dates.pop()})"
    return words.listed([f"{actor} ({when})" for actor, when in found.items()])


def _standing(words: Wording, claims: Sequence[Claim]) -> Sentence:
    told = words.told(words.fullest(claims), others=claims)
    return Sentence(told + ".", tuple(c.id for c in claims), quoted=True)


def _by_sentence(scope: Scope, words: Wording, groups: Sequence[tuple[Claim, ...]]) -> list[list[Claim]]:
    """Views of one kind and one holder that stand in one sentence are told together."""
    found: dict[tuple[str, str, str], list[Claim]] = {}
    for claim in (c for group in groups for c in group):
        key = (claim.text_id, words.holder(claim), sentence_of(scope, claim))
        found.setdefault(key, []).append(claim)
    return list(found.values())


def _view(scope: Scope, words: Wording, claims: Sequence[Claim], home: Mapping[str, str]) -> Sentence:
    mine = home[max(claims, key=_surest).type]
    first = sorted(claims, key=lambda c: home[c.type] != mine)
    short = {g["id"]: g.get("short", g["label"]) for g in words.data["view_groups"]}
    others = list(dict.fromkeys(home[c.type] for c in claims if home[c.type] != mine))
    also = words.listed([short.get(o, o) for o in others])
    said = words.view(first, _in_quotes(sentence_of(scope, first[0])), also=also)
    return Sentence(said, tuple(c.id for c in claims))


def _in_quotes(said: str) -> str:
    """In quotation marks, which are not set twice around what is a quotation already."""
    inner = said.strip()
    if inner.count('"') == 1:  # the one quotation mark of a longer quotation
        inner = inner.strip('"').strip()
    if inner[:1] in '“"' and inner[-1:] in '”"' and not set(inner[1:-1]) & set('“”"'):
        inner = inner[1:-1]
    return f"“{inner}”"


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


def direction(scope: Scope, words: Wording, claim: Claim, *, partner: str = "") -> str:
    """``up``, ``down`` or ``none``: which way the sentence of an outlook, or its codes, point.

    Where the claim names several partners, the cue belongs to the one named nearest to it: ``none`` for the others.
    """
    said = sentence_of(scope, claim)
    coded = " ".join([claim.attributes.get("hedge", ""), claim.attributes.get("direction", "")])
    for way in ("down", "up"):
        for cue in words.data["outlook"][way]:
            pattern = rf"\b{re.escape(cue)}\b"
            found = re.search(pattern, said, re.IGNORECASE)
            if found and (not partner or _nearest(scope, claim, said, found.start()) in {"", partner}):
                return way
            if re.search(pattern, coded, re.IGNORECASE):
                return way
    return "none"


def _nearest(scope: Scope, claim: Claim, said: str, at: int) -> str:
    """The partner whose mention stands nearest to a place in the sentence; "" where no more than one is named."""
    partners = [r for r in claim.roles if r.actor in scope.partners]
    if len({r.actor for r in partners}) < 2:
        return ""
    gaps = [(abs(found - at), r.actor) for r in partners if (found := said.find(" ".join(r.mention.split()))) >= 0]
    return min(gaps)[1] if gaps else ""


def sentence_of(scope: Scope, claim: Claim) -> str:
    return whole_sentence(scope.texts[claim.text_id], claim.quote)


def _outlooks(scope: Scope, words: Wording) -> Part | None:
    """Per partner, the outlooks in the order of their reports, where they point in different ways."""
    types: list[str] = next((g["types"] for g in words.data["view_groups"] if g["id"] == OUTLOOKS), [])
    said = scope.standing(frozenset(types))
    grids, sentences = [], []
    for partner in scope.partners:
        about = [c for g in said for c in g if partner in c.actors and ({scope.actor} | scope.groups) & c.actors]
        pointing = [c for c in about if direction(scope, words, c, partner=partner) != "none"]
        ways = {direction(scope, words, c, partner=partner) for c in pointing}
        if len(ways) < 2 or len({(words.holder(c), c.text_id) for c in pointing}) < 2:
            continue
        ordered = sorted(pointing, key=lambda c: report_order(scope.texts, c))
        rows = [_outlook_row(scope, words, held, partner) for held in _by_sentence(scope, words, [tuple(ordered)])]
        heads = tuple(words.column(h) for h in ("reported", "holder", "direction", "words"))
        grids.append(Grid(words.label(partner), heads, tuple(rows), words.line("direction_note")))
        said_so = words.line("opposite", partner=words.label(partner))
        evidence = tuple(c.id for c in ordered)
        sentences.append(Sentence(said_so, evidence, lead=evidence[:LEADING], see="outlooks-beside"))
    if not grids:
        return None
    return Part("outlooks-beside", words.heading("outlooks_beside"), tuple(sentences), grids=tuple(grids))


def _outlook_row(scope: Scope, words: Wording, claims: Sequence[Claim], partner: str) -> tuple[Cell, ...]:
    labels: Mapping[str, str] = words.data["outlook"]["labels"]
    first = claims[0]
    return (
        Cell(words.date(scope.texts[first.text_id].published)),
        Cell(words.holder(first)),
        Cell(labels[direction(scope, words, first, partner=partner)]),
        Cell(_in_quotes(sentence_of(scope, first)), tuple(c.id for c in claims)),
    )
