"""Whose name a name is: sources of the codebook, and what they speak for or belong to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from foedera.codebook import Codebook
from foedera.model import Attribution, Source, Text
from foedera.sourcing.folding import folded, without_leading, without_titles
from foedera.sourcing.settings import settings_of

__all__ = ["JOINT", "NAMED", "PERSONS", "UNNAMED", "Register", "Voice"]

UNNAMED = "unnamed"
JOINT = "joint"
PERSONS = frozenset({"expert", "official"})
NAMED = "name:"  # before the ids of sources that the codebook does not know
_GROUP = "GRP:"


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who says things.

    ``key`` is shared by all who are held to be one origin: those who speak for one state or body, and what one owner
    owns. ``place`` tells them apart again: the one outlet, the one person. ``holder`` is the state, body or owner.
    """

    key: str
    place: str
    name: str
    kind: str
    source: str | None = None
    holder: str | None = None
    relays: bool = False  # passes on what others say, and may name them

    @property
    def is_named(self) -> bool:
        """False where it is not told who it is: "officials", "both ministries"."""
        return self.key not in (UNNAMED, JOINT)

    @property
    def speaks_for(self) -> str | None:
        """The state or body as an actor, where the voice is theirs."""
        return self.key.removeprefix("actor:") if self.key.startswith("actor:") else None


