"""``code``: read and code without a project."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from foedera.cli import talk
from foedera.model import Claim, Failure, Text

__all__ = ["register"]

Paths = Annotated[list[str] | None, typer.Argument(help="Files, folders, web addresses or feeds.")]
Manifests = Annotated[list[Path] | None, typer.Option("--manifest", help="JSONL or CSV, a row a document; repeatable.")]
CodebookDir = Annotated[
    Path | None, typer.Option("--codebook", help="A folder of your own, laid over the packaged codebook.")
]


def register(app: typer.Typer) -> None:
    app.command()(code)


def code(
    paths: Paths = None,
    manifest: Manifests = None,
    codebook: CodebookDir = None,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="One claim record a line.")] = False,
) -> None:
    """Print the claims of documents, without a project."""
    from foedera import project

    book = project.codebook_of(codebook)
    requests = project.wanted(paths or (), manifests=manifest or ())
    failures: list[Failure] = []
    shown: list[tuple[Claim, Text]] = []
    with talk.progress("Coding", len(requests)) as step:
        for outcome, claims in project.code(requests=requests, codebook=book):
            if isinstance(outcome, Failure):
                failures.append(outcome)
                step()
                continue
            if jsonl:
                print_claims([(claim, outcome) for claim in claims])
            else:
                shown.extend((claim, outcome) for claim in claims)
            step(outcome.title or "")
    if not jsonl:
        talk.say(talk.count(len(shown), "claim"))
    talk.say_failures(failures)
    if failures:
        raise typer.Exit(3)


def print_claims(claims: list[tuple[Claim, Text]]) -> None:
    from foedera.records import record_of

    for claim, text in claims:
        sys.stdout.write(json.dumps(record_of(claim, text), ensure_ascii=False) + "\n")
    sys.stdout.flush()
