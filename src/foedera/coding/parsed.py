"""One sentence, parsed, with what is named and told of in it; and what fills a frame's slots there."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from foedera.codebook import NamedDispute
from foedera.coding.mentions import Mention, Title
from foedera.coding.slots import Arguments
from foedera.coding.tree import Doc, Token

__all__ = ["THING", "Parsed", "Slots"]

THING = "thing"  # the slot of what is acted on, which is no party


@dataclass
class Parsed:
    """One sentence, parsed, with its names, its open titles and the word classes of its tokens."""

    doc: Doc
    mentions: list[Mention]
    titles: dict[int, Title]
    classes: list[frozenset[str]]
    makers: list[Mention] = field(default_factory=list)  # whose make things are, and no more: "Omani-built"
    leaders: list[Mention] = field(default_factory=list)  # who is only said to lead what is named: "Omani-led"
    by_head: dict[int, list[Mention]] = field(default_factory=dict)
    covered: dict[int, list[Mention]] = field(default_factory=dict)
    forms: list[tuple[str, str]] = field(default_factory=list)  # of each token: lower-cased form, lemma
    words: frozenset[str] = frozenset()  # every form, lemma and word class of the sentence
    things: frozenset[str] = frozenset()  # words and word classes of what "it" and "them" may stand for
    named: frozenset[int] = frozenset()  # tokens inside a name of several words: no triggers
    phrases: dict[int, frozenset[str]] = field(default_factory=dict)  # word classes of phrases, once worked out
    found: dict[tuple[int, int], list[Mention]] = field(default_factory=dict)  # actors of phrases, by token and depth
    contested: dict[int, NamedDispute] = field(default_factory=dict)  # tokens that name what is in dispute
    around: dict[int, Arguments] = field(default_factory=dict)  # what stands around a trigger word

    def __post_init__(self) -> None:
        self.forms = self.doc.forms
        self.named = frozenset(
            i
            for m in self.mentions
            if m.kind == "organisation" or m.name
            for i in range(m.start, m.end)
            if m.end - m.start > 1
            and m.form in ("organisation", "institution")
            and i != m.head
            or m.form == "organisation"
        )
        # The words of a body's name say what it is called, not what happens.
        self.classes = [frozenset() if i in self.named else found for i, found in enumerate(self.classes)]
        said = (form for i, form in enumerate(self.forms) if i not in self.named)
        self.words = frozenset().union(*said, *self.classes)
        for mention in self.mentions:
            self.by_head.setdefault(mention.head, []).append(mention)
            for i in range(mention.start, mention.end):
                self.covered.setdefault(i, []).append(mention)

    def exchange(self, old: Mention, new: Mention) -> None:
        """Let another mention stand for one, at the same words."""
        self.mentions[:] = [new if m is old else m for m in self.mentions]
        for table in (self.by_head, self.covered):
            for at, found in table.items():
                table[at] = [new if m is old else m for m in found]

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every form, lemma and word class of the sentence, those inside names too."""
        return frozenset().union(*self.forms, *self.classes)

    def is_class_only_at(self, at: int, name: str) -> bool:
        """Whether a word class of the sentence, of one token, is of no other, nor itself a word of it."""
        is_word = any(name in form for i, form in enumerate(self.forms) if i not in self.named)
        return not is_word and all(i == at or name not in classes for i, classes in enumerate(self.classes))

    @cached_property
    def all_classes(self) -> list[str]:
        """The word classes of the sentence, in order of their names."""
        return sorted(set().union(*self.classes))

    def is_passive(self, trigger: Token) -> bool:
        """Of a trigger whose surroundings have been looked at; not so of others."""
        return trigger.i in self.around and self.around[trigger.i].passive


@dataclass(slots=True)
class Slots:
    """What fills a frame's slots: the parties, and the heads they or the things were found at."""

    parties: dict[str, list[Mention]]
    heads: dict[str, list[Token]]
    arguments: Arguments
