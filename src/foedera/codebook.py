"""YAML in, one frozen ``Codebook`` with a version out. The only reader of ``data/codebook``.

A project's own codebook is laid over the packaged one: a file of the same name is merged (mappings
key by key, lists appended, other values replaced), or replaces it where it says ``replace: true``.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from foedera.errors import CodebookError, NotFoundError
from foedera.model import Source

__all__ = [
    "PACKAGED",
    "Codebook",
    "EventType",
    "Example",
    "Expected",
    "Family",
    "Group",
    "Leader",
    "NamedExercise",
    "Organisation",
    "RoleSpec",
    "State",
    "Trigger",
    "load",
]

PACKAGED = Path(str(files("foedera"))) / "data" / "codebook"

_Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class RoleSpec:
    name: str
    many: bool = False
    peripheral: bool = False
    society: bool = False  # may be filled by people who do not speak for their state
    definition: str = ""


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words that may report a type, and what else must stand there. See ``docs/codebook.md``."""

    id: str
    words: tuple[str, ...]
    pos: str
    frame: str
    needs: Mapping[str, frozenset[str]] = field(default_factory=dict)
    avoid: Mapping[str, frozenset[str]] = field(default_factory=dict)
    modifier: frozenset[str] = frozenset()
    not_modifier: frozenset[str] = frozenset()
    context: frozenset[str] = frozenset()
    not_context: frozenset[str] = frozenset()
    status: str | None = None
    negated: bool = False
    under_negation: bool = False  # only where the text negates it: "will not allow" is a refusal
    attributes: Mapping[str, str] = field(default_factory=dict)
    slots: Mapping[str, str] = field(default_factory=dict)
    near: bool = True  # may take its second party from elsewhere in the clause
    sides: int | None = None  # 1: one party and no more; 2: at least two, found or inferred
    confidence: float = 0.9


@dataclass(frozen=True, slots=True)
class Expected:
    """What the coder must make of an example."""

    status: str | None
    roles: Mapping[str, tuple[str, ...]]
    negated: bool = False
    date: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Example:
    text: str
    published: str | None = None
    claims: tuple[Expected, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Family:
    name: str
    label: str
    definition: str
    colour: str
    group: str  # event, structure or assessment
    section: str


@dataclass(frozen=True, slots=True)
class EventType:
    name: str
    family: str
    label: str
    definition: str
    roles: tuple[RoleSpec, ...]
    attributes: Mapping[str, str]
    mutual: bool
    pair: Mapping[str, str]
    gives_dyad: bool
    codes: Mapping[str, Any]
    also: Mapping[str, str]
    exclusions: tuple[str, ...]
    slots: Mapping[str, str]
    sides: int | None  # what its triggers take where they do not say
    triggers: Mapping[str, tuple[Trigger, ...]]
    positive: Mapping[str, tuple[Example, ...]]
    negative: Mapping[str, tuple[Example, ...]]

    def role(self, name: str) -> RoleSpec | None:
        return next((r for r in self.roles if r.name == name), None)


@dataclass(frozen=True, slots=True)
class State:
    id: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()
    nationals: tuple[str, ...] = ()
    capital: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    cities: tuple[str, ...] = ()
    cow: int | None = None
    cow_abb: str | None = None
    since: int | None = None
    until: int | None = None
    part_of: str | None = None
    ambiguous: Mapping[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.names[0]


@dataclass(frozen=True, slots=True)
class Organisation:
    id: str
    names: tuple[str, ...]
    kind: str = ""
    seat: str | None = None
    founded: int | None = None
    ended: int | None = None
    members: tuple[tuple[str, int | None, int | None], ...] = ()
    case: bool = False

    @property
    def name(self) -> str:
        return self.names[0]


@dataclass(frozen=True, slots=True)
class Group:
    """A region, a vague group, or a non-state force: never half of a dyad of states."""

    id: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...] = ()
    kind: str = "group"


@dataclass(frozen=True, slots=True)
class Leader:
    names: tuple[str, ...]
    actor: str
    offices: tuple[tuple[str, int | None, int | None], ...] = ()


@dataclass(frozen=True, slots=True)
class NamedExercise:
    name: str
    names: tuple[str, ...]
    participants: tuple[str, ...] = ()
    framework: str | None = None
    kind: str = "joint"


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
    sources: Mapping[str, Source]
    source_names: Mapping[str, str]  # lower-cased name -> source id
    vectors: Mapping[str, tuple[str, ...]]
    languages: Mapping[str, Mapping[str, Any]]
    raw: Mapping[str, Any]

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
        from rapidfuzz import process

        near = [match[0] for match in process.extract(folded, list(known), limit=3, score_cutoff=60)]
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


def _build(overlay: Path | None) -> Codebook:
    digest = hashlib.sha256()
    tree: dict[str, _Data] = {}
    origin: dict[str, Path] = {}
    for root in (PACKAGED, overlay) if overlay else (PACKAGED,):
        for path in sorted(root.rglob("*.yml")):
            key = path.relative_to(root).as_posix()
            raw = path.read_bytes()
            digest.update(key.encode() + b"\0" + raw + b"\0")
            data = _parse(path, raw)
            laid_over = key in tree and not data.pop("replace", False)
            tree[key] = _merge(tree[key], data) if laid_over else data
            origin[key] = path
    head = tree.get("codebook.yml", {})
    try:
        return _assemble(tree, origin, f"{head.get('version', '0')}+{digest.hexdigest()[:8]}")
    except (KeyError, TypeError, ValueError, AttributeError) as bad:
        where = overlay or PACKAGED
        raise CodebookError(f"{where}: the codebook is not well formed ({bad}). Run: foedera check") from bad


class _Loader(yaml.CSafeLoader):
    """Only ``true`` and ``false`` are booleans, so that ``on`` and ``no`` stay words; refuses a key
    that is not text, and a key given twice."""


_BOOLEAN = "tag:yaml.org,2002:bool"
_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != _BOOLEAN]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver(_BOOLEAN, re.compile(r"^(?:true|false)$"), list("tf"))


