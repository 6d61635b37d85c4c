"""Quotations that run over several sentences: where one is open, and in which sentence it may be said who speaks.

"It is a farce. They must stop," Oman's minister said: the first sentence is the minister's too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from foedera.coding.mentions import Mention
from foedera.coding.parsed import Parsed
from foedera.coding.passages import Sentence
from foedera.coding.tree import Doc

__all__ = ["Quotation", "Spoken", "quotations", "said_of"]

MARK = '"'  # as it stands in the plain sentence


@dataclass(frozen=True, slots=True)
class Quotation:
    """How a sentence stands in a quotation that is longer than itself."""

    is_open: bool  # it begins inside
    is_whole: bool  # it has no word outside
    last: int  # the number of the sentence that the quotation ends in

    def ahead(self, number: int, parsed: Mapping[int, Parsed]) -> list[Parsed]:
        """The sentences from the next one to the end of the quotation, as far as they were parsed."""
        return [parsed[n] for n in range(number + 1, self.last + 1) if n in parsed]


@dataclass(frozen=True, slots=True)
class Spoken:
    """Tokens ``[start, end)`` of a sentence are in the mouth of an actor; of one who speaks for it, or not."""

    start: int
    end: int
    actor: str
    kind: str
    is_official: bool


def said_of(doc: Doc, named: Iterable[Mention], spoken: Spoken, prepositions: Collection[str]) -> Mention | None:
    """Who is named outside of a quotation as whom it is said of: "..., the minister said of the Omani troops"."""
    for mention in named:
        if spoken.start <= mention.head < spoken.end or mention.actor == spoken.actor:
            continue
        steps = (doc[mention.head], *doc[mention.head].ancestors)
        phrase = next((t for t in steps if t.dep_ == "pobj"), None)
        if phrase is None or phrase.head.lower_ not in prepositions:
            continue
        verb = phrase.head.head
        if verb.pos_ == "VERB" and any(
            c.dep_ == "ccomp" or c.i < spoken.end for c in verb.children if c.dep_ != "prep"
        ):
            return mention if not spoken.start <= verb.i < spoken.end else None
    return None


def quotations(found: Iterable[Sentence]) -> dict[int, Quotation]:
    """By the number of the sentence; of quotations that end with their paragraph at the latest."""
    made: dict[int, Quotation] = {}
    running: list[tuple[int, bool, bool]] = []
    block = -1
    is_open = False

    def close(last: int) -> None:
        if len(running) > 1:
            made.update({number: Quotation(opened, whole, last) for number, opened, whole in running})
        running.clear()

    for sentence in found:
        if sentence.block != block and running:
            close(running[-1][0])
        if sentence.block != block:
            block, is_open = sentence.block, False
        marks = sentence.plain.count(MARK)
        if is_open and _opens_anew(sentence.plain):
            running.clear()  # the one before was closed without a mark, or never opened
            is_open = False
        stays = _is_open_behind(sentence.plain, is_open=is_open)
        begins = is_open or sentence.plain.startswith(MARK)
        whole = begins and marks == (not is_open) + (not stays) and (stays or sentence.plain.endswith(MARK))
        if is_open or stays:
            running.append((sentence.number, is_open, whole))
        if is_open and marks:
            close(sentence.number)
            if stays:
                running.append((sentence.number, False, False))
        is_open = stays
    if running:
        close(running[-1][0])
    return made


def _marks(plain: str) -> list[int]:
    return [at for at, sign in enumerate(plain) if sign == MARK]


def _opens(plain: str, at: int) -> bool:
    """Whether a mark stands before a word and behind a blank."""
    behind = plain[at + 1 : at + 2]
    return (at == 0 or plain[at - 1] in " (") and bool(behind.strip())


def _opens_anew(plain: str) -> bool:
    """Whether the first mark of a sentence opens a quotation: then none was open before it."""
    marks = _marks(plain)
    return bool(marks) and marks[0] > 0 and _opens(plain, marks[0])


def _is_open_behind(plain: str, *, is_open: bool) -> bool:
    for at in _marks(plain):
        is_open = True if _opens(plain, at) else not is_open
    return is_open
