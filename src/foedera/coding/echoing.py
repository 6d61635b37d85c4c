"""Who did what another was just told to have done: "so did Canada", "Peru followed suit", "Chile did the same".

Such a clause has no word of its own for the act. It tells again, of its own subject, what the clause that it hangs on
told of that clause's subject; by itself, what the sentence before told of its subject.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from foedera.coding.company import main_subject
from foedera.coding.drafts import Draft
from foedera.coding.mentions import Mention
from foedera.coding.parsed import Parsed
from foedera.coding.roles import Roles, is_peripheral, split
from foedera.coding.subjects import SUBJECTS, VERBAL
from foedera.coding.tree import Token

__all__ = ["Echo", "EchoWords", "echoed", "echoes", "roles_of_echo"]

_CLAUSES = ("conj", "advcl", "ccomp", "parataxis")
_OBJECTS = ("dobj", "advmod", "attr", "npadvmod")


@dataclass(frozen=True, slots=True)
class EchoWords:
    """Verbs that stand for another, and what beside them says that they do; verbs that do so with a noun."""

    verbs: frozenset[str]
    same: frozenset[str]
    as_marks: frozenset[str]
    phrases: Mapping[str, str]
    screened: frozenset[str]  # what a sentence has one of that tells nothing else

    @classmethod
    def of_words(cls, words: Mapping[str, Any]) -> EchoWords:
        return cls(
            verbs=frozenset(words["verbs"]),
            same=frozenset(words["same"]),
            as_marks=frozenset(words["as"]),
            phrases=words["phrases"],
            screened=frozenset(words["screened"]),
        )


@dataclass(frozen=True, slots=True)
class Echo:
    """A clause that stands for another: its verb, its subject, and the verb of the other (None: a sentence before)."""

    verb: Token
    subject: Token
    above: Token | None

    @property
    def extent(self) -> tuple[int, int]:
        """The tokens of the clause, without the mark at its end."""
        last = self.verb.right_edge
        is_inside = self.above is not None and self.above.head == self.verb
        first = self.subject.left_edge if is_inside else self.verb.left_edge
        return first.i, last.i - (last.is_punct and last.i > self.verb.i)


def echoes(parsed: Parsed, words: EchoWords) -> Iterator[Echo]:
    """The clauses of a sentence that tell of their subject what another clause told of its own."""
    for at, (_, lemma) in enumerate(parsed.forms):
        if lemma not in words.verbs and lemma not in words.phrases:
            continue
        verb = parsed.doc[at]
        if verb.pos_ not in VERBAL:
            continue
        subject = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
        if subject is None or not _stands_for_another(verb, subject, words):
            continue
        if verb.dep_ == "ROOT":
            before = (c for c in verb.children if c.dep_ in _CLAUSES and c.i < subject.i and c.pos_ in VERBAL)
            yield Echo(verb, subject, next(before, None))  # "Oman condemned it; Peru followed suit"
        elif verb.dep_ in _CLAUSES and verb.head.pos_ in VERBAL:
            yield Echo(verb, subject, verb.head)


def _stands_for_another(verb: Token, subject: Token, words: EchoWords) -> bool:
    """Whether a verb says nothing itself, is not denied, and comes to no more than the other did."""
    beside = [c for c in verb.children if c.i != subject.i]
    if any(c.dep_ == "neg" or c.tag_ in ("MD", "TO") for c in beside):
        return False
    lemma = verb.lemma_.lower()
    if lemma in words.phrases:
        return any(c.lower_ == words.phrases[lemma] and c.dep_ in _OBJECTS for c in beside)
    if lemma not in words.verbs:
        return False
    objects = [c for c in beside if c.dep_ in ("dobj", "attr", "acomp", "oprd")]
    if any(c.lower_ not in words.same for c in objects):
        return False
    is_same = any(c.lower_ in words.same and (c.dep_ in _OBJECTS or c.i == verb.i - 1) for c in beside)
    is_like = subject.i > verb.i and any(c.lower_ in words.as_marks and c.i < verb.i for c in beside)
    return is_same or is_like


def roles_of_echo(echo: Echo, draft: Draft, actors: Sequence[Mention]) -> list[Roles]:
    """The roles of what ``draft`` tells, with ``actors`` for its subject; none where it tells nothing of its subject.

    Whom the other acted upon and who now does the same to it has changed sides: "Chad accused Oman, which did the
    same".
    """
    subject = _subject_of(echo, draft)
    if subject is None:
        return []
    first, last = subject.left_edge.i, subject.right_edge.i
    own = [(r, m) for r, m in draft.roles if first <= m.head <= last]
    rest = [(r, m.again(echo.verb)) for r, m in draft.roles if (r, m) not in own and not is_peripheral(draft.type, r)]
    roles = {r for r, _ in own}
    if len(roles) != 1 or not actors:
        return []
    role = roles.pop()
    if {m.actor for m in actors} <= {m.actor for _, m in own}:
        return []
    others = {m.actor for m in actors}
    turned = [(r, own[0][1].again(echo.verb) if m.actor in others else m) for r, m in rest]
    return list(split(draft.type, [*((role, m) for m in actors), *turned]))


def _subject_of(echo: Echo, draft: Draft) -> Token | None:
    """The subject that the echo's own stands for."""
    if echo.above is None:
        return main_subject(draft.parsed.doc)
    return next((c for c in echo.above.children if c.dep_ in SUBJECTS), None)


def echoed(echo: Echo, drafts: Iterable[Draft], number: int) -> Iterator[Draft]:
    """The drafts that an echo in the sentence of that number may tell again."""
    for draft in drafts:
        if draft.group != "event" or draft.negated:
            continue
        if echo.above is None:
            if draft.sentence.number == number - 1:
                yield draft
        elif draft.sentence.number == number and not _is_of_the_echo(draft.token, echo):
            yield draft


def _is_of_the_echo(at: int, echo: Echo) -> bool:
    """Whether a word of the sentence stands in the clause of the echo, and not in the one that it echoes."""
    other = {t.i for t in echo.above.subtree} if echo.above is not None and echo.above.head == echo.verb else set()
    return at in {t.i for t in echo.verb.subtree} - other