def _mapping(loader: _Loader, node: yaml.MappingNode) -> _Data:
    loader.flatten_mapping(node)
    seen: _Data = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        line = key_node.start_mark.line + 1
        if not isinstance(key, str):
            raise yaml.YAMLError(f"line {line}: the key {key!r} is not text; put it in quotes")
        if key in seen:
            raise yaml.YAMLError(f"line {line}: the key '{key}' is given twice")
        seen[key] = loader.construct_object(value_node, deep=True)
    return seen


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def _parse(path: Path, raw: bytes) -> _Data:
    try:
        data = yaml.load(raw.decode("utf-8"), Loader=_Loader)  # noqa: S506 - a subclass of the safe loader
    except UnicodeDecodeError as bad:
        raise CodebookError(f"{path}: not UTF-8 at byte {bad.start}. Save the file as UTF-8.") from bad
    except yaml.YAMLError as bad:
        raise CodebookError(f"{path}: not valid YAML: {' '.join(str(bad).split())}. Mend the file.") from bad
    if data is None:
        return {}
    if not isinstance(data, dict):
        raise CodebookError(f"{path}: a codebook file is a mapping of keys, not a {type(data).__name__}.")
    return data


def _merge(base: Any, over: Any) -> Any:
    if isinstance(base, dict) and isinstance(over, dict):
        merged = dict(base)
        for key, value in over.items():
            merged[key] = _merge(base[key], value) if key in base else value
        return merged
    if isinstance(base, list) and isinstance(over, list):
        return base + over
    return over


