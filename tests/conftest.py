"""What many tests share: the packaged codebook, the command line in-process, and a coder quick enough for laws."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from foedera import cli, codebook, coding
from foedera.codebook import Codebook
from foedera.model import Claim, Interval, Precision, Quote, Role, Status, Text, claim_id
from support_cli import Answer

# A law that fails on chance input is worth finding at a desk; a build must not depend on chance.
settings.register_profile("build", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("build")

SHARED = Path(__file__).parents[2] / "shared"


@pytest.fixture(scope="session")
def book() -> Codebook:
    return codebook.load()


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Callable[..., Answer]:
    """The command line, in this process: ``run("add", path, "--project", folder)``."""

    def command(*arguments: object) -> Answer:
        capfd.readouterr()
        with pytest.raises(SystemExit) as left:
            cli.main([str(a) for a in arguments])
        out, err = capfd.readouterr()
        code = left.value.code
        return Answer(code if isinstance(code, int) else int(bool(code)), out, err)

    return command


_PLAIN = re.compile(r"^([A-Z]{3}) visited ([A-Z]{3})\.$", re.MULTILINE)


def plain_claims(text: Text, book: Codebook) -> list[Claim]:
    """A visit for each line of the form ``OMN visited PAK.``, on the text's own day."""
    return [
        Claim(
            id=claim_id(text.id, "visit", *found.span()),
            text_id=text.id,
            type="visit",
            family="contact",
            status=Status.OCCURRED,
            roles=(
                Role("visitor", found[1], "state", found[1], *found.span(1)),
                Role("host", found[2], "state", found[2], *found.span(2)),
            ),
            quote=Quote.of(text.body, *found.span()),
            date=_same_day(text.published),
            dyads=(tuple(sorted((found[1], found[2]))),),  # type: ignore[arg-type]
            codebook=book.version,
        )
        for found in _PLAIN.finditer(text.body)
    ]


def _same_day(published: Interval | None) -> Interval | None:
    if published is None:
        return None
    return Interval(published.start, published.end, Precision.RANGE, "the day of publication")


@pytest.fixture
def plain_coder(monkeypatch: pytest.MonkeyPatch) -> None:
    """In place of the rule coder, so that tests of the record are not tests of the grammar."""

    def code_all(texts: Iterable[Text], book: Codebook) -> Iterator[tuple[Text, list[Claim]]]:
        for text in texts:
            yield text, plain_claims(text, book)

    monkeypatch.setattr(coding, "code", plain_claims)
    monkeypatch.setattr(coding, "code_all", code_all)
