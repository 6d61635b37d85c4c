"""Every name in the codebook, found in one pass over the characters."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import ahocorasick_rs

from foedera.codebook import Codebook

__all__ = ["LEADER", "MAKER", "Entry", "Gazetteer", "Hit"]

MAKER = "maker"  # the form of whose make a thing only is: "Omani-built"
LEADER = "leader"  # the form of who is only said to lead or back what is named: "the Kurdish-led Democratic Forces"


@dataclass(frozen=True, slots=True)
class Entry:
    """What a name stands for. ``form`` is name, adjective, prefix, capital, city, nationals,
    institution, person or organisation; maker where it only says whose make a thing is ("Omani-built"), leader where it
    only says who leads or backs it ("Omani-backed")."""

    actor: str
    kind: str
    form: str
    name: str | None = None
    level: str | None = None
    until: int | None = None
    since: int | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    start: int
    end: int
    entries: tuple[Entry, ...]


# A name that is both a state's and its people's or its capital's is the state's first.
_RANK = {
    form: at
    for at, form in enumerate(
        ("name", "organisation", "capital", "institution", "adjective", "nationals", "prefix", "person", "city")
    )
}


_OUTLETS = ("media", "state_media")
_SHARED = re.compile(r"\b(?P<first>[A-Z][a-z]+)(?: and | or |/| & )$")


class Gazetteer:
    """Built once for a codebook; ``find`` gives the longest names, leftmost first, none overlapping."""

    def __init__(self, codebook: Codebook, words: Mapping[str, Any]) -> None:
        table: dict[str, list[Entry]] = defaultdict(list)
        for name, entry in _entries(codebook):
            if entry not in table[name]:
                table[name].append(entry)
        article = words.get("article", "") + " "
        for name in [n for n in table if n.startswith(article) and n.removeprefix(article) in table]:
            del table[name]  # the article would only win over a longer name behind it
        for name in _media(codebook):
            table.setdefault(name, [])
        self._names = list(table)
        self._numbers = {name: number for number, name in enumerate(self._names)}
        self._entries = [tuple(sorted(table[n], key=lambda e: _RANK[e.form])) for n in self._names]
        self._matcher = ahocorasick_rs.AhoCorasick(
            self._names, matchkind=ahocorasick_rs.MatchKind.Standard, implementation=ahocorasick_rs.Implementation.DFA
        )
        self._context = _contexts(codebook)
        places = codebook.raw.get("actors/groups.yml", {}).get("places", {})
        self._place = [re.compile(pattern) for pattern in places.get("names", ())]
        self._place_before = re.compile(places.get("before", "(?!)"))
        self._place_after = re.compile(places.get("after", "(?!)"))
        suffixes = {MAKER: words.get("making_suffixes", ()), LEADER: words.get("backing_suffixes", ())}
        self._tied = {suffix: form for form, listed in suffixes.items() for suffix in listed}
        self._bound = frozenset(words.get("bound_suffixes", ()))
        self._bound_before = tuple(f"{word}-" for word in words.get("bound_prefixes", ()))
        self._not_before = frozenset(words.get("not_before", ()))
        self._not_behind = tuple(f" {word} " for word in words.get("not_behind", ()))

    def find(self, plain: str) -> list[Hit]:
        found: list[Hit] = []
        spans = [(s, -e, n) for n, s, e in self._matcher.find_matches_as_indexes(plain, overlapping=True)]
        at = 0
        for start, minus_end, number in sorted(spans):
            end = -minus_end
            if start < at or not _whole(plain, start, end) or self._is_misread(plain, start, end):
                continue
            entries = self._entries[number]
            tied = self._tied.get(_bound_to(plain, end))
            if tied is not None:
                entries = tuple(replace(e, form=tied) for e in entries if e.kind == "state")
            elif self._is_beside_place(plain, start, end) or self._is_place(plain[start:end], entries):
                entries = tuple(replace(e, form="city") for e in entries)
            if entries:
                found += self._sharing(plain, start, end)
                found.append(Hit(start, end, entries))
            at = end
        return found

    def _sharing(self, plain: str, start: int, end: int) -> list[Hit]:
        """ "North" of "North and South Korea": a name whose last word stands only with the second."""
        _, _, last = plain[start:end].partition(" ")
        before = _SHARED.search(plain[max(0, start - 30) : start]) if last else None
        if before is None:
            return []
        number = self._numbers.get(f"{before['first']} {last}")
        at = max(0, start - 30) + before.start("first")
        return [Hit(at, at + len(before["first"]), self._entries[number])] if number is not None else []

    def _is_place(self, name: str, entries: tuple[Entry, ...]) -> bool:
        """ "South China Sea", "Strait of Hormuz": waters and lands by their own words, not parties. A state or body
        that is called after them ("Solomon Islands", "Gulf of Guinea Commission") is one all the same."""
        return not any(_is_party(e) for e in entries) and any(p.search(name) for p in self._place)

    def _is_beside_place(self, plain: str, start: int, end: int) -> bool:
        """ "The Gulf of Guinea", "the Taiwan Strait": a part of the name of waters and lands."""
        before, after = plain[max(0, start - 16) : start], plain[end : end + 16]
        return self._place_before.search(before) is not None or self._place_after.match(after) is not None

    def actor_of(self, name: str) -> str | None:
        """The state or organisation that a name of several words begins with or holds; None where it holds none."""
        return next((e.actor for hit in self.find(name) for e in hit.entries), None)

    def _is_misread(self, plain: str, start: int, end: int) -> bool:
        if plain[end : end + 1] == "$" or plain[:start].lower().endswith(self._bound_before):
            return True  # "US$", "pro-X": money, and somebody else's leaning
        if f" {plain[:start]}".endswith(self._not_behind):
            return True  # "New London": a town of that name elsewhere
        after = plain[end : end + 24].split(None, 1)
        if plain[end : end + 1] == "-":
            if _bound_to(plain, end) in self._bound:
                return True
        elif after and plain[end : end + 1] == " " and after[0].strip(".,;:'\"").lower() in self._not_before:
            return True
        rule = self._context.get(plain[start:end])
        if rule is None:
            return False
        before, behind = rule
        left = plain[:start].rstrip().rsplit(None, 1)
        last = left[-1].strip(".,;:'\"()") if left else ""
        right = after[0].strip(".,;:'\"()") if after and plain[end : end + 1] == " " else ""
        return last in before or right in behind


def _is_party(entry: Entry) -> bool:
    return entry.form in ("organisation", "institution") or (entry.kind, entry.form) == ("state", "name")


def _bound_to(plain: str, end: int) -> str:
    """The word that a hyphen ties to a name: "built" of "Omani-built"; empty where none does."""
    return plain[end + 1 : end + 14].split(" ")[0].strip(".,;:").lower() if plain[end : end + 1] == "-" else ""


def _whole(plain: str, start: int, end: int) -> bool:
    left = plain[start - 1] if start else " "
    right = plain[end] if end < len(plain) else " "
    return not (left.isalnum() or left in "_@") and not (right.isalnum() or right in "_@")


def _entries(codebook: Codebook) -> Iterable[tuple[str, Entry]]:
    for state in codebook.states.values():
        if state.part_of and not state.adjectives:
            continue
        for form in ("names", "adjectives", "prefixes", "nationals", "capital", "seats", "cities"):
            kind = {"names": "name", "adjectives": "adjective", "prefixes": "prefix", "capital": "capital",
                    "seats": "capital", "cities": "city", "nationals": "nationals"}[form]  # fmt: skip
            for name in getattr(state, form):
                yield name, Entry(state.id, "state", kind, until=state.until, since=state.since)
    for body in codebook.organisations.values():
        form = "city" if body.kind == "initiative" else "organisation"  # a programme is no party
        for name in body.names:
            yield name, Entry(body.id, "organisation", form, until=body.ended)
    for key, group in codebook.groups.items():
        actor = key if group.kind == "nonstate" else f"GRP:{key}"
        for name in group.names:
            yield name, Entry(actor, group.kind, "name")
        for name in group.adjectives:
            yield name, Entry(actor, group.kind, "adjective")
    for leader in codebook.leaders:
        kind = "organisation" if leader.actor in codebook.organisations else "state"
        level = leader.offices[0][0] if leader.offices else None
        for name in leader.names:
            yield name, Entry(leader.actor, kind, "person", leader.names[0], level)
    for item in codebook.raw.get("actors/institutions.yml", {}).get("institutions", ()):
        owner = item.get("state") or item.get("organisation")
        if not owner:
            continue
        kind = "state" if item.get("state") else "organisation"
        for name in item["names"]:
            yield name, Entry(owner, kind, "institution", item["names"][0], item.get("level", "institution"))


def _media(codebook: Codebook) -> Iterable[str]:
    """Names of outlets, of which no part is a party: "told the Times of Israel"."""
    listed = (item for key, data in codebook.raw.items() if key.startswith("sources/") for item in data["sources"])
    for item in listed:
        if item["kind"] in _OUTLETS:
            yield from (name for name in item["names"] if " " in name)


def _contexts(codebook: Codebook) -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """Names that mislead beside certain words: ``{name: (words before, words after)}``."""
    rules: dict[str, tuple[frozenset[str], frozenset[str]]] = {}
    for state in codebook.states.values():
        rule = state.ambiguous
        before = frozenset(str(w).strip(",") for w in rule.get("unless_after", ()))
        after = frozenset(str(w).strip(",") for w in rule.get("unless_before", ()))
        if before or after:
            for name in rule.get("names", state.names):
                rules[name] = (before, after)
    return rules
