"""What a person means by the name of a claim, an event, an actor, a source or a judgement."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from foedera.errors import NotFoundError, UsageError
from foedera.model import Claim, Judgement, Text
from foedera.project.desknouns import Graded

if TYPE_CHECKING:
    from foedera.codebook import Codebook

__all__ = ["actor_named", "judgement_named", "only", "source_named", "sources_met"]


def only(found: Sequence[tuple[str, str]], reference: str, what: str, where: Path) -> tuple[str, str]:
    """The one (kind, id) found. NotFoundError where there is none, UsageError where the reference may mean several."""
    if not found:
        raise NotFoundError(f"no {what} '{reference}' in {where}. Look for it with: foedera search, claims, events")
    if len(found) > 1:
        listed = ", ".join(f"{kind} {name}" for kind, name in found[:5]) + (" ..." if len(found) > 5 else "")
        raise UsageError(f"'{reference}' may mean {len(found)} things: {listed}. Give more of the id.")
    return found[0]


def judgement_named(reference: str, judgements: Iterable[Judgement]) -> Judgement:
    """The one judgement whose id begins so."""
    found = [j for j in judgements if reference and j.id.startswith(reference)]
    if not found:
        raise NotFoundError(f"no judgement '{reference}'. See: foedera judge list")
    if len(found) > 1:
        raise UsageError(f"'{reference}' may mean {len(found)} judgements. Give more of the id.")
    return found[0]


def actor_named(reference: str, book: Codebook, met: Collection[str]) -> str:
    """An actor of the codebook by code or name, or one that claims of the record name. NotFoundError where neither."""
    name = reference.strip()
    if name in met:
        return name
    folded = {actor.casefold(): actor for actor in sorted(met, reverse=True)}
    try:
        return book.actor(name)
    except NotFoundError:
        if name.casefold() in folded:
            return folded[name.casefold()]
        raise


def source_named(reference: str, book: Codebook, met: Iterable[str]) -> str:
    """The id of a source of the codebook by id or name, or the name of one met in the record."""
    name = " ".join(reference.split())
    from foedera import sourcing

    known = sourcing.Register(book).identity(name)
    if known in book.sources:
        return known
    folded = {each.casefold(): each for each in sorted(met, reverse=True)}
    if name.casefold() in folded:
        return folded[name.casefold()]
    from rapidfuzz import fuzz, process

    near = process.extract(
        name.casefold(), sorted({*folded, *book.source_names}), scorer=fuzz.ratio, limit=3, score_cutoff=60
    )
    hint = f" Near: {', '.join(match[0] for match in near)}." if near else ""
    raise NotFoundError(f"no source '{name}' in the record or the codebook. See: foedera sources.{hint}")


def sources_met(
    texts: Sequence[Text], claims: Sequence[Claim], judgements: Iterable[Judgement], book: Codebook
) -> list[Graded]:
    """The sources that publish the texts or that claims name, with the grades that people gave them, by name.

    ``claims`` counts those that a source publishes or is cited for; a source that nobody graded has the grade that
    the codebook gives it, which is F, cannot be judged, in the packaged one.
    """
    from foedera import sourcing

    known = sourcing.Register(book)
    documents: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    names: dict[str, str] = {}

    @cache
    def key(name: str) -> str:
        found = known.identity(name)
        names[found] = min(names.get(found, name), name)
        return found

    published = {t.id: key(" ".join(t.outlet.split())) for t in texts if t.outlet and t.outlet.strip()}
    documents.update(published.values())
    for claim in claims:
        said = {(key(" ".join(a.name.split())), a.kind) for a in claim.attribution if a.name.strip()}
        for at, kind in said:
            kinds[at][kind] += 1
        counts.update({at for at, _ in said} | ({published[claim.text_id]} if claim.text_id in published else set()))
    grades = sourcing.history(judgements, book)
    for at, given in grades.items():
        names.setdefault(at, given[-1].subject_id)
    found = []
    for at in sorted(names):
        source, history = book.sources.get(at), grades.get(at, ())
        likely = min(kinds[at].items(), key=lambda kind: (-kind[1], kind[0]))[0] if kinds[at] else "unknown"
        found.append(
            Graded(
                id=at if source else names[at],
                name=source.name if source else names[at],
                kind=source.kind if source else likely,
                country=source.country if source else None,
                owner=source.owner if source else None,
                documents=documents[at],
                claims=counts[at],
                reliability=history[-1].values["reliability"] if history else source.reliability if source else "F",
                by=history[-1].who if history else None,
                history=history,
            )
        )
    return sorted(found, key=lambda s: (s.name.casefold(), s.id))
