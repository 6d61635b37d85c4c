"""A score, or the agreement of two coders, as one HTML page: no script, no outside address, the style inside.

The figures stand on top; then each document with each miss, false alarm and hit in its sentence. What is shown is
chosen by kind and family in the style sheet alone (``:has``); where a browser lacks that, everything is shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import pairwise
from pathlib import PurePath

from foedera.score.agreeing import Agreement
from foedera.score.grids import Grid, agreement_grids, grids
from foedera.score.nouns import Coded, Document, Kind, Outcome
from foedera.score.scoring import Score
from foedera.score.sentences import around

__all__ = ["agreement_page", "score_page"]

_CLASSES = {Kind.HIT: "hit", Kind.MISS: "miss", Kind.FALSE_ALARM: "alarm", Kind.UNLISTED: "unlisted"}


@dataclass(frozen=True, slots=True)
class Choice:
    """A kind of finding that a reader may ask for, and how the style sheet names it."""

    key: str
    label: str
    selector: str
    count: int


@dataclass(frozen=True, slots=True)
class Item:
    """One finding in its sentence; ``words`` are runs of it with whose they are: "gold", "claim", both or "".

    ``families`` are the numbers of its families in the page's list, counted from 1.
    """

    kind: str
    label: str
    families: tuple[int, ...]
    before: str
    words: tuple[tuple[str, str], ...]
    after: str
    fields: tuple[tuple[str, str], ...]
    note: str


@dataclass(frozen=True, slots=True)
class Part:
    """One document with its findings."""

    title: str
    line: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """All that the template sees."""

    kind: str
    title: str
    summary: str
    grids: tuple[Grid, ...]
    open_grids: int  # so many tables stand open, the others fold away
    notes: tuple[str, ...]
    legend: tuple[str, str]
    shown: int
    kinds: tuple[Choice, ...]
    families: tuple[str, ...]
    documents: tuple[Part, ...]
    nothing: str


@dataclass(frozen=True, slots=True)
class _Wording:
    """What the two sides and the findings are called: gold and claim, or the coders A and B."""

    sides: tuple[str, str]
    together: str
    labels: Mapping[Kind, str]
    plural: Mapping[str, str]


_OF_SCORE = _Wording(
    ("Gold", "Claim"),
    "Gold and claim",
    {Kind.HIT: "Hit", Kind.MISS: "Miss", Kind.FALSE_ALARM: "False alarm", Kind.UNLISTED: "Not listed"},
    {"miss": "misses", "alarm": "false alarms", "hit": "hits", "unlisted": "claims not listed"},
)
_OF_AGREEMENT = _Wording(
    ("A", "B"),
    "A and B",
    {Kind.HIT: "Both", Kind.MISS: "Only A", Kind.FALSE_ALARM: "Only B", Kind.UNLISTED: "Only B"},
    {"miss": "only A", "alarm": "only B", "hit": "both", "unlisted": "only B, A not exhaustive"},
)


def score_page(score: Score, *, gold: str, coder: str) -> bytes:
    """UTF-8 HTML. ``gold`` and ``coder`` are what a reader calls the two, such as the names of their files."""
    figures = score.figures
    summary = (
        f"{coder} against {gold}: {figures['documents']} documents,"
        f" {figures['exhaustive_documents']} of them coded exhaustively."
    )
    definition = (
        "A claim is a hit where its family fits, its words overlap those of the gold and at least half of the states"
        " and organisations of either are in both. Precision, recall and F1 are over the documents that were coded"
        " exhaustively. In brackets: where 95 in 100 of the figures lie when documents are drawn anew"
        f" ({figures['resamples']} draws); no brackets where fewer than five documents count."
    )
    notes = [definition]
    if lost := figures["quotes_not_in_document"]:
        notes.append(f"{lost} claims were left out: their quotes are not in their documents.")
    if elsewhere := figures["claims_on_other_documents"]:
        notes.append(f"{elsewhere} claims were left out: they are on documents that are not in the gold.")
    return _rendered(
        kind="Score",
        title=f"{_short(coder)} against {_short(gold)}",
        summary=summary,
        tables=(grids(figures), 4),
        notes=notes,
        wording=_OF_SCORE,
        found=(score.documents, score.outcomes),
    )


def agreement_page(agreement: Agreement, *, a: str, b: str) -> bytes:
    """UTF-8 HTML of two coders, A and B."""
    figures = agreement.figures
    claims = figures["claims"]
    definition = (
        "Both have a claim where one would be a hit for the other as gold. Kappa is Cohen's (1960), alpha"
        " Krippendorff's for names (2011) and, last, for units on a continuum (1995, 2004): 1 is full agreement,"
        " 0 what chance would give."
    )
    return _rendered(
        kind="Agreement of two coders",
        title=f"{_short(a)} and {_short(b)}",
        summary=f"A is {a} ({claims['a']} claims), B is {b} ({claims['b']}), on {figures['documents']} documents.",
        tables=(agreement_grids(figures), 3),
        notes=[definition],
        wording=_OF_AGREEMENT,
        found=(agreement.documents, agreement.outcomes),
    )


def _rendered(
    *,
    kind: str,
    title: str,
    summary: str,
    tables: tuple[Sequence[Grid], int],
    notes: Sequence[str],
    wording: _Wording,
    found: tuple[Sequence[Document], Sequence[Sequence[Outcome]]],
) -> bytes:
    from jinja2 import Environment, StrictUndefined

    documents, outcomes = found
    shown = [[outcome for outcome in each if outcome.kind in _CLASSES] for each in outcomes]
    families = tuple(sorted({coded.family for each in shown for outcome in each for coded in _sides(outcome)}))
    page = Page(
        kind=kind,
        title=title,
        summary=summary,
        grids=tuple(grid for grid in tables[0] if grid.rows),
        open_grids=tables[1],
        notes=tuple(notes),
        legend=(f"Words of {_with_article(wording.sides[0])}", f"of {_with_article(wording.sides[1])}"),
        shown=sum(map(len, shown)),
        kinds=tuple(_choices(shown, wording)),
        families=families,
        documents=tuple(
            _part(document, each, families, wording) for document, each in zip(documents, shown, strict=True)
        ),
        nothing="Nothing is coded here, by either.",
    )
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, keep_trailing_newline=True)
    text = environment.from_string(_asset("page.html.j2")).render(page=page, css=_asset("page.css"))
    return text.encode("utf-8", "replace")


def _short(name: str) -> str:
    return PurePath(name).name or name


def _asset(name: str) -> str:
    return (files("foedera") / "data" / "score" / name).read_text(encoding="utf-8")


def _with_article(side: str) -> str:
    return side if len(side) == 1 else f"the {side.lower()}"


def _choices(shown: Sequence[Sequence[Outcome]], wording: _Wording) -> Iterator[Choice]:
    counts = dict.fromkeys(wording.plural, 0)
    for each in shown:
        for outcome in each:
            counts[_CLASSES[outcome.kind]] += 1
    both = f"{wording.plural['miss']} and {wording.plural['alarm']}"
    yield Choice("wrong", both, ":is(.miss, .alarm)", counts["miss"] + counts["alarm"])
    for key, label in wording.plural.items():
        if counts[key] or key != "unlisted":
            yield Choice(key, label, f".{key}", counts[key])


def _part(document: Document, outcomes: Sequence[Outcome], families: Sequence[str], wording: _Wording) -> Part:
    facts = [document.id or "", document.request.outlet or "", document.request.published or ""]
    facts += ["" if document.language == "und" else document.language]
    facts += ["" if document.is_exhaustive else "not coded exhaustively"]
    tally = [
        f"{sum(_CLASSES[o.kind] == key for o in outcomes)} {label}"
        for key, label in wording.plural.items()
        if any(_CLASSES[o.kind] == key for o in outcomes)
    ]
    line = ". ".join(filter(None, (", ".join(filter(None, facts)), ", ".join(tally))))
    numbers = {family: number for number, family in enumerate(families, start=1)}
    return Part(document.name, line, tuple(_item(document, outcome, numbers, wording) for outcome in outcomes))


def _item(document: Document, outcome: Outcome, numbers: Mapping[str, int], wording: _Wording) -> Item:
    sides = _sides(outcome)
    start, end = min(s.start for s in sides), max(s.end for s in sides)
    before, after = around(document.body, start, end)
    named = zip(wording.sides, (outcome.record, outcome.claim), strict=True)
    fields = [(name, _fields(coded)) for name, coded in named if coded is not None]
    if len(fields) == 2 and fields[0][1] == fields[1][1]:
        fields = [(wording.together, fields[0][1])]
    return Item(
        kind=_CLASSES[outcome.kind],
        label=wording.labels[outcome.kind],
        families=tuple(sorted({numbers[s.family] for s in sides})),
        before=before,
        words=tuple(_runs(document, outcome, start, end)),
        after=after,
        fields=tuple(fields),
        note=f"Differs in {', '.join(outcome.differing)}." if outcome.differing else outcome.note,
    )


def _sides(outcome: Outcome) -> list[Coded]:
    return [coded for coded in (outcome.record, outcome.claim) if coded is not None]


def _runs(document: Document, outcome: Outcome, start: int, end: int) -> Iterator[tuple[str, str]]:
    """The words from start to end, cut where either side's begin or end, each run with whose it is."""
    sides = {"gold": outcome.record, "claim": outcome.claim}
    cuts = sorted({start, end, *(at for coded in _sides(outcome) for at in (coded.start, coded.end))})
    if not document.body:
        yield outcome.shown.words, " ".join(name for name, coded in sides.items() if coded is not None)
        return
    for first, last in pairwise(cuts):
        whose = [name for name, c in sides.items() if c is not None and c.start <= first and last <= c.end]
        yield document.body[first:last], " ".join(whose)


def _fields(coded: Coded) -> str:
    """``visit, occurred; visitor OMN, host KEN; 2021-03-02``."""
    kind = coded.type or f"a type of {'/'.join(coded.families)}"
    status = f"not {coded.status}" if coded.negated else coded.status
    parties: dict[str, list[str]] = {}
    for role, actor in sorted(coded.parties):
        parties.setdefault(role, []).append(actor)
    who = ", ".join(f"{role} {'+'.join(actors)}".strip() for role, actors in parties.items())
    return "; ".join(filter(None, (f"{kind}, {status}", who or "no parties", _when(coded))))


def _when(coded: Coded) -> str:
    if coded.date is None:
        return "undated"
    first, last = coded.date
    if first == last:
        return str(first)
    return f"{first or '…'} to {last or '…'}"
