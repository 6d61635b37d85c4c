"""Draw the picture of the review from the sample: ``python docs/shots.py`` writes ``docs/images/review.svg``."""

from __future__ import annotations

import asyncio
import re
import tempfile
from pathlib import Path

from foedera.project import open_project
from foedera.review import Session, read_keys
from foedera.review.screen import ReviewApp

HERE = Path(__file__).parent
SIZE = (110, 38)


async def picture(folder: Path) -> str:
    """The screen with the first claim of the queue, as SVG that asks for nothing from elsewhere."""
    with open_project(folder, create=True) as project:
        project.add(manifests=[HERE.parent / "examples" / "manifest.jsonl"])
        session = Session(project, who="Ama Mensah")
        app = ReviewApp(session, read_keys(None))
        async with app.run_test(size=SIZE) as pilot:
            await pilot.pause()
            drawn = app.export_screenshot(title="foedera review")
    drawn = re.sub(r"@font-face \{.*?\}\s*", "", drawn, flags=re.DOTALL)  # fonts from an address elsewhere
    return drawn.replace("Fira Code", "DejaVu Sans Mono")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        drawn = asyncio.run(picture(Path(folder) / "sample"))
    (HERE / "images" / "review.svg").write_text(drawn, encoding="utf-8")


if __name__ == "__main__":
    main()
