"""Claims of texts nobody tuned to, read by a language-model reader and marked right or wrong.

``data/readings/*.jsonl`` has a row a claim: the collection and document it was made of, its type, span, parties and
status, the verdict and the kind of fault; no words of the texts, which are not ours. ``python -m benchmarks.readings``
prints the tally; ``--sheet FILE --number N --seed S`` draws N claims at random and writes them out to be read, each in
its context: of those that nobody has read yet, or with ``--uniform`` of all that the coder makes. Only a uniform draw
says how good the coder is as it stands, for what is left unread is the harder part; what has been read twice counts
once in the fit of the weights, as the last reading has it. ``--collection`` names one to draw from instead of both.
It needs ``../shared/corpus`` for the texts.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.material import ROOT, SHARED
from foedera.codebook import Codebook, load
from foedera.coding.rules import RuleCoder
from foedera.model import Claim, Text
from foedera.reading import Request, read_all, requests

FOLDER = ROOT / "benchmarks" / "data" / "readings"
CORPUS = SHARED / "corpus"
COLLECTIONS = ("wikinews", "white-house-foreign")
AROUND = 350  # code points of context shown on each side

_Key = tuple[str, str, str, int, int, str]  # collection, document, type, start, end, roles


@dataclass(frozen=True, slots=True)
class Mark:
    """What a reader said of one claim."""

    round: str
    document: str
    type: str
    start: int
    end: int
    roles: str  # "host=KEN|visitor=OMN"
    is_right: bool
    why: str


def roles_of(claim: Claim) -> str:
    return "|".join(sorted(f"{r.role}={r.actor}" for r in claim.roles))


def marks() -> Iterator[tuple[str, Mark]]:
    """Every mark with its collection, in order of file and row."""
    for file in sorted(FOLDER.glob("*.jsonl"), key=lambda f: (number_of(f.stem), f.stem)):
        for line in file.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            mark = Mark(
                file.stem,
                row["document"],
                row["type"],
                row["start"],
                row["end"],
                row["roles"],
                row["right"],
                row["why"],
            )
            yield row["collection"], mark


def number_of(name: str) -> int:
    """The number of a reading: 11 of "11-uniform-other-readers"."""
    return int(name.partition("-")[0])


def by_collection(*, last: int | None = None) -> dict[str, dict[str, list[Mark]]]:
    """The marks by collection and document; only collections that are there to be coded, and no reading after the
    ``last``."""
    found: dict[str, dict[str, list[Mark]]] = defaultdict(lambda: defaultdict(list))
    for collection, mark in marks():
        is_asked = last is None or number_of(mark.round) <= last
        if is_asked and (CORPUS / f"{collection}.jsonl").is_file():
            found[collection][mark.document].append(mark)
    return found


def texts(collection: str, book: Codebook, *, only: Collection[str] | None = None) -> Iterator[tuple[Text, str]]:
    """The texts of a collection with their ids, in order."""
    words = book.language("en")["reading"]
    rows = requests([], [CORPUS / f"{collection}.jsonl"])
    asked = [r for r in rows if isinstance(r, Request) and (only is None or r.id in only)]
    for request, outcome in zip(asked, read_all(asked, words), strict=True):
        if isinstance(outcome, Text):
            yield outcome, str(request.id)


def verdict_on(claim: Claim, given: Sequence[Mark]) -> bool | None:
    """What a reader last said of this very claim: of one type, the same parties and overlapping words."""
    roles = roles_of(claim)
    for mark in reversed(given):
        overlap = min(mark.end, claim.quote.end) - max(mark.start, claim.quote.start)
        if mark.type == claim.type and mark.roles == roles and overlap > 0:
            return mark.is_right
    return None


def tally(book: Codebook) -> Iterator[str]:
    """The tally of each round, by group, as lines of a table."""
    yield "| reading | collection | events | structure | assessments | all |"
    yield "| --- | --- | ---: | ---: | ---: | ---: |"
    counts: dict[tuple[str, str], Counter[tuple[str, bool]]] = defaultdict(Counter)
    for collection, mark in marks():
        group = book.families[book.types[mark.type].family].group
        counts[mark.round, collection][group, mark.is_right] += 1
    for (name, collection), found in sorted(counts.items(), key=lambda c: (number_of(c[0][0]), c[0])):
        cells = [_cell(found, [group]) for group in ("event", "structure", "assessment")]
        yield f"| {name} | {collection} | {' | '.join([*cells, _cell(found, ['event', 'structure', 'assessment'])])} |"


def _cell(found: Mapping[tuple[str, bool], int], groups: Sequence[str]) -> str:
    right = sum(found.get((g, True), 0) for g in groups)
    read = right + sum(found.get((g, False), 0) for g in groups)
    return f"{right} of {read}" + (f" ({right / read:.0%})" if read else "")


def sheet(to: Path, book: Codebook, *, number: int, seed: int, uniform: bool, collections: Sequence[str]) -> str:
    """Draw claims at random and write them out to be read, their keys beside them; says how many had been read before.

    ``uniform``: of all claims that the coder makes; else of those not read yet.
    """
    given = by_collection()
    made = [(key, text, claim) for name in collections for key, text, claim in _made(name, book)]
    read = {key for key, _, claim in made if verdict_on(claim, given.get(key[0], {}).get(key[1], ())) is not None}
    drawn = [m for m in made if uniform or m[0] not in read]
    random.Random(seed).shuffle(drawn)
    drawn = drawn[:number]
    _write(to, sorted(drawn, key=lambda d: d[0]))
    before = sum(key in read for key, _, _ in drawn)
    return f"{len(drawn)} of {len(made)} claims, {before} of them read before."


def _made(collection: str, book: Codebook) -> Iterator[tuple[_Key, Text, Claim]]:
    """Every claim that the coder makes of a collection."""
    coder = RuleCoder(book)
    for text, name in texts(collection, book):
        for claim in coder.code(text):
            yield (collection, name, claim.type, claim.quote.start, claim.quote.end, roles_of(claim)), text, claim


def _write(to: Path, drawn: Sequence[tuple[_Key, Text, Claim]]) -> None:
    lines, keys = [], []
    for at, (key, text, claim) in enumerate(drawn):
        start, end = claim.quote.start, claim.quote.end
        words = f"{text.body[max(0, start - AROUND) : start]}⟦{claim.quote.exact}⟧{text.body[end : end + AROUND]}"
        roles = "; ".join(f"{r.role} {r.actor} ({r.mention})" for r in claim.roles)
        status = f"{claim.status}{' NEGATED' if claim.negated else ''}"
        head = f"[{at}] {claim.type} | {status} | {roles} | {claim.confidence} | {text.title}, {text.outlet}"
        lines.append(f"{head}\n    {' '.join(words.split())}\n")
        names = ("collection", "document", "type", "start", "end", "roles")
        keys.append(json.dumps({"n": at, **dict(zip(names, key, strict=True)), "right": None, "why": ""}))
    to.write_text("\n".join(lines), encoding="utf-8")
    to.with_suffix(".jsonl").write_text("\n".join(keys) + "\n", encoding="utf-8")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--sheet", type=Path)
    options.add_argument("--number", type=int, default=200)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--uniform", action="store_true", help="draw from all claims, not only from those never read")
    options.add_argument("--collection", action="append", help="draw from this one; may be given again")
    asked = options.parse_args()
    book = load()
    if asked.sheet:
        names = asked.collection or COLLECTIONS
        print(sheet(asked.sheet, book, number=asked.number, seed=asked.seed, uniform=asked.uniform, collections=names))
    else:
        print("\n".join(tally(book)))


if __name__ == "__main__":
    main()
