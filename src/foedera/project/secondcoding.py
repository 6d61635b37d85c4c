"""Two codings of the same claims, laid side by side, and how far they agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from foedera.decisions import DECIDING, standing
from foedera.errors import UsageError
from foedera.judging import applied
from foedera.judging.fields import amount_told, difference, told
from foedera.model import Claim, Judgement, Part
from foedera.project.desknouns import Coding, Difference, Field

if TYPE_CHECKING:
    from foedera.codebook import Codebook

__all__ = ["FIELDS", "Twice", "agreements", "coded_twice", "differences", "settlement"]

FIELDS = ("verdict", "type", "status", "negated", "date", "place", "voice", "roles", "amounts", "attributes")
_UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Twice:
    """A claim with two codings, and the claim as each has it."""

    difference: Difference
    first: Claim
    second: Claim


def coded_twice(claims: Iterable[Claim], judgements: Iterable[Judgement], book: Codebook) -> list[Twice]:
    """The claims, in their order, that a first and a second coder decided; ``judgements`` anchored.

    A coding is all that stands of what was said in that part: the latest verdict, every correction.
    """
    words: dict[str, list[Judgement]] = {}
    for each in standing(judgements):
        if each.subject == "claim" and each.verdict in DECIDING:
            words.setdefault(each.subject_id, []).append(each)
    found = []
    for claim in claims:
        said = words.get(claim.id, ())
        second = [j for j in said if j.part is Part.SECOND]
        if not second:
            continue
        first = [j for j in said if j.part is Part.FIRST and j.who != second[-1].who]
        if first:
            found.append(_twice(claim, first, second, [j for j in said if j.part is Part.ADJUDICATION], book))
    return found


def _twice(
    claim: Claim,
    first: Sequence[Judgement],
    second: Sequence[Judgement],
    settling: Sequence[Judgement],
    book: Codebook,
) -> Twice:
    one, other = _as_coded(claim, first, book), _as_coded(claim, second, book)
    mine, theirs = _coding(one, first), _coding(other, second)
    differing = [f for f in FIELDS[1:] if mine.fields and theirs.fields and mine.fields[f] != theirs.fields[f]]
    if _held(mine) != _held(theirs):
        differing.insert(0, "verdict")
    last = max((first[-1].when, first[-1].id), (second[-1].when, second[-1].id))
    settled = settling[-1] if settling and (settling[-1].when, settling[-1].id) > last else None
    return Twice(Difference(claim, mine, theirs, tuple(differing), settled), one, other)


def _as_coded(claim: Claim, words: Iterable[Judgement], book: Codebook) -> Claim:
    (now,) = applied([claim], [replace(j, part=Part.FIRST) for j in words], book)
    return now


def _coding(claim: Claim, words: Sequence[Judgement]) -> Coding:
    verdict = words[-1].verdict
    if verdict == "accept" and any(j.verdict == "correct" for j in words):
        verdict = "correct"
    fields = dict(_told(claim)) if verdict in ("accept", "correct") else {}
    whys = dict.fromkeys(j.why for j in words if j.why)
    return Coding(words[-1].who, verdict, fields, tuple(j.id for j in words), " ".join(whys))


def _held(coding: Coding) -> str:
    """The verdict as it is compared: a correction holds the claim, and what it changes shows in the fields."""
    return "accept" if coding.verdict == "correct" else coding.verdict


def _told(claim: Claim) -> Iterator[tuple[str, str]]:
    place = claim.place
    yield "type", claim.type
    yield "status", claim.status.value
    yield "negated", "yes" if claim.negated else "no"
    yield "date", told(claim.date) if claim.date else _UNKNOWN
    yield "place", ", ".join(p for p in (place.name, place.country) if p) if place else _UNKNOWN
    yield "voice", claim.voice.value
    yield "roles", "; ".join(sorted({f"{r.role} {r.actor}" for r in claim.roles}))
    yield "amounts", "; ".join(sorted(f"{a.attribute} {amount_told(a)}" for a in claim.amounts)) or "none"
    yield "attributes", "; ".join(f"{k} {v}" for k, v in sorted(claim.attributes.items())) or "none"


def differences(twice: Iterable[Twice], *, settled: bool) -> list[Difference]:
    return [t.difference for t in twice if t.difference.fields and (settled or t.difference.settled is None)]


def settlement(twice: Twice, choice: str, now: Claim, values: Mapping[str, str]) -> tuple[str, Mapping[str, str]]:
    """The verdict and values of the adjudication that makes of the claim as it stands ``now`` what ``choice`` wants."""
    told = {"first": (twice.difference.first, twice.first), "second": (twice.difference.second, twice.second)}
    if choice == "reject" or (choice in told and told[choice][0].verdict == "reject"):
        return "reject", {}
    if choice == "correct":
        return "correct", values
    if choice == "accept":
        wanted = twice.difference.claim
    elif choice in told:
        coding, wanted = told[choice]
        if coding.verdict == "unsure":
            raise UsageError(f"{coding.who} was unsure, and settles nothing. Choose: accept, reject or correct")
    else:
        raise UsageError(f"no choice '{choice}'. Known: first, second, accept, reject, correct.")
    changes = difference(now, wanted)
    return ("correct", changes) if changes else ("accept", {})


def agreements(twice: Iterable[Twice]) -> list[Field]:
    """By field, verdict first: over all claims coded twice, the other fields over those that both coders hold."""
    from foedera.score.chance import alpha_of_table, cohen_kappa

    tables: Mapping[str, Counter[tuple[str, str]]] = {name: Counter() for name in FIELDS}
    for each in twice:
        first, second = each.difference.first, each.difference.second
        tables["verdict"][_held(first), _held(second)] += 1
        if first.fields and second.fields:
            for name in FIELDS[1:]:
                tables[name][first.fields[name], second.fields[name]] += 1
    found = []
    for name, table in tables.items():
        units = table.total()
        same = sum(n for (a, b), n in table.items() if a == b)
        kappa, alpha = cohen_kappa(table), alpha_of_table(table)  # type: ignore[arg-type]
        share = same / units if units else None
        found.append(Field(name, units, _rounded(share), _rounded(kappa), _rounded(alpha)))
    return found


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