def _assemble(tree: Mapping[str, _Data], origin: Mapping[str, Path], version: str) -> Codebook:
    head = tree.get("codebook.yml", {})
    families = {
        name: Family(
            name, spec["label"], spec["definition"].strip(), spec["colour"], spec["group"], spec.get("section", "")
        )
        for name, spec in head.get("families", {}).items()
    }
    types: dict[str, EventType] = {}
    for key, data in tree.items():
        if key.startswith("events/"):
            event_type = _event_type(data, origin[key])
            if event_type.family not in families:
                known = ", ".join(families)
                raise CodebookError(f"{origin[key]}: family '{event_type.family}' is not one of {known}. Mend it.")
            types[event_type.name] = event_type
    order = {name: at for at, name in enumerate(families)}
    types = dict(sorted(types.items(), key=lambda item: (order[item[1].family], item[0])))
    sources, source_names = _sources(tree)
    return Codebook(
        version=version,
        families=families,
        types=types,
        levels=tuple(head.get("levels", ())),
        states={k: _state(k, v) for k, v in tree.get("actors/states.yml", {}).get("states", {}).items()},
        organisations={
            k: _organisation(k, v) for k, v in tree.get("actors/organisations.yml", {}).get("organisations", {}).items()
        },
        groups=_groups(tree.get("actors/groups.yml", {})),
        leaders=tuple(_leader(v) for v in tree.get("actors/leaders.yml", {}).get("leaders", ())),
        exercises=tuple(_exercise(v) for v in tree.get("named/exercises.yml", {}).get("exercises", ())),
        sources=sources,
        source_names=source_names,
        vectors={
            name: tuple(spec["members"])
            for key, data in tree.items()
            if key.startswith("vectors/")
            for name, spec in data.get("vectors", {}).items()
        },
        languages=_languages(tree),
        raw=tree,
    )


_TYPE_KEYS = frozenset(
    "type family label definition roles attributes mutual pair dyad codes "
    "also exclusions slots sides triggers examples".split()
)
_TRIGGER_KEYS = frozenset(
    "words pos frame needs avoid modifier not_modifier context not_context status "
    "negated under_negation attributes slots near sides confidence".split()
)


def _known(data: Mapping[str, Any], keys: frozenset[str], where: str) -> None:
    for key in data:
        if key not in keys:
            raise CodebookError(f"{where}: unknown key '{key}'. Known: {', '.join(sorted(keys))}.")


def _event_type(data: _Data, path: Path) -> EventType:
    _known(data, _TYPE_KEYS, str(path))
    for key in ("type", "family", "label", "definition", "roles", "codes"):
        if key not in data:
            raise CodebookError(f"{path}: the key '{key}' is missing. Every type needs it.")
    name = data["type"]
    roles = tuple(
        RoleSpec(
            role,
            bool((spec or {}).get("many", False)),
            bool((spec or {}).get("peripheral", False)),
            bool((spec or {}).get("society", False)),
            str((spec or {}).get("definition", "")),
        )
        for role, spec in data["roles"].items()
    )
    return EventType(
        name=name,
        family=data["family"],
        label=data["label"],
        definition=" ".join(data["definition"].split()),
        roles=roles,
        attributes=dict(data.get("attributes") or {}),
        mutual=bool(data.get("mutual", False)),
        pair=dict(data.get("pair") or {}),
        gives_dyad=bool(data.get("dyad", False)),
        codes=dict(data["codes"]),
        also=dict(data.get("also") or {}),
        exclusions=tuple(data.get("exclusions") or ()),
        slots=dict(data.get("slots") or {}),
        sides=data.get("sides"),
        triggers={
            language: tuple(_trigger(name, language, at, t, path) for at, t in enumerate(listed or (), start=1))
            for language, listed in (data.get("triggers") or {}).items()
        },
        positive=_examples(data, "positive"),
        negative=_examples(data, "negative"),
    )


def _listed(value: Any) -> list[str]:
    if value is None:
        return []
    return [str(v) for v in value] if isinstance(value, list) else [str(value)]


def _trigger(name: str, language: str, number: int, data: _Data, path: Path) -> Trigger:
    where = f"{path}: trigger {number} of '{language}'"
    _known(data, _TRIGGER_KEYS, where)
    for key in ("words", "pos", "frame"):
        if key not in data:
            raise CodebookError(f"{where}: the key '{key}' is missing.")
    return Trigger(
        id=f"{name}/{language}/{number}",
        words=tuple(_listed(data["words"])),
        pos=data["pos"],
        frame=data["frame"],
        needs={slot: frozenset(_listed(v)) for slot, v in (data.get("needs") or {}).items()},
        avoid={slot: frozenset(_listed(v)) for slot, v in (data.get("avoid") or {}).items()},
        modifier=frozenset(_listed(data.get("modifier"))),
        not_modifier=frozenset(_listed(data.get("not_modifier"))),
        context=frozenset(_listed(data.get("context"))),
        not_context=frozenset(_listed(data.get("not_context"))),
        status=data.get("status"),
        negated=bool(data.get("negated", False)),
        under_negation=bool(data.get("under_negation", False)),
        attributes={k: str(v) for k, v in (data.get("attributes") or {}).items()},
        slots=dict(data.get("slots") or {}),
        near=bool(data.get("near", True)),
        sides=data.get("sides"),
        confidence=float(data.get("confidence", 0.9)),
    )


