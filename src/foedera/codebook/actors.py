"""States, organisations, groups, people, disputes, exercises, sources and languages, out of plain data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from foedera.codebook.nouns import Group, Leader, NamedDispute, NamedExercise, Organisation, State
from foedera.codebook.yamlfiles import Data, listed
from foedera.model import Source

__all__ = ["dispute", "exercise", "groups", "languages", "leader", "organisation", "sources", "state"]


def state(key: str, data: Data) -> State:
    return State(
        id=key,
        names=tuple(data["names"]),
        adjectives=tuple(data.get("adjectives") or ()),
        prefixes=tuple(data.get("prefixes") or ()),
        nationals=tuple(data.get("nationals") or ()),
        capital=tuple(listed(data.get("capital"))),
        seats=tuple(data.get("seats") or ()),
        cities=tuple(data.get("cities") or ()),
        cow=data.get("cow"),
        cow_abb=data.get("cow_abb"),
        since=data.get("since"),
        until=data.get("until"),
        part_of=data.get("part_of"),
        ambiguous=dict(data.get("ambiguous") or {}) if isinstance(data.get("ambiguous"), dict) else {},
    )


def organisation(key: str, data: Data) -> Organisation:
    members = data.get("members") or ()
    return Organisation(
        id=key,
        names=tuple(data["names"]),
        kind=data.get("kind", ""),
        plover=data.get("plover"),
        seat=data.get("seat"),
        founded=data.get("founded"),
        ended=data.get("ended"),
        members=tuple((m[0], m[1], m[2]) for m in members) if isinstance(members, list) else (),
        case=bool(data.get("case", False)),
    )


def groups(data: Data) -> dict[str, Group]:
    listed = {name: _group(name, v) for name, v in data.get("groups", {}).items()}
    return listed | {name: _nonstate(name, v) for name, v in data.get("nonstate", {}).items()}


def _group(name: str, data: Data) -> Group:
    return Group(name, tuple(data["names"]), tuple(data.get("adjectives") or ()))


def _nonstate(name: str, data: Data) -> Group:
    is_band = bool(data.get("band", True)) and not data.get("territory_of")
    return replace(_group(name, data), kind="nonstate", is_band=is_band)


def leader(data: Data) -> Leader:
    return Leader(
        tuple(data["names"]),
        data.get("state") or data["organisation"],
        tuple((o[0], o[1], o[2]) for o in data.get("offices") or ()),
    )


def dispute(data: Data) -> NamedDispute:
    return NamedDispute(
        data["name"],
        tuple(data.get("names") or (data["name"],)),
        tuple(data["claimants"]),
        data.get("holder"),
        data.get("since"),
        data.get("until"),
    )


def exercise(data: Data) -> NamedExercise:
    return NamedExercise(
        data["name"],
        tuple(data.get("names") or (data["name"],)),
        tuple(data.get("participants") or ()),
        data.get("framework"),
        data.get("kind", "joint"),
    )


def sources(tree: Mapping[str, Data]) -> tuple[dict[str, Source], dict[str, str]]:
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


def languages(tree: Mapping[str, Data]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for key, stem in _language_files(tree):
        found.setdefault(key.split("/")[1], {})[stem] = tree[key]
    return found


def _language_files(tree: Mapping[str, Data]) -> Iterator[tuple[str, str]]:
    for key in tree:
        if key.startswith("languages/") and key.count("/") == 2:
            yield key, key.rsplit("/", 1)[1].removesuffix(".yml")
