"""Where a state's arms come from, and how large a share of the world's it takes or gives."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from foedera.codebook import Codebook
from foedera.datasets import Sheet, Shelf, Systems, editions, sipri, systems_of
from foedera.errors import NotFoundError, UsageError
from foedera.measures.acts import card
from foedera.measures.concentration import hhi
from foedera.measures.published import periods, resting_on, spelled, standing, stood
from foedera.measures.tivtables import TivTable, tiv_table
from foedera.table import Cell, Row, Table

__all__ = ["arms_portfolio", "arms_position"]

SIPRI = "sipri"
WINDOW = 5  # years: what SIPRI compares, as one year's deliveries say little
SPLIT = "split_dyads"
IMPORTS, EXPORTS = "imports", "exports"


def arms_portfolio(
    data: Shelf,
    codebook: Codebook,
    *,
    actor: str,
    partners: Sequence[str] = (),
    since: date | None = None,
    until: date | None = None,
    window: int | None = WINDOW,
    edition: str | None = None,
) -> Table:
    """What each supplier delivered to a state, and its share of all that the state received.

    Formula: tiv = sum over deals of TIV delivered x (delivery years within the period / all its delivery years);
    share = tiv of the supplier / tiv of all suppliers. Periods: windows of five years that end with the last.
    Source: SIPRI Arms Transfers Database, the newest edition that has the state. The figures are worked out from it,
    and are not SIPRI's. Unit: tiv in millions of TIV, a volume and not a price; share 0 to 1.
    Bounds: low counts only deals delivered wholly within the period, high all deals delivered in part within it; exact
    where the file has deliveries by year.
    A missing row: the supplier delivered nothing in the period; asked for by name it is 0. An empty cell: the file
    does not cover the period, or nothing at all was delivered, so that there is no share. Windows begin with the years
    in which the state stands.
    Of one edition the deliveries by year go before the volumes by pair and year, and both before the register. TIV
    tables name either suppliers or recipients, and so give no portfolio.
    Traps: splitting evenly moves a share by up to some two points; "unknown supplier(s)" counts in the whole; a
    supplier of parts (engines, turrets) is a supplier; old years are revised with each edition.
    """
    systems = systems_of(codebook)
    sheet, deals = _register(data, systems, actor, edition)
    cover = sipri.covers(sheet, deals)
    mine = [d for d in deals if d.recipient == actor]
    rows = []
    asked = standing(systems, actor, since, until, cover.first, cover.last)
    for first, last in periods(*asked, window):
        volumes = _volumes(mine, first, last)
        covered = cover.first is not None and cover.last is not None and cover.first <= first and last <= cover.last
        covered = covered and stood(systems, actor, first, last)
        wanted = sorted(partners) if partners else sorted(volumes)
        for supplier in wanted:
            found = volumes.get(supplier, Volume(0.0, 0.0, 0.0, ()))
            cells = _cells(found, volumes, sheet) if covered else (Cell(None), Cell(None))
            rows.append(Row((supplier, spelled(first, last)), cells))
    return Table(
        measure="arms_portfolio",
        unit="tiv: millions of TIV; share: 0 to 1",
        method=card(arms_portfolio),
        coverage=resting_on([sheet], notes=[f"deliveries {cover.first} to {cover.last}"]),
        actor=actor,
        period=spelled(*asked),
        keys=("partner", "period"),
        columns=("tiv", "share"),
        rows=tuple(rows),
    )


def arms_position(
    data: Shelf,
    codebook: Codebook,
    *,
    actor: str,
    partners: Sequence[str] = (),
    since: date | None = None,
    until: date | None = None,
    window: int | None = WINDOW,
    edition: str | None = None,
    direction: str = IMPORTS,
) -> Table:
    """How much a state imports (or exports) in all, its share of the world, its rank, and how few its partners are.

    Formula: tiv as in arms_portfolio, of all partners; world_share = tiv / the world's; rank = 1 + states with more;
    hhi = sum of squared shares of its partners (1: only one; 1/n: n equal ones); partners = how many there were.
    Source: tiv, world_share and rank from SIPRI's TIV table of all recipients (suppliers), or from its annual imports,
    where one is here of the edition that is used: these are exact, but for rounding to a million a year. Else as
    arms_portfolio; the world's total from an export of all suppliers and recipients, or a table of world totals of the
    same edition. hhi and partners always from deals. Unit: tiv in millions of TIV; world_share and hhi 0 to 1; rank 1
    is the largest.
    An empty cell: the data do not cover it. An extract of some recipients has no rank, and no world share without a
    table of totals; exports need an export of all, a TIV table of all suppliers, or a table of totals that names the
    exporter; without deals there is no hhi; who traded nothing has no rank. Years in which the state did not stand are
    not covered.
    Traps: rank among states only; a state with few imports has a hhi near 1 by chance; hhi treats suppliers who
    stand together as apart.
    ``partners`` is not used.
    """
    if direction not in (IMPORTS, EXPORTS):
        raise UsageError(f"no direction '{direction}'. Give {IMPORTS} or {EXPORTS}.")
    systems = systems_of(codebook)
    exact, held = _known(data, systems, actor, edition, direction)
    first, last = _span(exact, held)
    asked = standing(systems, actor, since, until, first, last)
    rows = []
    for start, end in periods(*asked, window):
        cells = held.cells(actor, start, end, direction, systems) if held else (Cell(None),) * 5
        if exact is not None:
            cells = (*exact.cells(actor, start, end, systems), *cells[3:])
        rows.append(Row((spelled(start, end),), cells if stood(systems, actor, start, end) else (Cell(None),) * 5))
    sheets = [*([exact.sheet] if exact else []), *(held.sheets if held else [])]
    return Table(
        measure="arms_position",
        unit="tiv: millions of TIV; world_share, hhi: 0 to 1; rank; partners",
        method=card(arms_position),
        coverage=resting_on(sheets, notes=[f"deliveries {first} to {last}", direction]),
        actor=actor,
        period=spelled(*asked),
        keys=("period",),
        columns=("tiv", "world_share", "rank", "hhi", "partners"),
        rows=tuple(rows),
    )


def _known(
    data: Shelf, systems: Systems, actor: str, edition: str | None, direction: str
) -> tuple[TivTable | None, _World | None]:
    """What a TIV table and what deals or totals tell of a state, of one edition: the newest that has it.

    Raises NotFoundError where nothing here has it.
    """
    layouts = ("tiv_imports", "imports") if direction == IMPORTS else ("tiv_exports",)
    tables = data.sheets(SIPRI, *layouts) if data.has(SIPRI, *layouts) else ()
    wanted = [t for t in tables if edition is None or t.vintage == edition]
    exact = tiv_table(wanted, systems, actor)
    try:
        held = _World.of(data, systems, actor, edition, direction)
    except NotFoundError:
        if exact is None:
            raise
        return exact, None
    if exact is None or exact.sheet.vintage == held.sheets[0].vintage:
        return exact, held
    newest = editions([exact.sheet, held.sheets[0]])[0]
    return (exact, None) if exact.sheet.vintage == newest else (None, held)


def _span(exact: TivTable | None, held: _World | None) -> tuple[int | None, int | None]:
    firsts = [x.first for x in (exact, held) if x is not None and x.first is not None]
    lasts = [x.last for x in (exact, held) if x is not None and x.last is not None]
    return min(firsts, default=None), max(lasts, default=None)


@dataclass(frozen=True, slots=True)
class Volume:
    """TIV within a period: as split evenly, at least, and at most; and the rows it is from."""

    tiv: float
    low: float
    high: float
    rows: tuple[str, ...]


def _volumes(deals: Iterable[sipri.Deal], first: int, last: int, *, supplied: bool = False) -> dict[str, Volume]:
    """Supplier -> volume within a period; recipient -> volume where ``supplied``."""
    parts: dict[str, list[tuple[float, float, float, str]]] = defaultdict(list)
    for deal in deals:
        within = deal.within(first, last)
        if any(first <= year <= last for year in deal.years):
            wholly = all(first <= year <= last for year in deal.years)
            other = deal.recipient if supplied else deal.supplier
            parts[other].append((within, deal.tiv if wholly else 0.0, deal.tiv, deal.row))
    return {
        other: Volume(
            sum(p[0] for p in found), sum(p[1] for p in found), sum(p[2] for p in found), tuple(p[3] for p in found)
        )
        for other, found in parts.items()
    }


def _cells(found: Volume, volumes: dict[str, Volume], sheet: Sheet) -> tuple[Cell, Cell]:
    """The volume of one supplier and its share of all, with what it can be at least and at most."""
    rows = found.rows or (sheet.name,)
    whole = sum(v.tiv for v in volumes.values())
    if not whole:
        return Cell(found.tiv, rows=rows, low=found.low, high=found.high), Cell(None)
    if sheet.layout.name == SPLIT:  # nobody can tell from it what fell where
        return Cell(found.tiv, rows=rows), Cell(found.tiv / whole, rows=rows)
    others_low = sum(v.low for v in volumes.values()) - found.low
    others_high = sum(v.high for v in volumes.values()) - found.high
    low = found.low / (found.low + others_high) if found.low else 0.0
    high = found.high / (found.high + others_low) if found.high else 0.0
    share = found.tiv / whole
    return (
        Cell(found.tiv, rows=rows, low=found.low, high=found.high),
        Cell(share, rows=rows, low=min(low, share), high=max(high, share)),
    )


def _register(data: Shelf, systems: Systems, actor: str, edition: str | None) -> tuple[Sheet, list[sipri.Deal]]:
    """The sheet that has what the actor received: of the newest edition, the exact form, the longest."""
    order = {layout: at for at, layout in enumerate(sipri.DEALS)}
    found = []
    for sheet in _editions(data.sheets(SIPRI, *sipri.DEALS), edition):
        deals = sipri.deals(sheet, systems)
        if sipri.selection(sheet).all_suppliers and any(d.recipient == actor for d in deals):
            found.append((sheet, deals))
    if not found:
        raise NotFoundError(
            f"no deliveries to {actor} from all suppliers in the SIPRI data here. Add an export with it: "
            "foedera data add sipri FILE"
        )
    newest = editions(sheet for sheet, _ in found)[0]
    of_newest = [item for item in found if item[0].vintage == newest]
    return min(of_newest, key=lambda item: (order[item[0].layout.name], -len(item[1]), item[0].digest))


def _editions(sheets: Iterable[Sheet], edition: str | None) -> list[Sheet]:
    sheets = list(sheets)
    held = editions(sheets)
    if edition is not None and edition not in held:
        raise NotFoundError(f"no edition '{edition}' of the SIPRI data. Here: {', '.join(str(e) for e in held)}.")
    return [s for s in sheets if edition is None or s.vintage == edition]


@dataclass(frozen=True, slots=True)
class _World:
    """What is known of everybody in one edition, and of one state in it."""

    sheets: tuple[Sheet, ...]
    first: int | None
    last: int | None
    deals: tuple[sipri.Deal, ...]  # of the actor; of everybody, where the export is of all
    is_whole: bool
    totals: dict[int, tuple[float, str]]
    exports: dict[tuple[str, int], tuple[float, str]]
    source: str

    @classmethod
    def of(cls, data: Shelf, systems: Systems, actor: str, edition: str | None, direction: str) -> _World:
        worlds = data.sheets(SIPRI, "world") if data.has(SIPRI, "world") else ()
        try:
            sheet, deals = _whole(data, systems, edition) or _register(data, systems, actor, edition)
        except NotFoundError:
            if direction == IMPORTS or not worlds:
                raise
            return cls._of_totals(worlds, systems, actor, edition)
        chosen = sipri.selection(sheet)
        whole = chosen.all_suppliers and chosen.all_recipients
        totals: dict[int, tuple[float, str]] = {}
        exports: dict[tuple[str, int], tuple[float, str]] = {}
        same = [w for w in worlds if w.vintage == sheet.vintage and not whole]
        if same:
            totals, exports = sipri.world(same[0], systems)
        if direction == EXPORTS and not whole:
            return cls._of_totals(worlds, systems, actor, edition)
        cover = sipri.covers(sheet, deals)
        return cls((sheet, *same[:1]), cover.first, cover.last, tuple(deals), whole, totals, exports, sheet.name)

    @classmethod
    def _of_totals(cls, worlds: Sequence[Sheet], systems: Systems, actor: str, edition: str | None) -> _World:
        for sheet in reversed(_editions(worlds, edition)):
            totals, exports = sipri.world(sheet, systems)
            if any(supplier == actor for supplier, _ in exports):
                return cls((sheet,), min(totals), max(totals), (), False, totals, exports, sheet.name)
        raise NotFoundError(
            f"no exports of {actor} in the SIPRI data here. Add an export of all suppliers and recipients."
        )

    def cells(self, actor: str, first: int, last: int, direction: str, systems: Systems) -> tuple[Cell, ...]:
        if self.first is None or self.last is None or first < self.first or last > self.last:
            return (Cell(None),) * 5
        if direction == EXPORTS and not self.is_whole:
            return self._from_totals(actor, first, last)
        mine = _volumes(_of(self.deals, actor, direction), first, last, supplied=direction == EXPORTS)
        tiv = sum(v.tiv for v in mine.values())
        rows = tuple(row for v in mine.values() for row in v.rows) or (self.source,)
        world, world_rows = self._world(first, last)
        concentrated = hhi(v.tiv for v in mine.values())
        return (
            Cell(tiv, rows=rows, low=sum(v.low for v in mine.values()), high=sum(v.high for v in mine.values())),
            Cell(tiv / world if world else None, rows=(*rows, *world_rows)),
            Cell(self._rank(actor, first, last, direction, systems), rows=(self.source,)),
            Cell(concentrated, rows=rows),
            Cell(float(len(mine)), rows=rows),
        )

    def _world(self, first: int, last: int) -> tuple[float | None, tuple[str, ...]]:
        if self.is_whole:
            return sum(d.within(first, last) for d in self.deals), (self.source,)
        found = [self.totals[y] for y in range(first, last + 1) if y in self.totals]
        if len(found) < last - first + 1:
            return None, ()
        return sum(tiv for tiv, _ in found), tuple(row for _, row in found)

    def _rank(self, actor: str, first: int, last: int, direction: str, systems: Systems) -> float | None:
        if not self.is_whole:
            return None
        volumes: dict[str, float] = defaultdict(float)
        for deal in self.deals:
            volumes[deal.recipient if direction == IMPORTS else deal.supplier] += deal.within(first, last)
        mine = volumes.get(actor, 0.0)
        return (
            float(1 + sum(1 for who, tiv in volumes.items() if tiv > mine and who in systems.titles)) if mine else None
        )

    def _from_totals(self, actor: str, first: int, last: int) -> tuple[Cell, ...]:
        found = [self.exports.get((actor, y)) for y in range(first, last + 1)]
        world, rows = self._world(first, last)
        if None in found or world is None:
            return (Cell(None),) * 5
        tiv = sum(item[0] for item in found if item is not None)
        return (
            Cell(tiv, rows=rows),
            Cell(tiv / world if world else None, rows=rows),
            Cell(None),
            Cell(None),
            Cell(None),
        )


def _of(deals: Iterable[sipri.Deal], actor: str, direction: str) -> list[sipri.Deal]:
    return [d for d in deals if (d.recipient if direction == IMPORTS else d.supplier) == actor]


def _whole(data: Shelf, systems: Systems, edition: str | None) -> tuple[Sheet, list[sipri.Deal]] | None:
    """The newest export of all suppliers and recipients, if there is one."""
    for sheet in reversed(_editions(data.sheets(SIPRI, *sipri.DEALS), edition)):
        chosen = sipri.selection(sheet)
        if chosen.all_suppliers and chosen.all_recipients:
            return sheet, sipri.deals(sheet, systems)
    return None
