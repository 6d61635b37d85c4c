"""Where a report was written, in its dateline: "RIGA (TNA) - Two diplomats were expelled on Monday"."""

from __future__ import annotations

from foedera.coding.gazetteer import Gazetteer
from foedera.coding.passages import straight
from foedera.model import BlockKind, Text

__all__ = ["Datelines"]


class Datelines:
    """The datelines of a text, one for each of its reports."""

    def __init__(self, text: Text, gazetteer: Gazetteer) -> None:
        lines = [b for b in text.blocks if b.kind is BlockKind.DATELINE]
        self._homes = [(b.end, self._home(text.body[b.start : b.end], gazetteer)) for b in lines]

    def before(self, offset: int) -> str | None:
        """The state that what stands at an offset of the body was reported from; None where no dateline says so."""
        return next((home for end, home in reversed(self._homes) if end <= offset), None)

    @staticmethod
    def _home(line: str, gazetteer: Gazetteer) -> str | None:
        # Cities in capitals are names all the same.
        entries = (hit.entries[0] for hit in gazetteer.find(straight(line).title()))
        return next((e.actor for e in entries if e.kind == "state"), None)
