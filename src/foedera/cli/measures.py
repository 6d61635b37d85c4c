"""Commands that measure: ``measure measures compare indices panel``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from foedera.cli import options, talk

if TYPE_CHECKING:
    from foedera.codebook import Codebook
    from foedera.table import Table

__all__ = ["register"]

_HERE = Path()

Measure = Annotated[str, typer.Argument(metavar="NAME", help="Such as balance; see: foedera measures.")]
Vectors = Annotated[
    list[str] | None,
    typer.Option("--with", metavar="PARTNERS", help="Partners or vectors, with commas between: USA,CHN or west,china."),
]
Output = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="Ends in .csv, .json, .parquet or .arrow.")
]
Picture = Annotated[
    Path | None,
    typer.Option("--picture", metavar="FILE", help="Ends in .svg, .png or .json; its table goes beside it as .csv."),
]
Beside = Annotated[
    str | None, typer.Option("--beside", metavar="TABLE", help="Print a table that stands beside it, as sensitivity.")
]
# What only some measures have; whoever gives one to another is told which have it.
LookingBack = Annotated[
    bool, typer.Option("--looking-back", help="change_points: take every year of the period as looked at.")
]
Window = Annotated[
    str | None,
    typer.Option("--window", metavar="YEARS", help="arms_*, exercise_partners: periods of so many years, or: all."),
]
Edition = Annotated[
    str | None, typer.Option("--edition", metavar="EDITION", help="arms_*: of the SIPRI data, as in: data list.")
]
Direction = Annotated[
    str | None, typer.Option("--direction", metavar="WAY", help="arms_position: imports (as is) or exports.")
]
NoNonAggression = Annotated[
    bool, typer.Option("--without-nonaggression", help="alliance_similarity: leave out pacts of non-aggression.")
]
Distance = Annotated[
    str | None, typer.Option("--distance", metavar="KIND", help="alliance_similarity: absolute (as is) or squared.")
]


def register(app: typer.Typer) -> None:
    app.command()(measure)
    app.command()(measures)
    app.command()(compare)
    app.command()(indices)
    app.command()(panel)


def measure(
    name: Measure,
    actor: Annotated[str, typer.Argument(metavar="ACTOR", help="Code, acronym or name: whose relations.")],
    partners: Vectors = None,
    since: options.Since = None,
    until: options.Until = None,
    looking_back: LookingBack = False,
    window: Window = None,
    edition: Edition = None,
    direction: Direction = None,
    without_nonaggression: NoNonAggression = False,
    distance: Distance = None,
    beside: Beside = None,
    output: Output = None,
    picture: Picture = None,
    json: options.Json = False,
    codebook: options.CodebookDir = None,
    project: options.ProjectPath = _HERE,
) -> None:
    """Measure an actor's relations; every number lists its claims."""
    own = _own(looking_back, window, edition, direction, without_nonaggression, distance)
    from foedera.project import open_project

    with open_project(project) as record:
        book = _book(codebook)
        table = record.measure(name, actor, partners=partners or (), since=since, until=until, codebook=book, **own)
        used = book or record.codebook
    _answer(table, used, beside=beside, output=output, picture=picture, json=json, title=_title(used, [actor]))


def measures(
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="Print the method card of one.")] = None,
    json: options.Json = False,
) -> None:
    """List the measures with their method cards: formula, source, unit, what is missing, traps."""
    from foedera.cli import printing, tables
    from foedera.errors import NotFoundError
    from foedera.project.measuring import cards

    found = cards()
    if name is not None and name not in found:
        raise NotFoundError(f"no measure '{name}'. Known: {', '.join(found)}.")
    chosen = {n: card for n, card in found.items() if name in (None, n)}
    if json:
        tables.print_json(chosen)
        return
    if name is None:
        tables.print_table(("Measure", "What it tells"), [(n, card.splitlines()[0]) for n, card in chosen.items()])
        talk.say("A method card: foedera measures NAME.")
        return
    for line in chosen[name].splitlines():
        printing.say(line)


