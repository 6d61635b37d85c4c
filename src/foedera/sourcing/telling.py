"""The sentences that say why claims rest on an origin, and why several are one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from foedera.model import Copy, Passage, Text
from foedera.sourcing.naming import JOINT, Voice
from foedera.sourcing.passages import told
from foedera.sourcing.resting import Rest

__all__ = ["Telling", "listed"]

MOST = 6  # names or documents in one sentence; the claims of an origin name all


class Telling:
    """Words for one record; ``labels`` are how documents are named."""

    def __init__(self, texts: Mapping[str, Text], labels: Mapping[str, str]) -> None:
        self._texts = texts
        self._labels = labels

    def rest(self, rest: Rest) -> str:
        """On whom a claim rests, taken by itself."""
        document = rest.document
        if rest.ends:
            voice, printed = rest.ends[0]
            as_printed = "" if printed == voice.name or voice.name in printed else f", printed \u201c{printed}\u201d"
            return f"{document.label} has it from {_quoted(voice)}{as_printed}."
        if document.agency is not None:
            return f"{document.label} is {document.agency.name}'s: \u201c{document.credit}\u201d."
        if not document.own:
            return f"{document.label} names no source; its publisher and its author are unknown."
        return f"{document.label} names no source: it is the word of {listed(v.name for v in document.own)}."

    def one_voice(self, borne: Sequence[tuple[Rest, Voice | None]]) -> str:
        """Why claims that bear one voice are one; empty where it is one document that names it in one way."""
        labels = sorted({rest.document.label for rest, _ in borne})
        voices = [voice for _, voice in borne if voice is not None]
        names = sorted({v.name for v in voices})
        if not voices or (len(labels) == 1 and len(names) == 1):
            return ""
        voice = min(voices, key=lambda v: (v.name, v.kind))
        if voice.key == JOINT:
            return f"{listed(labels)} rest on what several sides say together, {listed(names)}."
        if not voice.is_named:
            return (
                f"{listed(labels)} do not say who their sources are; they may be the same." if len(labels) > 1 else ""
            )
        if len({v.place for v in voices}) > 1 and len(names) > 1:
            whose = "speak for one body" if voice.speaks_for is not None else "belong to one owner"
            return f"{listed(names)} {whose}, {voice.holder}." if voice.holder else f"{listed(names)} are one."
        if all(rest.is_own for rest, _ in borne) and len(labels) > 1:
            is_author = all(one in rest.document.authors for rest, one in borne)
            how = "have one author" if is_author else "appeared with one publisher"
            if all(rest.document.agency is not None for rest, _ in borne):
                how = "are the story of one agency"
            return f"{listed(labels)} {how}, {names[0]}."
        return f"{listed(labels)} rest on one source, {names[0]}." if len(labels) > 1 else ""

    def passage(self, a: Rest, b: Rest, passage: Passage) -> str:
        words = told(passage, self._texts[a.claim.text_id].body)
        return f"The same words stand in {a.document.label} and in {b.document.label}: {words}."

    def copied(self, copy: Copy) -> str:
        longest = max(copy.passages, key=lambda p: (p.a_end - p.a_start, -p.a_start))
        words = told(longest, self._texts[copy.a].body)
        return (
            f"{self._label(copy.a)} and {self._label(copy.b)} share {copy.share:.0%} of the shorter one's words, "
            f"the longest passage {words}."
        )

    def names(self, voice: Voice | None, rest: Rest) -> str:
        """Why one who passes things on rests on another: a document of theirs names that other."""
        document = rest.document
        if rest.ends:
            shown = _quoted(rest.ends[0][0])
        elif document.agency is not None:
            shown = document.agency.name
        else:
            return f"{document.label} tells it too, in words that others share; these are no second origin."
        whose = f"what {voice.name} says" if voice is not None else "what the same words say"
        return f"{document.label} has it from {shown}; {whose} of it without naming a source is no second origin."

    def _label(self, text_id: str) -> str:
        return self._labels.get(text_id, f"document {text_id}")


def _quoted(voice: Voice) -> str:
    return voice.name if voice.is_named and not voice.key.startswith("document:") else f"\u201c{voice.name}\u201d"


def listed(names: Iterable[str]) -> str:
    """ "A", "A and B", "A, B and 5 more"."""
    parts = list(names)
    if len(parts) > MOST:
        parts = [*parts[: MOST - 1], f"{len(parts) - MOST + 1} more"]
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}" if parts else ""
