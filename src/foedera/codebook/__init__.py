"""YAML in, one frozen ``Codebook`` with a version out. The only reader of ``data/codebook``.

A project's own codebook is laid over the packaged one: a file of the same name is merged (mappings
key by key, lists appended, other values replaced), or replaces it where it says ``replace: true``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from foedera.codebook import actors
from foedera.codebook.nouns import (
    CONTESTED,
    EventType,
    Example,
    Expected,
    Family,
    Group,
    Leader,
    NamedDispute,
    NamedExercise,
    Organisation,
    RoleSpec,
    State,
    Trigger,
)
from foedera.codebook.types import TRIGGER_KEYS, TYPE_KEYS, event_type
from foedera.codebook.yamlfiles import Data, merge, parse, parse_all
from foedera.errors import CodebookError, NotFoundError
from foedera.model import Source

__all__ = [
    "CONTESTED",
    "PACKAGED",
    "TRIGGER_KEYS",
    "TYPE_KEYS",
    "Codebook",
    "EventType",
    "Example",
    "Expected",
    "Family",
    "Group",
    "Leader",
    "NamedDispute",
    "NamedExercise",
    "Organisation",
    "RoleSpec",
    "State",
    "Trigger",
    "digest",
    "layers",
    "load",
    "parse",
    "parse_all",
]

PACKAGED = Path(str(files("foedera"))) / "data" / "codebook"


@dataclass(frozen=True, slots=True)
class Codebook:
    """Everything that is data. ``version`` is the scheme's number and a digest of all files."""

    version: str
    families: Mapping[str, Family]
    types: Mapping[str, EventType]
    levels: tuple[str, ...]
    states: Mapping[str, State]
    organisations: Mapping[str, Organisation]
    groups: Mapping[str, Group]
    leaders: tuple[Leader, ...]
    exercises: tuple[NamedExercise, ...]
    disputes: tuple[NamedDispute, ...]
    sources: Mapping[str, Source]
    source_names: Mapping[str, str]  # lower-cased name -> source id
    vectors: Mapping[str, tuple[str, ...]]
    languages: Mapping[str, Mapping[str, Any]]
    raw: Mapping[str, Any]
    overlay: Path | None = None  # the folder laid over the packaged one

    def language(self, code: str) -> Mapping[str, Any]:
        """The word lists of a language by file stem. NotFoundError where it has none."""
        try:
            return self.languages[code]
        except KeyError:
            raise NotFoundError(f"no language '{code}' in the codebook. Known: {', '.join(self.languages)}.") from None

    def type(self, name: str) -> EventType:
        try:
            return self.types[name]
        except KeyError:
            raise NotFoundError(f"no claim type '{name}'. Known: {', '.join(self.types)}.") from None

    def actor_name(self, actor: str) -> str:
        """The display name of a state, organisation or group; the id itself where it is unknown."""
        key = actor.removeprefix("GRP:")
        for table in (self.states, self.organisations, self.groups):
            if key in table:
                return table[key].names[0]
        return key

    def actor(self, text: str) -> str:
        """The actor id that a person means by ``text``: an id, a COW abbreviation or a name.

        NotFoundError, with near misses, where there is none.
        """
        wanted = text.strip()
        for table in (self.states, self.organisations, self.groups):
            if wanted.upper() in table:
                return wanted.upper()
        folded = wanted.casefold().removeprefix("grp:")
        known: dict[str, str] = {}
        for table in (self.states, self.organisations, self.groups):
            for key, actor in table.items():
                known[key.casefold()] = key
                known.update({name.casefold(): key for name in actor.names})
        if folded in known:
            key = known[folded]
            return f"GRP:{key}" if key in self.groups and self.groups[key].kind == "group" else key
        from rapidfuzz import fuzz, process

        near = [m[0] for m in process.extract(folded, list(known), scorer=fuzz.ratio, limit=3, score_cutoff=60)]
        hint = f" Near: {', '.join(f'{n} ({known[n]})' for n in near)}." if near else ""
        raise NotFoundError(f"no actor '{text}'. Give an ISO 3166 alpha-3 code, an acronym or a name.{hint}")


