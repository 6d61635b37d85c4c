"""Set the floors under the coder anew, a little below what it reaches on our own hand-coded documents.

``python tests/floors.py`` (or ``make floors``) writes ``quality.json``. Raising is free. Where a floor would have to
be lowered it writes nothing and says which (exit code 4); ``--reason TEXT`` lowers them and keeps the reason there.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from foedera.project import score_gold
from foedera.score.floors import Floors, slackened, tightened

HERE = Path(__file__).parent
GOLD = HERE / "gold"
QUALITY = HERE / "quality.json"
PARTS = ("develop", "held_out")
SECTION = "own_gold"


def digest(folder: Path) -> str:
    """Sixteen hex digits of the names and contents of the folder's documents."""
    files = sorted(folder.glob("*.yml"))
    whole = hashlib.sha256()
    for file in files:
        whole.update(f"{file.name}\n".encode() + file.read_bytes().replace(b"\r\n", b"\n"))
    return whole.hexdigest()[:16]


def figures_of(part: str) -> dict[str, Any]:
    return dict(score_gold(GOLD / part, resamples=0).figures)


def set_floors(quality: dict[str, Any], figures: dict[str, dict[str, Any]], *, reason: str) -> dict[str, Any]:
    """``quality`` with the floors that the figures of each part hold, and the reason for what was given up.

    Raises ValueError that names every floor that would have to be lowered, where there is no reason.
    """
    section = dict(quality.get(SECTION, {}))
    given_up: dict[str, list[float | None]] = {}
    for part, found in figures.items():
        pinned = section.get(part, {})
        old = Floors(pinned.get("floors", {}), pinned.get("ceilings", {}))
        new = tightened(old, found)
        given_up |= {f"{part}: {name}": list(change) for name, change in slackened(old, new).items()}
        section[part] = {
            "digest": digest(GOLD / part),
            "documents": found["documents"],
            "floors": new.floors,
            "ceilings": new.ceilings,
        }
    if given_up and not reason.strip():
        listed = "".join(f"\n  {name}: {was} to {now}" for name, (was, now) in given_up.items())
        raise ValueError(f"these floors would be lowered, which takes --reason TEXT:{listed}")
    if given_up:
        section["lowered"] = [*section.get("lowered", []), {"reason": reason.strip(), "from_to": given_up}]
    return quality | {SECTION: section}


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reason", default="", metavar="TEXT", help="why floors are lowered; kept in the file")
    options = parser.parse_args(arguments)
    quality = json.loads(QUALITY.read_text(encoding="utf-8"))
    try:
        changed = set_floors(quality, {part: figures_of(part) for part in PARTS}, reason=options.reason)
    except ValueError as refused:
        print(refused)
        return 4
    QUALITY.write_text(json.dumps(changed, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    for part in PARTS:
        pinned = changed[SECTION][part]
        print(f"{part}: {pinned['documents']} documents, {len(pinned['floors'])} floors")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
