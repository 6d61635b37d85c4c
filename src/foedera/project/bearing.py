"""Judgements of a record with the claims that bear them now, and documents whose corrections have changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from foedera.decisions import in_force
from foedera.judging import Anchored, about, anchored
from foedera.model import Claim, Judgement, Text
from foedera.project.knowing import corrected

if TYPE_CHECKING:
    from foedera.codebook import Codebook
    from foedera.store import Known, Store

__all__ = ["anchored_in", "anchored_near", "bearing_judgements", "documents_of", "keep_recoded", "recoded"]


def anchored_in(store: Store, judgements: Iterable[Judgement], claims: Sequence[Claim]) -> Anchored:
    """``judging.anchored`` on the texts of the record; only those are loaded in which words must be looked for."""
    words = list(judgements)
    named = {c.id for c in claims}
    versions = store.versions()
    wanted = {
        versions.get(anchor.text_id, anchor.text_id)
        for each in words
        for name, anchor in zip(about(each), each.anchors, strict=False)
        if name not in named
    }
    texts = {text.id: text for text in store.texts(wanted)} if wanted else {}
    return anchored(words, claims, texts, versions)


def bearing_judgements(store: Store) -> list[Judgement]:
    """The judgements of a record, each on the claims that bear it now."""
    words = store.judgements()
    return list(anchored_in(store, words, store.claims(as_coded=True)).judgements) if words else []


def anchored_near(store: Store, documents: Collection[str]) -> Anchored:
    """The judgements on claims of these documents, and those not about claims: enough to lay them over those claims,
    without the rest of the record."""
    from foedera.store import Filter

    versions, wanted = store.versions(), set(documents)
    claims = store.claims(Filter(documents=tuple(sorted(wanted))))
    names = {c.id for c in claims}
    near = [
        each
        for each in store.judgements()
        if not (named := about(each))
        or names.intersection(named)
        or any(versions.get(a.text_id, a.text_id) in wanted for a in each.anchors)
    ]
    return anchored_in(store, near, claims)


def recoded(
    store: Store, documents: Iterable[str], judgements: Sequence[Judgement], book: Codebook
) -> list[tuple[Known, Text, list[Claim]]]:
    """Those documents of the record, as ``judgements`` correct them and with the claims that they give then."""
    from foedera import coding

    words = in_force(judgements)
    found = []
    for document in sorted(set(documents)):
        known = store.known(document)
        if known is None or known.is_superseded:  # keeping an earlier version would put it in place of the later
            continue
        text = corrected(known.read, [j for j in words if (j.subject, j.subject_id) == ("document", document)])
        if text != known.text:
            found.append((known, text, coding.code(text, book)))
    return found


def keep_recoded(store: Store, found: Iterable[tuple[Known, Text, list[Claim]]], codebook: str) -> None:
    for known, text, claims in found:
        store.keep(text, claims, codebook=codebook, read=known.read, given=known.given)


def documents_of(judgements: Iterable[Judgement], among: Mapping[str, Judgement]) -> set[str]:
    """The documents that these judgements correct, or whose corrections they undo, at whatever remove."""
    found = set()
    for each in judgements:
        seen: set[str] = set()
        target = each
        while target.subject == "judgement" and target.id not in seen and target.subject_id in among:
            seen.add(target.id)
            target = among[target.subject_id]
        if target.subject == "document" and target.verdict == "correct":
            found.add(target.subject_id)
    return found
