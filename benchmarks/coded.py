"""Texts beside the project that were coded for it, every claim in them, as gold to fit and to score on.

``data/coded/*.jsonl`` has a row a document: its id in a collection of ``../shared`` and its claims with their spans; no
words of the texts, which are not ours. ``python -m benchmarks.coded FILE.jsonl`` writes them out with their words, in
the form that ``foedera score`` reads. Language-model readers coded them, who knew the codebook and nothing of the
rules.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from benchmarks.material import ROOT, SHARED
from foedera.codebook import Codebook, load
from foedera.score.goldfiles import read_gold
from foedera.score.nouns import Document

FOLDER = ROOT / "benchmarks" / "data" / "coded"
REPORTS = "reports"  # the collection whose texts are files of their own


def documents(book: Codebook) -> list[Document]:
    """Everything coded of which the texts are there; empty without ``../shared``."""
    rows = list(records())
    if not rows:
        return []
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "coded.jsonl"
        write(file, rows)
        return read_gold(file, book)


def records() -> Iterator[dict[str, Any]]:
    """Each coded document as a row of gold, with its text and the words of its claims."""
    for file in sorted(FOLDER.glob("*.jsonl")):
        texts = _texts(file.stem)
        for line in file.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            told = texts.get(row["id"])
            if told is None:
                continue
            body = told["text"]
            claims = [{**c, "evidence": body[c["start"] : c["end"]]} for c in row["claims"]]
            yield {**told, "id": row["id"], "exhaustive": True, "claims": claims, "dyads": row["dyads"]}


def write(file: Path, rows: list[dict[str, Any]]) -> None:
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    file.write_text("".join(lines), encoding="utf-8", newline="")


def _texts(collection: str) -> Mapping[str, dict[str, Any]]:
    """The texts of a collection by id, with what is known of each."""
    if collection == REPORTS:
        return dict(_reports())
    file = SHARED / "corpus" / f"{collection}.jsonl"
    rows = map(json.loads, file.read_text(encoding="utf-8").splitlines()) if file.is_file() else ()
    facts = ("text", "title", "outlet", "published", "url", "language")
    return {row["id"]: {name: row[name] for name in facts if row.get(name)} for row in rows}


def _reports() -> Iterator[tuple[str, dict[str, Any]]]:
    manifest = SHARED / REPORTS / "manifest.jsonl"
    for line in manifest.read_text(encoding="utf-8").splitlines() if manifest.is_file() else ():
        row = json.loads(line)
        with (manifest.parent / row["path"]).open(encoding="utf-8", newline="") as file:
            facts = {name: row[name] for name in ("outlet", "published") if row[name]}
            yield Path(row["path"]).name[:3], {"text": file.read(), **facts}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("out", type=Path, metavar="FILE.jsonl", help="where to write the gold")
    asked = options.parse_args()
    rows = list(records())
    write(asked.out, rows)
    print(f"{len(rows)} documents, {sum(len(r['claims']) for r in rows)} claims, in {asked.out}.")
    print(f"{len(documents(load()))} can be read as gold.")


if __name__ == "__main__":
    main()