def load(overlay: Path | None = None) -> Codebook:
    """The packaged codebook, with the files of ``overlay`` laid over it. Raises CodebookError."""
    if overlay is None:
        return _packaged()
    if not overlay.is_dir():
        raise CodebookError(f"{overlay}: no such folder. --codebook takes a folder laid out like the packaged one.")
    return _build(overlay)


@lru_cache(maxsize=1)
def _packaged() -> Codebook:
    return _build(None)


def layers(overlay: Path | None = None) -> tuple[dict[str, bytes], ...]:
    """The files of the packaged codebook, then those of ``overlay``, each by its path within its folder."""
    return tuple(
        {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*.yml")}
        for root in ((PACKAGED, overlay) if overlay else (PACKAGED,))
    )


def digest(files: Iterable[Mapping[str, bytes]]) -> str:
    """The part of a codebook's version after the plus: eight hex digits of all its files, layer by layer."""
    found = hashlib.sha256()
    for layer in files:
        for key in sorted(layer, key=lambda k: k.split("/")):
            found.update(key.encode("utf-8", "surrogateescape") + b"\0" + layer[key] + b"\0")
    return found.hexdigest()[:8]


def _build(overlay: Path | None) -> Codebook:
    tree: dict[str, Data] = {}
    origin: dict[str, Path] = {}
    files = layers(overlay)
    for root, layer in zip((PACKAGED, overlay or PACKAGED), files, strict=False):
        for key in sorted(layer, key=lambda k: k.split("/")):
            origin[key] = root / key
            data = parse(origin[key], layer[key])
            laid_over = key in tree and not data.pop("replace", False)
            tree[key] = merge(tree[key], data) if laid_over else data
    head = tree.get("codebook.yml", {})
    try:
        return replace(_assemble(tree, origin, f"{head.get('version', '0')}+{digest(files)}"), overlay=overlay)
    except (KeyError, TypeError, ValueError, AttributeError) as bad:
        where = overlay or PACKAGED
        raise CodebookError(f"{where}: the codebook is not well formed ({bad}). Run: foedera check") from bad


def _assemble(tree: Mapping[str, Data], origin: Mapping[str, Path], version: str) -> Codebook:
    head = tree.get("codebook.yml", {})
    families = {
        name: Family(
            name,
            spec["label"],
            spec["definition"].strip(),
            spec["colour"],
            spec["group"],
            section=spec.get("section", ""),
            topic=spec.get("topic", name),
            single=spec.get("single", False),
            spoken=spec.get("spoken", False),
        )
        for name, spec in head.get("families", {}).items()
    }
    types: dict[str, EventType] = {}
    for key, data in tree.items():
        if key.startswith("events/"):
            made = event_type(data, origin[key])
            if made.family not in families:
                known = ", ".join(families)
                raise CodebookError(f"{origin[key]}: family '{made.family}' is not one of {known}. Mend it.")
            types[made.name] = replace(made, spoken=made.spoken or families[made.family].spoken)
    order = {name: at for at, name in enumerate(families)}
    types = dict(sorted(types.items(), key=lambda item: (order[item[1].family], item[0])))
    sources, source_names = actors.sources(tree)
    return Codebook(
        version=version,
        families=families,
        types=types,
        levels=tuple(head.get("levels", ())),
        states={k: actors.state(k, v) for k, v in tree.get("actors/states.yml", {}).get("states", {}).items()},
        organisations={
            k: actors.organisation(k, v)
            for k, v in tree.get("actors/organisations.yml", {}).get("organisations", {}).items()
        },
        groups=actors.groups(tree.get("actors/groups.yml", {})),
        leaders=tuple(actors.leader(v) for v in tree.get("actors/leaders.yml", {}).get("leaders", ())),
        exercises=tuple(actors.exercise(v) for v in tree.get("named/exercises.yml", {}).get("exercises", ())),
        disputes=tuple(actors.dispute(v) for v in tree.get("named/disputes.yml", {}).get("disputes", ())),
        sources=sources,
        source_names=source_names,
        vectors={
            name: tuple(spec["members"])
            for key, data in tree.items()
            if key.startswith("vectors/")
            for name, spec in data.get("vectors", {}).items()
        },
        languages=actors.languages(tree),
        raw=tree,
    )
