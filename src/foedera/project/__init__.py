"""The conductor: the only place that knows the order of reading, coding, linking and events.

A ``Project`` is a session of work on one record. Its verbs are those of the command line.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from foedera import decisions
from foedera.errors import NotFoundError, UsageError
from foedera.model import Claim, Copy, Dossier, Event, Failure, Forecast, Judgement, Source, Text
from foedera.project import exporting, foreseeing, measuring, releasing
from foedera.project.bearing import bearing_judgements
from foedera.project.days import first_day, interval_of, last_day
from foedera.project.keeping import Added, corrections_of, items, keep, seen_from, to_recode
from foedera.project.knowing import FIELDS, corrected
from foedera.project.naming import only, sources_met
from foedera.project.releasing import verify
from foedera.project.running import code, codebook_of, coded, wanted
from foedera.project.scoring import code_gold, codings, compare_coders, score_gold
from foedera.table import Table

if TYPE_CHECKING:
    from foedera.codebook import Codebook
    from foedera.project.desk import Desk
    from foedera.project.explaining import Why
    from foedera.reading import Request
    from foedera.store import Hit, Store

__all__ = [
    "DATABASE",
    "Added",
    "Project",
    "Removed",
    "code",
    "code_gold",
    "codebook_of",
    "codings",
    "compare_coders",
    "interval_of",
    "open_project",
    "score_gold",
    "verify",
    "wanted",
]

DATABASE = "foedera.db"


@dataclass(frozen=True, slots=True)
class Removed:
    """What went with a document: its claims, the events that rested on nothing else, and those that
    lost support but stand."""

    text: Text
    claims: int
    lost: tuple[Event, ...]
    weakened: tuple[Event, ...]


def open_project(
    path: str | Path = ".", *, codebook: Codebook | Path | str | None = None, create: bool = False
) -> Project:
    """The project in a folder (or with a database of another name), made where ``create``.

    ``codebook`` is a folder laid over the packaged codebook; without it, the one the project last used.
    Raises RecordError where the database is missing, locked, foreign or newer; CodebookError.
    """
    from foedera.store import Store

    path = Path(path)
    database = path if path.suffix == ".db" else path / DATABASE
    if create:
        try:
            database.parent.mkdir(parents=True, exist_ok=True)
        except OSError as bad:
            raise UsageError(f"{database.parent}: the folder cannot be made ({bad.strerror}). Give another.") from bad
    project = Project(Store.open(database, create=create), codebook=codebook)
    if create and codebook is not None:
        project.remember_codebook()
    return project


class Project:
    """A session of work on one record; a context manager. Open it with ``foedera.open``."""

    def __init__(self, store: Store, *, codebook: Codebook | Path | str | None = None) -> None:
        self.store = store
        self._given = codebook
        self._book: Codebook | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self.store.close()

    @property
    def folder(self) -> Path:
        return self.store.path.parent

    @property
    def codebook(self) -> Codebook:
        """The codebook in use: the one given, else the one the project last used, else the packaged one."""
        if self._book is None:
            remembered = self.store.meta("codebook")
            given = self._given if self._given is not None or not remembered else self.folder / remembered
            self._book = codebook_of(given)
        return self._book

    def remember_codebook(self) -> None:
        """Make the codebook folder that was given the project's own."""
        if isinstance(self._given, str | Path):
            _ = self.codebook  # must load before it is worth remembering
            self.store.set_meta("codebook", os.path.relpath(self._given, self.folder))

    # Documents

    def adding(
        self,
        paths: Sequence[str | Path] | str | Path = (),
        *,
        manifests: Sequence[str | Path] = (),
        requests: Sequence[Request | Failure] | None = None,
    ) -> Iterator[Added]:
        """Read, code and keep documents one after the other; each is kept before it is yielded.

        Stopping half-way loses nothing that was yielded, and the same call goes on from there. With
        nothing to read, the texts that another codebook coded are coded again. ``requests``: what
        ``wanted`` made of the same paths and manifests, where it has been asked already.
        """
        if requests is None and (paths or manifests):
            requests = wanted([paths] if isinstance(paths, str | Path) else paths, manifests=manifests)
        self.remember_codebook()
        for manifest in manifests:
            self.store.forget_failure(seen_from(self.store, str(manifest)))
        store, book = self.store, self.codebook
        found = to_recode(store, book) if requests is None else items(store, book, requests)
        for item, claims in coded(found, book):
            yield keep(store, book, item, claims)
        self.resolve()

    def add(
        self, paths: Sequence[str | Path] | str | Path = (), *, manifests: Sequence[str | Path] = ()
    ) -> list[Added]:
        """Read, code and keep documents, and work out the events. Adding twice changes nothing."""
        return list(self.adding(paths, manifests=manifests))

    def remove(self, document: str) -> Removed:
        """Remove a document (by id, path, address or title); judgements on its claims are kept."""
        text = self.store.text(self._document(document))
        self.resolve()
        claims = frozenset(self.store.claim_ids(text.id))
        touched = [e for e in self.store.events() if claims.intersection(e.claims)]
        self.store.remove(text.id)
        self.resolve()
        return Removed(
            text,
            len(claims),
            lost=tuple(e for e in touched if claims.issuperset(e.claims)),
            weakened=tuple(e for e in touched if not claims.issuperset(e.claims)),
        )

    def forget_failure(self, path: str) -> bool:
        """Drop the note that a document could not be read; False where there is none."""
        return self.store.forget_failure(path) or self.store.forget_failure(seen_from(self.store, path))

    def set_document(
        self, document: str, *, values: Mapping[str, str], who: str, why: str = ""
    ) -> tuple[Text, list[Claim]]:
        """Correct title, outlet, author, published or language of a document; what depends on it follows.

        The correction is kept as a judgement; ``unknown`` as a value takes away what reading found.
        Returns the document and its claims as they now stand. Raises NotFoundError and UsageError.
        """
        from foedera import coding
        from foedera.store import now

        if not values:
            raise UsageError(f"nothing to correct. Give at least one of {', '.join(FIELDS)}.")
        if unknown := sorted(set(values) - set(FIELDS)):
            raise UsageError(f"no field '{unknown[0]}' of a document. Known: {', '.join(FIELDS)}.")
        if not who.strip():
            raise UsageError("a correction needs the name of who makes it. Give --who NAME.")
        text_id = self._document(document)
        known = self.store.known(text_id)
        if known is None:
            raise NotFoundError(f"no document '{document}' in {self.store.path}.")
        judgement = Judgement("", "document", text_id, "correct", who.strip(), now(), why, dict(values))
        text = corrected(known.read, [*corrections_of(self.store, text_id), judgement])
        claims = coding.code(text, self.codebook)
        with self.store.together():
            self.store.judge(judgement)
            self.store.keep(text, claims, codebook=self.codebook.version, read=known.read, given=known.given)
        self.resolve()
        return text, claims

    def search(
        self,
        words: str,
        *,
        outlet: str | None = None,
        language: str | None = None,
        since: str | date | None = None,
        until: str | date | None = None,
        with_claims: bool = False,
        limit: int = 20,
    ) -> list[Hit]:
        """Documents that hold all the words, best first, each with the passage that matched."""
        return self.store.search(
            words,
            outlet=outlet,
            language=language,
            since=first_day(since),
            until=last_day(until),
            with_claims=with_claims,
            limit=limit,
        )

    @property
    def desk(self) -> Desk:
        """Where people decide: accept, correct, merge, grade, undo, second coding, files of judgements."""
        from foedera.project.desk import Desk

        return Desk(self)

    # Claims and events

    def claims(self, **wanted: object) -> list[Claim]:
        """Claims, filtered: ``actor``, ``partner``, ``type``, ``family``, ``status``, ``document`` (each one or
        several), ``since``, ``until``, ``limit``. Raises NotFoundError for a name the codebook does not know."""
        from foedera.project.filters import filter_of

        return self.store.claims(filter_of(lambda: self.codebook, self._document, **wanted))

    def events(self, **wanted: object) -> list[Event]:
        """Events, worked out anew where the record has changed; filtered as ``claims`` is."""
        from foedera.project.filters import filter_of

        self.resolve()
        return self.store.events(filter_of(lambda: self.codebook, self._document, **wanted))

    def show(self, reference: str) -> Text | Claim | Event:
        """The one document, claim or event that an id, its beginning, a path or a title names."""
        self.resolve()
        kind, name = only(self.store.find(reference), reference, "document, claim or event", self.store.path)
        if kind == "document":
            return self.store.text(name)
        if kind == "claim":
            return self.store.claim(name)
        return self.store.event(name)

    def resolve(self) -> None:
        """Work out links and events from claims and judgements, where they are not up to date."""
        from foedera import __version__
        from foedera.project.resolving import resolve

        resolve(self.store, self.codebook, f"{__version__} {self.codebook.version}")

    def why(self, reference: str) -> Why:
        """What made an event one: its links with their reasons, what was left apart, origins, judgements.

        ``reference`` names the event, or a claim of it, by id or its beginning. Raises NotFoundError.
        """
        from foedera.project.explaining import explain

        self.resolve()
        found = self.store.find(reference, kinds=("claim", "event"))
        homes = {name if kind == "event" else self.store.event_of(name) for kind, name in found}
        listed = [("event", home) for home in sorted(h for h in homes if h)]
        return explain(self.store, only(listed, reference, "event", self.store.path)[1])

    def copies(self, document: str | None = None) -> list[Copy]:
        """Documents that share passages, all of them or those of one document."""
        text_id = None if document is None else self._document(document)
        self.resolve()
        return self.store.copies(text_id)

    def dossier(self) -> Dossier:
        """Everything an export may see, as of one moment."""
        self.resolve()
        with self.store.reading():
            return self._dossier()

    def counted(self) -> Dossier:
        """What measures and briefs see, as of one moment: of the claims only those that count."""
        self.resolve()
        with self.store.reading():
            whole = self._dossier()
            counting = decisions.told(whole.claims, bearing_judgements(self.store))
        return replace(whole, claims=tuple(counting), waiting=len(whole.claims) - len(counting))

    def apart(self, claims: Sequence[Claim]) -> dict[str, str]:
        """Those of the claims that do not count, by id: "rejected" by a person, or the coder is "unsure" of it and
        nobody has accepted it."""
        return decisions.apart(claims, bearing_judgements(self.store))

    def brief(
        self,
        actor: str,
        path: str | Path,
        *,
        partners: Sequence[str],
        since: str | date | None = None,
        until: str | date | None = None,
    ) -> Path:
        """Write the brief on an actor and its partners; the suffix says how: .html, .md, .pdf or .docx."""
        from foedera.exports import brief

        book = self.codebook
        wanted_actor = book.actor(actor)
        wanted_partners = list(dict.fromkeys(book.actor(p) for p in partners))
        if not wanted_partners:
            raise UsageError("a brief needs partners to compare. Give --with, for example --with EU,ASEAN.")
        if wanted_actor in wanted_partners:
            raise UsageError(f"{wanted_actor} cannot be its own partner. Take it out of --with.")
        brief.write(
            self.counted(),
            Path(path),
            codebook=book,
            actor=wanted_actor,
            partners=wanted_partners,
            since=first_day(since),
            until=last_day(until),
        )
        return Path(path)

    def ledger(self, **wanted: Any) -> list[Forecast]:
        """Forecasts with what came of them, filtered: ``actor``, ``holder``, ``due``. See ``docs/forecasts.md``."""
        return foreseeing.ledger(self, **wanted)

    def release(self, folder: str | Path, **wanted: Any) -> releasing.Released:
        """Write a frozen release: ``name``, ``released`` (a day), ``with_texts``. See ``docs/releases.md``."""
        return releasing.release(self, folder, **wanted)

    def export(self, form: str, path: str | Path, **wanted: Any) -> exporting.Exported:
        """Write the record in another format, filtered as ``events`` is. See ``docs/exports.md``."""
        return exporting.export(self, form, path, **wanted)

    # Measures

    def measure(self, name: str, actor: str, *, codebook: Codebook | None = None, **wanted: Any) -> Table:
        """The table of a measure of one actor: ``partners``, ``since``, ``until`` and the measure's own options.

        ``codebook`` lays other weights and vectors over the record, which stays as it was coded.
        """
        return measuring.measure(self, name, actor, codebook=codebook, **wanted)

    def compare(self, actors: Sequence[str], name: str, *, codebook: Codebook | None = None, **wanted: Any) -> Table:
        """One measure of several actors in one table."""
        return measuring.compare(self, actors, name, codebook=codebook, **wanted)

    def indices(self, actor: str, *, partners: str | Sequence[str], **wanted: Any) -> Table:
        """Every index of how near an actor stands to its partners, beside one another: ``since``, ``until``."""
        from foedera.project.indices import indices

        return indices(self, actor, partners=partners, **wanted)

    def panel(self, **wanted: Any) -> Table:
        """Dyad-years of the record: ``actor``, ``since``, ``until``, ``directed``, ``by``, ``spans``, ``everyone``."""
        return measuring.panel(self, **wanted)

    # On the way

    def _dossier(self) -> Dossier:
        texts, claims = self.store.texts(), self.store.claims()
        met = sources_met(texts, claims, self.store.judgements(), self.codebook)
        return Dossier(
            texts=tuple(texts),
            claims=tuple(claims),
            events=tuple(self.store.events()),
            links=tuple(self.store.links()),
            copies=tuple(self.store.copies()),
            sources=tuple(Source(s.id, s.name, s.kind, s.country, s.owner, s.reliability) for s in met),
            failures=tuple(self.store.failures()),
            codebook=self.codebook.version,
        )

    def _document(self, reference: str) -> str:
        found = self.store.find(reference, kinds=("document",))
        return only(found, reference, "document", self.store.path)[1]