def compare(
    actors: Annotated[list[str], typer.Argument(metavar="ACTOR...", help="Two or more: codes, acronyms or names.")],
    name: Annotated[str, typer.Option("--measure", metavar="NAME", help="See: foedera measures.")] = "balance",
    partners: Vectors = None,
    since: options.Since = None,
    until: options.Until = None,
    looking_back: LookingBack = False,
    window: Window = None,
    edition: Edition = None,
    direction: Direction = None,
    without_nonaggression: NoNonAggression = False,
    distance: Distance = None,
    beside: Beside = None,
    output: Output = None,
    picture: Picture = None,
    json: options.Json = False,
    codebook: options.CodebookDir = None,
    project: options.ProjectPath = _HERE,
) -> None:
    """Lay one measure of several actors side by side."""
    own = _own(looking_back, window, edition, direction, without_nonaggression, distance)
    from foedera.project import open_project

    with open_project(project) as record:
        book = _book(codebook)
        table = record.compare(actors, name, partners=partners or (), since=since, until=until, codebook=book, **own)
        used = book or record.codebook
    _answer(table, used, beside=beside, output=output, picture=picture, json=json, title=_title(used, actors))


def indices(
    actor: Annotated[str, typer.Argument(metavar="ACTOR", help="Code, acronym or name: whose relations.")],
    partners: Vectors = None,
    since: options.Since = None,
    until: options.Until = None,
    output: Output = None,
    json: options.Json = False,
    codebook: options.CodebookDir = None,
    project: options.ProjectPath = _HERE,
) -> None:
    """Lay every index of nearness beside the others: a row an index, a column a partner."""
    from foedera.project import open_project

    with open_project(project) as record:
        book = _book(codebook)
        table = record.indices(actor, partners=partners or (), since=since, until=until, codebook=book)
        used = book or record.codebook
    _answer(table, used, output=output, json=json)


def panel(
    directed: Annotated[bool, typer.Option("--directed", help="From source to target, each way a row.")] = False,
    by: Annotated[
        str, typer.Option("--by", metavar="WAY", help="total, family, type, status or level: a column each.")
    ] = "total",
    spans: Annotated[
        str,
        typer.Option("--spans", metavar="WAY", help="Of events dated by a span of years: apart, first or each."),
    ] = "apart",
    everyone: Annotated[bool, typer.Option("--all", help="Also pairs that no event ties.")] = False,
    actor: options.Actors = None,
    since: options.Since = None,
    until: options.Until = None,
    beside: Beside = None,
    output: Output = None,
    picture: Picture = None,
    json: options.Json = False,
    project: options.ProjectPath = _HERE,
) -> None:
    """Lay out dyad-years with ISO and COW codes; 0 is "looked and found nothing", empty "not covered"."""
    from foedera.project import open_project

    with open_project(project) as record:
        table = record.panel(
            actor=actor or (), since=since, until=until, directed=directed, by=by, spans=spans, everyone=everyone
        )
        used = record.codebook
    _answer(table, used, beside=beside, output=output, picture=picture, json=json, only_found=True)


def _book(folder: Path | None) -> Codebook | None:
    """The codebook to measure with: its weights and vectors. The record stays as it was coded."""
    from foedera.project import codebook_of

    return codebook_of(folder) if folder else None


def _own(
    looking_back: bool,
    window: str | None,
    edition: str | None,
    direction: str | None,
    without_nonaggression: bool,
    distance: str | None,
) -> dict[str, Any]:
    """The options that were given, as the measure names them."""
    from foedera.errors import UsageError

    if window is not None and window != "all" and not window.isdigit():
        raise UsageError(f"--window {window} is no number of years. Give one, or: all.")
    given = {"looking_back": looking_back or None, "edition": edition, "direction": direction, "distance": distance}
    told: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    if window is not None:
        told["window"] = None if window == "all" else int(window)
    if without_nonaggression:
        told["nonaggression"] = False
    return told


def _title(codebook: Codebook, actors: list[str]) -> str:
    return ", ".join(codebook.actor_name(codebook.actor(a)) for a in actors)


def _answer(
    table: Table,
    codebook: Codebook,
    *,
    beside: str | None = None,
    output: Path | None = None,
    picture: Path | None = None,
    json: bool = False,
    title: str = "",
    only_found: bool = False,
) -> None:
    """Data to standard output or to files; what the record covers, and what else there is, to standard error."""
    from foedera.cli import measured, tables
    from foedera.project.measuring import beside_of, save

    shown = beside_of(table, beside)
    if picture is not None:
        from foedera.exports.pictures import write

        drawn, *twins = write(table, picture, codebook, title=title)
        talk.say(f"Wrote {drawn}, and beside it {', '.join(map(str, twins))}.")
    if output is not None:
        talk.say(f"Wrote {save(shown, output)}: {talk.count(len(shown), 'row')}.")
    if json:
        tables.print_json(shown.record())
    elif output is None:
        measured.print_measured(shown, only_found=only_found)
    measured.say_about(table)
