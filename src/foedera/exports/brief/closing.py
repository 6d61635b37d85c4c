"""What the record does not tell, and the sources with every quote that the brief stands on."""

from __future__ import annotations

from collections.abc import Sequence

from foedera.exports.brief.figures import instruments
from foedera.exports.brief.parts import Document, Evidence, Part, Sentence, leading
from foedera.exports.brief.scope import Scope
from foedera.exports.brief.sentences import around
from foedera.exports.brief.templates import fill
from foedera.exports.brief.wording import Wording
from foedera.model import Claim, Event, Status, Text

__all__ = ["documents", "silence"]


def silence(scope: Scope, words: Wording) -> Part:
    """Pairs and instruments without a claim, undated documents, impossible dates, thin and hypothetical events."""
    sentences = [
        *_empty_pairs(scope, words),
        *_thin_events(scope, words),
        *_waiting(scope, words),
        *_documents(scope, words),
        *_unreadable(scope, words),
    ]
    return Part("silence", words.heading("silence"), tuple(sentences))


def _empty_pairs(scope: Scope, words: Wording) -> list[Sentence]:
    read = words.counted("document", len(scope.dossier.texts))
    found = []
    for partner in scope.partners:
        events = scope.with_partner[partner]
        empty = [i.label for i in instruments(words) if not any(i.holds(e) for e in events)]
        if empty and not scope.is_empty:
            named = "; ".join(empty).lower() if events else words.line("any_instrument").lower()
            said = words.line("silence_pair", partner=words.label(partner), instruments=named)
            found.append(Sentence(said, looked_at=read))
    return found


def _thin_events(scope: Scope, words: Wording) -> list[Sentence]:
    events = [*scope.shared, *scope.alone]
    if not events:
        return []
    single = [e for e in events if scope.told_by(e) == 1]
    undated = [e for e in events if e.date is None]
    supposed = [e for e in events if e.status is Status.HYPOTHETICAL]
    through = {e.id: e for held in scope.through_group.values() for e in held}
    known = (
        ("silence_single", single, len(events)),
        ("silence_undated_events", undated, len(events)),
        ("silence_hypothetical", supposed, len(events)),
        ("silence_unlocated", list(through.values()), len(events)),
    )
    return [
        leading(words.line(name, n=len(held), all=total, actor=words.actor(scope.actor)), _claims(held), "instruments")
        for name, held, total in known
        if held
    ]


def _claims(events: Sequence[Event]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(c for e in events for c in e.claims))


def _waiting(scope: Scope, words: Wording) -> list[Sentence]:
    """Claims that do not count, of which the brief says nothing else."""
    if not scope.dossier.waiting:
        return []
    claims = words.counted("claim_waiting", scope.dossier.waiting)
    return [Sentence(words.line("silence_waiting", claims=claims), looked_at=claims)]


def _documents(scope: Scope, words: Wording) -> list[Sentence]:
    found = []
    for text in scope.dossier.texts:
        title = title_of(text, words)
        if text.published is None:
            found.append(Sentence(words.line("silence_undated", title=title), looked_at=text.id))
        found += [
            Sentence(words.line("silence_note", title=title, message=note.message), looked_at=text.id)
            for note in text.notes
        ]
    return found


def _unreadable(scope: Scope, words: Wording) -> list[Sentence]:
    failures = scope.dossier.failures
    if not failures:
        return [Sentence(words.line("not_readable_none"), looked_at=str(len(scope.dossier.texts)))]
    return [
        Sentence(words.line("silence_read", path=_base(f.path), message=f.message), looked_at=f.path) for f in failures
    ]


def _base(path: str) -> str:
    return path.replace("\\", "/").rsplit("/", 1)[-1]


# Sources


def title_of(text: Text, words: Wording) -> str:
    """The title, or that there is none and where the text came from."""
    if text.title:
        return " ".join(text.title.split())
    origin = text.outlet or (_base(text.path) if text.path else text.id)
    return f"{words.line('no_title')} ({origin})"


def documents(scope: Scope, words: Wording, cited: Sequence[Claim]) -> tuple[Document, ...]:
    """The documents in the order of their dates, undated last, with the cited quotes numbered through."""
    number = 0
    found = []
    for text in sorted(
        scope.dossier.texts, key=lambda t: (t.published is None, t.published and t.published.first, t.id)
    ):
        listed = []
        for claim in sorted(
            (c for c in cited if c.text_id == text.id), key=lambda c: (c.quote.start, c.quote.end, c.id)
        ):
            number += 1
            listed.append(_evidence(words, text, claim, number))
        found.append(
            Document(
                id=text.id,
                title=title_of(text, words),
                line=_bibliographic(words, text),
                address=text.url or (_base(text.path) if text.path else ""),
                notes=tuple(note.message for note in text.notes),
                evidence=tuple(listed),
            )
        )
    return tuple(found)


def _bibliographic(words: Wording, text: Text) -> str:
    lines = words.data["lines"]
    dated = lines["document_undated"]
    if text.published is not None:
        basis = text.published.basis or "–"
        dated = fill(lines["document_date"], {"date": words.date(text.published), "basis": basis})
    return ", ".join(dict.fromkeys(p for p in (text.author, text.outlet, dated) if p))


def _evidence(words: Wording, text: Text, claim: Claim, number: int) -> Evidence:
    block = text.block_at(claim.quote.start)
    place = words.line(
        "place",
        locator=(block.locator if block and block.locator else words.line("page")),
        start=claim.quote.start,
        end=claim.quote.end,
    )
    before, after = around(text, claim.quote)
    return Evidence(
        claim=claim.id,
        number=number,
        exact=" ".join(claim.quote.exact.split()),
        before=before,
        after=after,
        place=place,
        says=words.says(claim),
        chain=words.chain(claim),
    )
