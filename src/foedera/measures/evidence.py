"""Where sources disagree, and on how few of them a picture rests."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from foedera.codebook import Codebook
from foedera.measures.acts import Act, acts, card, count, partners_of
from foedera.measures.concentration import hhi
from foedera.measures.coverage import coverage_of, span
from foedera.model import Dossier
from foedera.table import Cell, Row, Table

__all__ = ["disagreement", "source_concentration"]

ALL = "all"


def disagreement(
    record: Dossier,
    codebook: Codebook,
    *,
    actor: str,
    partners: Sequence[str] = (),
    since: date | None = None,
    until: date | None = None,
) -> Table:
    """On what the reports of one event disagree: conflicts by field, among the events that could have shown any.

    Formula: compared is the number of events of the actor (with a partner) told by two claims or more; conflicts the
    number of those whose claims cannot all be right on the field; rate their share; between_documents the conflicts of
    which at least two values stand in different documents. Field "all": events with any conflict.
    Source: the conflicts that the record keeps with its events: date, status, place, numbers by unit, roles.
    Unit: events; rate 0 to 1. Missing: empty where no event is told twice.
    Traps: an event told once cannot disagree; claims held to be two events never conflict, so linking decides what is
    seen; agreement among copies of one report is no agreement.
    """
    listed = _of(acts(record, codebook, since=since, until=until), actor, partners)
    coverage = coverage_of(record)
    compared = [a for a in listed if len(a.event.claims) > 1]
    documents = {c.id: c.text_id for c in record.claims}
    fields = sorted({c.field for a in compared for c in a.event.conflicts})
    behind = count(compared)
    rows = []
    for field in (ALL, *fields):
        found = [a for a in compared if any(field in (ALL, c.field) for c in a.event.conflicts)]
        apart = [a for a in found if _between(a, field, documents)]
        conflicts, between = count(found), count(apart)
        rate = Cell(len(found) / len(compared), behind.claims) if compared else Cell(None)
        rows.append(Row((field,), (behind, conflicts, rate, between)))
    values = [
        Row((a.event.id, conflict.field, value), (Cell(float(len(claims)), claims),))
        for a in compared
        for conflict in a.event.conflicts
        for value, claims in conflict.values
    ]
    method = "Each value of each field in conflict, with the claims that give it."
    keys = ("event", "field", "value")
    return Table(
        measure="disagreement",
        unit="events; rate 0 to 1",
        method=card(disagreement),
        coverage=coverage.words([actor, *partners], coverage.years(listed, since, until), listed),
        actor=actor,
        period=span(coverage.years(listed, since, until)),
        keys=("field",),
        columns=("compared", "conflicts", "rate", "between_documents"),
        rows=tuple(rows),
        aside={"values": Table("disagreement: values", "claims", method, "", keys, ("claims",), tuple(values))},
    )


def _of(listed: Iterable[Act], actor: str, partners: Sequence[str]) -> list[Act]:
    """The acts of the actor, with any of the partners where some are named."""
    return [a for a in listed if (met := partners_of(a, actor)) and (not partners or set(partners).intersection(met))]


def _between(act: Act, field: str, documents: dict[str, str]) -> bool:
    for conflict in act.event.conflicts:
        if field in (ALL, conflict.field):
            homes = [frozenset(documents.get(c, c) for c in claims) for _, claims in conflict.values]
            if any(one != other for at, one in enumerate(homes) for other in homes[at + 1 :]):
                return True
    return False


def source_concentration(
    record: Dossier,
    codebook: Codebook,
    *,
    actor: str,
    partners: Sequence[str] = (),
    since: date | None = None,
    until: date | None = None,
) -> Table:
    """On how few voices, publishers and owners the events of an actor rest.

    Formula: each event is shared in equal parts among those it rests on; HHI is the sum of their squared shares of all
    events, from 1/n to 1; effective = 1 / HHI is the number of equal ones that would give the same; largest the share
    of the first. By origin: the voices at the far end of what is told (documents where none is known); by publisher; by
    owner of the publisher, as the codebook knows it (a publisher of unknown owner stands for itself, which understates
    concentration). single: the share of events that rest on one alone.
    Source: the events of the record with their origins and documents. Unit: 0 to 1; effective: a number of sources.
    Missing: empty where the record has no event of the actor.
    Traps: two papers of one owner are two publishers; a ministry quoted by ten papers is one origin; few documents
    read make any picture look concentrated.
    """
    listed = _of(acts(record, codebook, since=since, until=until), actor, partners)
    coverage = coverage_of(record)
    owners = _Owners(codebook)
    ways: dict[str, Callable[[Act], tuple[str, ...]]] = {
        "origin": lambda a: a.origins,
        "publisher": lambda a: a.publishers,
        "owner": owners.of,
    }
    behind = count(listed).claims
    names = _names(record)
    rows, parts = [], []
    for basis, way in ways.items():
        held: Counter[str] = Counter()
        under: dict[str, list[Act]] = {}
        for act in listed:
            found = way(act) or ("unknown",)
            for each in found:
                held[each] += 1 / len(found)  # type: ignore[assignment]
                under.setdefault(each, []).append(act)
        rows.append(Row((basis,), _concentrated(held, behind, [a for a in listed if len(way(a)) < 2], len(listed))))
        for each, amount in sorted(held.items(), key=lambda item: (-item[1], item[0])):
            parts.append(Row((basis, names.get(each, each)), (Cell(amount / len(listed), count(under[each]).claims),)))
    method = "The share of the events that rests on each, an event being shared among all it rests on."
    shares = Table("source_concentration: shares", "0 to 1", method, "", ("basis", "source"), ("share",), tuple(parts))
    return Table(
        measure="source_concentration",
        unit="0 to 1; effective: a number of sources",
        method=card(source_concentration),
        coverage=coverage.words([actor, *partners], coverage.years(listed, since, until), listed),
        actor=actor,
        period=span(coverage.years(listed, since, until)),
        keys=("basis",),
        columns=("sources", "hhi", "effective", "largest", "single"),
        rows=tuple(rows),
        aside={"shares": shares},
    )


def _concentrated(held: Counter[str], behind: tuple[str, ...], single: Sequence[Act], events: int) -> tuple[Cell, ...]:
    index = hhi(held.values())
    if index is None:
        return (Cell(0.0), *(Cell(None),) * 4)
    return (
        Cell(float(len(held)), behind),
        Cell(index, behind),
        Cell(1 / index, behind),
        Cell(max(held.values()) / events, behind),
        Cell(len(single) / events, count(single).claims),
    )


def _names(record: Dossier) -> dict[str, str]:
    """Origins as they are called; a document that stands for itself by its title and the beginning of its id."""
    told = {f"document {t.id}": f"{t.title} ({t.id[:8]})" for t in record.texts if t.title}
    return told | {o.id: o.name for e in record.events for o in e.origins}


class _Owners:
    """Who owns the publishers of an act, as far as the codebook knows."""

    def __init__(self, codebook: Codebook) -> None:
        self._codebook = codebook

    def of(self, act: Act) -> tuple[str, ...]:
        return tuple(sorted({self._owner(name) for name in act.publishers}))

    def _owner(self, name: str) -> str:
        source = self._codebook.source_names.get(name.casefold())
        known = self._codebook.sources.get(source) if source else None
        return (known.owner or name) if known else name
