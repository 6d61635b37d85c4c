"""``ledger``: views of the future, and what became of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer

from foedera.cli import options, talk
from foedera.model import Direction, Forecast, HolderScore, Text

__all__ = ["register"]

_HERE = Path()
_SAID = {Direction.WILL: "will", Direction.WILL_NOT: "will not", Direction.MAY: "may"}


def register(app: typer.Typer) -> None:
    app.command()(ledger)


def ledger(
    actor: options.Actors = None,
    holder: Annotated[
        str | None, typer.Option("--holder", metavar="NAME", help="Whose view; a part of the name will do.")
    ] = None,
    due: Annotated[bool, typer.Option("--due", help="Only those whose horizon has passed.")] = False,
    scores: Annotated[bool, typer.Option("--scores", help="How the forecasts of each holder fared.")] = False,
    json: options.Json = False,
    jsonl: options.Jsonl = False,
    project: options.ProjectPath = _HERE,
) -> None:
    """List forecasts with what came later for and against them, their outcomes and scores."""
    from foedera.cli import tables
    from foedera.forecasting import forecast_record, score_record
    from foedera.forecasting import scores as by_holder
    from foedera.project import open_project

    with open_project(project) as record:
        found = record.ledger(actor=actor, holder=holder, due=due)
        texts = {text.id: text for text in record.store.texts(f.text_id for f in found)}
    rows = by_holder(found) if scores else []
    if json or jsonl:
        records = [score_record(r) for r in rows] if scores else [forecast_record(f, texts[f.text_id]) for f in found]
        (tables.print_jsonl if jsonl else tables.print_json)(records)
    elif scores:
        _print_scores(rows)
        talk.say(f"{talk.count(sum(r.scored for r in rows), 'forecast')} scored of {len(found):,}.")
    else:
        _print(found, texts)
        talk.say(f"{talk.count(len(found), 'forecast')}, {sum(f.due for f in found):,} due.")


def _print(forecasts: Sequence[Forecast], texts: Mapping[str, Text]) -> None:
    from foedera.cli.tables import print_table

    headings = ("Forecast", "Made", "Until", "+ / - / ?", "Outcome", "Whose, and in which words")
    print_table(headings, [_row(f, texts[f.text_id]) for f in forecasts])


def _row(forecast: Forecast, text: Text) -> tuple[str, ...]:
    from foedera.saying import when, who

    until = "" if forecast.horizon is None else f"{forecast.horizon.last}" + ("\ndue" if forecast.due else "")
    if not until and forecast.horizon_words:
        until = "unknown"
    sides = (forecast.evidence_for, forecast.evidence_against, forecast.bears_on)
    outcome = forecast.outcome.verdict if forecast.outcome else ""
    if forecast.score:
        outcome += f"\n{forecast.score.point:.3f}"
    said = _SAID[forecast.direction]
    if odds := forecast.probability:
        said += f", {odds.as_printed} ({odds.low * 100:g} to {odds.high * 100:g} %)"
    whose = forecast.holder or "nobody named"
    source = text.outlet or text.title or text.path or text.url or text.id
    words = " ".join(forecast.sentence.split())
    return (
        forecast.id[:8],
        when(forecast.made).replace(" to ", "\nto "),
        until,
        " / ".join(str(len(side)) for side in sides),
        outcome,
        f"{whose}: {said}; {who(('about', a) for a in forecast.actors)}\n“{words}” {source}",
    )


def _print_scores(rows: Sequence[HolderScore]) -> None:
    from foedera.cli.tables import print_table

    def number(value: float | None) -> str:
        return "" if value is None else f"{value:.3f}"

    print_table(
        ("Forecasts", "Due", "Scored", "Brier", "Range", "Skill", "Holder"),
        [
            (
                str(r.forecasts),
                str(r.due),
                str(r.scored),
                number(r.brier),
                "" if r.brier is None else f"{number(r.low)} to {number(r.high)}",
                number(r.skill),
                r.holder or "nobody named",
            )
            for r in rows
        ],
    )