class Register:
    """Resolves names; built once from a codebook, a few thousand names, and the outlets of the record."""

    def __init__(self, codebook: Codebook, *, outlets: Iterable[str] = ()) -> None:
        self._book = codebook
        self._words = settings_of(codebook)
        self._outlets = {self._bare(name) for name in outlets}
        self._sources: dict[str, str] = {}
        for name, key in sorted(codebook.source_names.items(), key=lambda item: (item[1], item[0])):
            self._sources.setdefault(self._bare(name), key)
        self._bodies = {
            self._bare(name): key for key, body in sorted(codebook.organisations.items()) for name in body.names
        }
        self._peoples = {
            folded(name) for s in codebook.states.values() for name in (*s.names, *s.adjectives, *s.prefixes)
        } | {folded(name) for g in codebook.groups.values() for name in (*g.names, *g.adjectives)}

    def source(self, name: str) -> Source | None:
        """The source of the codebook that bears the name: case, accents, marks, a leading article and a trailing
        "News Agency" do not count. Nothing is guessed: another spelling is another name."""
        bare = self._bare(name)
        key = self._sources.get(bare) or self._sources.get(self._without_agency(bare))
        if key is None and "(" in name:
            key = self._sources.get(self._bare(name.partition("(")[0]))
        if key is None:
            person = self._sources.get(without_titles(bare, self._words.titles))
            key = person if person and self._book.sources[person].kind in PERSONS else None
        return self._book.sources[key] if key else None

    def identity(self, name: str) -> str:
        """The id of the source that bears the name, or is it; for others the id that the name gives."""
        if name in self._book.sources or name.startswith(NAMED):
            return name
        source = self.source(name)
        return source.id if source is not None else NAMED + self._bare(name)

    def is_agency(self, name: str) -> bool:
        source = self.source(name)
        if source is not None and source.id in self._words.credits.agencies:
            return True
        bare = self._bare(name)
        return any(bare.endswith(" " + words) for words in self._words.credits.agency_words)

    def is_unnamed(self, name: str, kind: str) -> bool:
        """ "US officials", "a diplomat", "Peruvian media": nobody in particular."""
        words = folded(name).split()
        if not words or not any(ch.isupper() or (ch.isalpha() and not ch.islower()) for ch in name):
            return True
        if words[-1] not in self._words.unnamed:
            return False
        return kind not in self._words.relays or kind in PERSONS or " ".join(words[:-1]) in self._peoples

    def cited(self, link: Attribution) -> Voice:
        """Who a link of a chain is."""
        source = self.source(link.name)
        if source is not None:
            return self._of_source(source)
        if link.actor and not link.actor.startswith(_GROUP) and link.kind in self._words.speaks_for:
            return self._of_actor(link.actor, link.name, link.kind, None)
        body = self._bodies.get(self._bare(link.name))
        if body is not None:
            return self._of_actor(body, link.name, link.kind, None)
        if self._bare(link.name) in self._outlets:  # whatever the words of its name, or the coder, make of it
            return self._of_name(link.name, "media")
        if self.is_unnamed(link.name, link.kind):
            if link.kind == "document":
                key = f"document:{self._bare(link.name)}"
                return Voice(key, key, link.name, "document")
            if folded(link.name).split()[:1] and folded(link.name).split()[0] in self._words.joint:
                return Voice(JOINT, JOINT, link.name, link.kind)
            return Voice(UNNAMED, UNNAMED, link.name, link.kind)
        return self._of_name(link.name, link.kind)

    def outlet(self, name: str, link: Attribution | None) -> Voice:
        """A publisher; ``link`` is what the coder made of it, where it did."""
        source = self.source(name)
        if source is not None:
            return self._of_source(source)
        if self.is_agency(name):  # by its own name a medium, whatever the coder took it for
            return self._of_name(name, "media")
        if link is not None and link.actor and link.kind in self._words.speaks_for:
            return self._of_actor(link.actor, name, link.kind, None)
        body = self._bodies.get(self._bare(name))
        if body is not None:
            return self._of_actor(body, name, link.kind if link else "government", None)
        return self._of_name(name, link.kind if link and link.kind in self._words.relays else "media")

    def author(self, name: str) -> Voice:
        source = self.source(name)
        return self._of_source(source) if source is not None else self._of_name(name, "expert")

    def authors(self, text: Text) -> Sequence[str]:
        """The names in a text's author field, without those that name nobody or the outlet itself."""
        if not text.author:
            return ()
        outlet = self._bare(text.outlet) if text.outlet else ""
        names = [part.strip(" .") for part in self._words.between_authors.split(text.author)]
        kept = {
            without_titles(folded(n), self._words.titles): n
            for n in names
            if (bare := self._bare(n)) and bare not in self._words.nobody and bare != outlet
            and not (outlet and outlet in bare)  # "the staff of the Lagoon Times"
            and folded(n) not in self._words.titles
        }  # fmt: skip
        return tuple(kept.values())

    def publisher(self, text: Text) -> str | None:
        """The outlet; the host of the address where that is all that is known."""
        if text.outlet and text.outlet.strip():
            return text.outlet
        host = urlsplit(text.url).hostname if text.url else None
        return host.removeprefix("www.") if host else None

    def _bare(self, name: str) -> str:
        return without_leading(folded(name), self._words.articles)

    def _without_agency(self, bare: str) -> str:
        for words in self._words.agency_suffixes:
            if bare.endswith(" " + words):
                return bare.removesuffix(words).strip()
        return bare

    def _of_source(self, source: Source) -> Voice:
        words, owner = self._words, source.owner or source.name
        relays = source.kind in words.relays
        place = f"source:{source.id}"
        body = self._bodies.get(self._bare(owner))
        speaks = source.kind in words.speaks_for or (relays and self._is_of_state(owner))
        if source.country and speaks:
            return self._of_actor(source.country, source.name, source.kind, source, relays=relays)
        if body is not None:
            return self._of_actor(body, source.name, source.kind, source, relays=relays)
        return Voice(f"owner:{self._bare(owner)}", place, source.name, source.kind, source.id, owner, relays)

    def _is_of_state(self, owner: str) -> bool:
        bare = self._bare(owner)
        return bare in self._words.state_owners or bare.startswith(self._words.state_owner_starts)

    def _of_actor(self, actor: str, name: str, kind: str, source: Source | None, *, relays: bool = False) -> Voice:
        place = f"source:{source.id}" if source else f"name:{self._bare(name)}"
        holder = self._book.actor_name(actor)
        return Voice(f"actor:{actor}", place, name, kind, source.id if source else None, holder, relays)

    def _of_name(self, name: str, kind: str) -> Voice:
        bare = self._bare(name)
        bare = without_titles(bare, self._words.titles) if kind in PERSONS else self._without_agency(bare)
        key = f"name:{bare}"
        return Voice(key, key, name, kind, None, None, kind in self._words.relays)
