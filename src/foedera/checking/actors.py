"""Actors, sources and groups of partners: every code that they name exists, and years run forward."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from foedera.checking.findings import Finding, near
from foedera.codebook import Codebook

__all__ = ["check"]


def check(book: Codebook) -> Iterator[Finding]:
    yield from _states(book)
    yield from _organisations(book)
    yield from _people(book)
    yield from _partners(book)
    yield from _disputes(book)
    yield from _sources(book)


def _states(book: Codebook) -> Iterator[Finding]:
    file = "actors/states.yml"
    for state in book.states.values():
        key = f"states/{state.id}"
        yield from _years(file, key, state.since, state.until)
        if state.part_of is not None:
            yield from _exists(file, f"{key}/part_of", [state.part_of], book.states)


def _organisations(book: Codebook) -> Iterator[Finding]:
    file = "actors/organisations.yml"
    for organisation in book.organisations.values():
        key = f"organisations/{organisation.id}"
        yield from _years(file, key, organisation.founded, organisation.ended)
        if organisation.seat is not None:
            yield from _exists(file, f"{key}/seat", [organisation.seat], book.states)
        for member, since, until in organisation.members:
            yield from _exists(file, f"{key}/members", [member], (*book.states, *book.organisations))
            yield from _years(file, f"{key}/members/{member}", since, until)


def _people(book: Codebook) -> Iterator[Finding]:
    file = "actors/leaders.yml"
    for leader in book.leaders:
        key = f"leaders/{leader.names[0]}"
        yield from _exists(file, key, [leader.actor], (*book.states, *book.organisations))
        for level, since, until in leader.offices:
            if level not in book.levels:
                yield Finding("C404", file, key, f"no level '{level}'.{near(level, book.levels)}")
            yield from _years(file, key, since, until)


def _partners(book: Codebook) -> Iterator[Finding]:
    everyone = (*book.states, *book.organisations, *book.groups)
    for exercise in book.exercises:
        key = f"exercises/{exercise.name}"
        yield from _exists(
            "named/exercises.yml", key, [p.removeprefix("GRP:") for p in exercise.participants], everyone
        )
        if exercise.framework:
            yield from _exists("named/exercises.yml", key, [exercise.framework], everyone)
    for name, members in book.vectors.items():
        yield from _exists("vectors", f"vectors/{name}", [m.removeprefix("GRP:") for m in members], everyone)


def _disputes(book: Codebook) -> Iterator[Finding]:
    file = "named/disputes.yml"
    for dispute in book.disputes:
        key = f"disputes/{dispute.name}"
        yield from _exists(file, key, dispute.claimants, (*book.states, *book.groups))
        yield from _years(file, key, dispute.since, dispute.until)
        if len(set(dispute.claimants)) < 2 or dispute.holder not in (None, *dispute.claimants):
            yield Finding("C405", file, key, f"claimed by {', '.join(dispute.claimants)}; held by {dispute.holder}.")


def _sources(book: Codebook) -> Iterator[Finding]:
    for source in book.sources.values():
        if source.country is not None:
            yield from _exists("sources", source.id, [source.country], (*book.states, *book.organisations))


def _exists(file: str, key: str, wanted: Iterable[str], known: Iterable[str]) -> Iterator[Finding]:
    known = frozenset(known)
    for name in wanted:
        if name not in known:
            yield Finding("C402", file, key, f"no actor '{name}'.")


def _years(file: str, key: str, since: int | None, until: int | None) -> Iterator[Finding]:
    if since is not None and until is not None and since > until:
        yield Finding("C403", file, key, f"from {since} until {until}.")