def _examples(data: _Data, sign: str) -> dict[str, tuple[Example, ...]]:
    return {
        language: tuple(_example(e) for e in (given or {}).get(sign) or ())
        for language, given in (data.get("examples") or {}).items()
    }


def _example(data: _Data) -> Example:
    return Example(
        text=" ".join(data["text"].split()),
        published=str(data["published"]) if data.get("published") else None,
        claims=tuple(
            Expected(
                c.get("status"),
                {role: tuple(_listed(actors)) for role, actors in (c.get("roles") or {}).items()},
                bool(c.get("negated", False)),
                (str(c["date"][0]), str(c["date"][1])) if c.get("date") else None,
            )
            for c in data.get("claims") or ()
        ),
        why=str(data.get("why", "")),
    )


def _state(key: str, data: _Data) -> State:
    return State(
        id=key,
        names=tuple(data["names"]),
        adjectives=tuple(data.get("adjectives") or ()),
        prefixes=tuple(data.get("prefixes") or ()),
        nationals=tuple(data.get("nationals") or ()),
        capital=tuple(_listed(data.get("capital"))),
        seats=tuple(data.get("seats") or ()),
        cities=tuple(data.get("cities") or ()),
        cow=data.get("cow"),
        cow_abb=data.get("cow_abb"),
        since=data.get("since"),
        until=data.get("until"),
        part_of=data.get("part_of"),
        ambiguous=dict(data.get("ambiguous") or {}) if isinstance(data.get("ambiguous"), dict) else {},
    )


def _organisation(key: str, data: _Data) -> Organisation:
    members = data.get("members") or ()
    return Organisation(
        id=key,
        names=tuple(data["names"]),
        kind=data.get("kind", ""),
        seat=data.get("seat"),
        founded=data.get("founded"),
        ended=data.get("ended"),
        members=tuple((m[0], m[1], m[2]) for m in members) if isinstance(members, list) else (),
        case=bool(data.get("case", False)),
    )


def _groups(data: _Data) -> dict[str, Group]:
    found = {
        k: Group(k, tuple(v["names"]), tuple(v.get("adjectives") or ())) for k, v in data.get("groups", {}).items()
    }
    found.update(
        {
            k: Group(k, tuple(v["names"]), tuple(v.get("adjectives") or ()), "nonstate")
            for k, v in data.get("nonstate", {}).items()
        }
    )
    return found


def _leader(data: _Data) -> Leader:
    return Leader(
        tuple(data["names"]),
        data.get("state") or data["organisation"],
        tuple((o[0], o[1], o[2]) for o in data.get("offices") or ()),
    )


def _exercise(data: _Data) -> NamedExercise:
    return NamedExercise(
        data["name"],
        tuple(data.get("names") or (data["name"],)),
        tuple(data.get("participants") or ()),
        data.get("framework"),
        data.get("kind", "joint"),
    )


def _sources(tree: Mapping[str, _Data]) -> tuple[dict[str, Source], dict[str, str]]:
    sources: dict[str, Source] = {}
    names: dict[str, str] = {}
    for key, data in tree.items():
        if not key.startswith("sources/"):
            continue
        for item in data.get("sources", ()):
            sources[item["id"]] = Source(
                item["id"],
                item["names"][0],
                item["kind"],
                item.get("country"),
                item.get("owner"),
                str(item.get("reliability", "F")),
            )
            names.update({name.casefold(): item["id"] for name in item["names"]})
    return sources, names


def _languages(tree: Mapping[str, _Data]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for key, stem in _language_files(tree):
        found.setdefault(key.split("/")[1], {})[stem] = tree[key]
    return found


def _language_files(tree: Mapping[str, _Data]) -> Iterator[tuple[str, str]]:
    for key in tree:
        if key.startswith("languages/") and key.count("/") == 2:
            yield key, key.rsplit("/", 1)[1].removesuffix(".yml")
