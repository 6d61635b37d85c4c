"""On whom each claim rests, taken by itself: the far end of its chain, or the document in which it stands."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date as Day  # noqa: N812 - as in the nouns

from foedera.codebook import Codebook
from foedera.model import Attribution, Claim, Text
from foedera.model import Voice as Manner
from foedera.sourcing.credits import credited
from foedera.sourcing.naming import PERSONS, Register, Voice
from foedera.sourcing.settings import Settings, settings_of

__all__ = ["Document", "Rest", "Sources", "with_ends"]


@dataclass(frozen=True, slots=True)
class Document:
    """What is known of who speaks in a document: its voices where it names nobody else."""

    id: str
    label: str
    outlet: Voice | None
    authors: tuple[Voice, ...]
    agency: Voice | None
    credit: str  # the words that name the agency
    published: Day | None = None

    @property
    def own(self) -> tuple[Voice, ...]:
        """On whom its own words rest. An agency's story rests on the agency alone."""
        if self.agency is not None:
            return (self.agency,)
        return tuple(v for v in (self.outlet, *self.authors) if v is not None)

    @property
    def voices(self) -> tuple[Voice, ...]:
        """By whom others may cite it."""
        return tuple(v for v in (self.outlet, *self.authors, self.agency) if v is not None)


@dataclass(frozen=True, slots=True)
class Rest:
    """A claim with those on whom it may rest.

    ``ends`` are the voices at the far end, several where the words cite several side by side; none where the claim
    is the document's own. ``cites`` are all that its chain names beyond the document.
    """

    claim: Claim
    document: Document
    ends: tuple[tuple[Voice, str], ...]  # with the words as printed
    cites: tuple[Voice, ...]

    @property
    def is_own(self) -> bool:
        return not self.ends

    @property
    def voices(self) -> tuple[Voice, ...]:
        """On whom it rests, once ``with_ends`` has chosen."""
        return self.document.own if self.is_own else (self.ends[0][0],)


class Sources:
    """The documents and claims of a record as those who speak in them; names are resolved once."""

    def __init__(self, codebook: Codebook, texts: Mapping[str, Text], claims: Iterable[Claim]) -> None:
        self.settings: Settings = settings_of(codebook)
        self.codebook = codebook
        self.texts = texts
        self.register = Register(codebook, outlets={t.outlet for t in texts.values() if t.outlet})
        self._documents: dict[str, Document] = {}
        self._cited: dict[tuple[str, str, str | None], Voice] = {}
        self._openings: dict[str, list[Attribution]] = defaultdict(list)  # the near ends of the chains of each text
        for claim in claims:
            if claim.attribution:
                self._openings[claim.text_id].append(claim.attribution[0])

    def rest(self, claim: Claim) -> Rest:
        text = self.texts.get(claim.text_id)
        document = self._document(claim.text_id, text)
        named = self._beyond(claim, text)
        mine = {v.place for v in document.voices}
        links = [(link, self._voice(link)) for link in named]
        links = [(link, voice) for link, voice in links if voice.place not in mine]
        ends = links if claim.voice is Manner.CITED else links[-1:]
        if claim.voice is Manner.REPORTEDLY and len(links) > 1 and not links[-1][1].is_named:
            ends = links[-2:-1]  # hearsay is a manner of speaking, not a speaker
        return Rest(
            claim,
            document,
            tuple((voice, link.as_printed or link.name) for link, voice in ends),
            tuple(voice for _, voice in links),
        )

    def _voice(self, link: Attribution) -> Voice:
        key = (link.kind, link.name, link.actor)
        if key not in self._cited:
            self._cited[key] = self.register.cited(link)
        return self._cited[key]

    def _document(self, text_id: str, text: Text | None) -> Document:
        known = self._documents.get(text_id)
        if known is None:
            known = self._unread(text_id) if text is None else self._read(text)
            self._documents[text_id] = known
        return known

    def _unread(self, text_id: str) -> Document:
        """A document that is not at hand: the near end of its claims' chains is all that is known of it."""
        near = min(self._openings.get(text_id, ()), key=_order, default=None)
        outlet = self._voice(near) if near is not None else None
        return Document(text_id, f"document {text_id}", outlet, (), None, "")

    def _read(self, text: Text) -> Document:
        name = self.register.publisher(text)
        links = [each for each in self._openings.get(text.id, ()) if each.name == text.outlet]
        agency = credited(text, self.register, self.settings.credits)
        return Document(
            text.id,
            _label(text),
            self.register.outlet(name, min(links, key=_order, default=None)) if name else None,
            tuple(self.register.author(n) for n in self.register.authors(text) if not self.register.is_agency(n)),
            agency[0] if agency else None,
            agency[1] if agency else "",
            text.published.first if text.published else None,
        )

    def _beyond(self, claim: Claim, text: Text | None) -> Sequence[Attribution]:
        """The chain without the document's own publisher and author."""
        if text is None:
            return claim.attribution[1:]
        chain = list(claim.attribution)
        for own in (text.outlet, text.author):
            if own and chain and chain[0].name.casefold() == own.casefold():
                chain = chain[1:]
        return chain


def _order(link: Attribution) -> tuple[str, str, str]:
    return link.kind, link.name, link.actor or ""


def with_ends(rests: Sequence[Rest]) -> list[Rest]:
    """Each with one end at most: of several sources cited side by side the one on which most other claims rest, the
    last named among equals. So a sentence that cites two does not make these two one."""
    shared = Counter(key for r in rests for key in {v.key for v, _ in r.ends} | {v.key for v in r.voices if r.is_own})
    chosen = []
    for rest in rests:
        weights = [(shared[voice.key], at) for at, (voice, _) in enumerate(rest.ends)]
        chosen.append(replace(rest, ends=(rest.ends[max(weights)[1]],)) if len(weights) > 1 else rest)
    return _with_full_names(chosen)


def _with_full_names(rests: Sequence[Rest]) -> list[Rest]:
    """A person named by the last name alone is the one who is named in full, where the event knows just one."""
    persons = {v.key for r in rests for v in (*r.document.authors, *r.voices) if v.kind in PERSONS}
    full: dict[str, set[str]] = defaultdict(set)
    for key in persons:
        _, _, last = key.rpartition(" ")
        if last:
            full[f"name:{last}"].add(key)
    out = []
    for rest in rests:
        keys = full[rest.ends[0][0].key] if rest.ends else set()
        if len(keys) != 1:
            out.append(rest)
            continue
        voice, printed = rest.ends[0]
        key = min(keys)
        out.append(replace(rest, ends=((replace(voice, key=key, place=key), printed),)))
    return out


def _label(text: Text, longest: int = 60) -> str:
    """How a reason names a document."""
    title = " ".join((text.title or "").split())
    if len(title) > longest:
        title = title[:longest].rsplit(" ", 1)[0] + " ..."
    when = text.published.first.isoformat() if text.published else None
    known = ", ".join(part for part in (text.outlet, when) if part)
    if title:
        return f'"{title}"' + (f" ({known})" if known else "")
    return f"the document {text.path or text.url or text.id}" + (f" ({known})" if known else "")
