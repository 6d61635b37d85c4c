"""The words that syntax turns on in a language: key ``syntax`` of its ``frames.yml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from foedera.errors import CodebookError

__all__ = ["Grammar"]


@dataclass(frozen=True, slots=True)
class Grammar:
    """A set of words a key; the few that are one word or have an order are typed so."""

    relative: frozenset[str]
    object_control: frozenset[str]
    container: frozenset[str]  # nouns that only count or name: "a series of exercises"
    there: frozenset[str]
    where: frozenset[str]  # what opens a clause about a place: "Oman, where Peru keeps a base"
    moving: frozenset[str]  # verbs without an object: none is done to its subject
    expletive: frozenset[str]  # subjects that name nobody new
    support: frozenset[str]  # verbs whose subject takes part in what stands behind their preposition
    location: frozenset[str]  # prepositions of place
    heading: frozenset[str]  # prepositions behind which stands where things go
    pooled: frozenset[str]  # prepositions that may belong to a noun or to what stands behind its "of"
    unpooled: frozenset[str]  # of these, such as belong to the latter where it is somebody's: "of Chad's war against"
    credited: frozenset[str]  # verbs whose object did what stands behind their "for" or "of"
    moved: frozenset[str]  # verbs whose object is brought to do what stands behind their "into": "coerced Oman into"
    outside: frozenset[str]  # verbs whose subject looks on at what stands as their object
    framing: frozenset[str]  # prepositions before what a clause is told against: "after Oman's raid"
    taking: frozenset[str]  # verbs whose subject gets what is their object
    discussing: frozenset[str]  # verbs whose subject only speaks of what is their object
    making: frozenset[str]  # verbs by which a text comes to lay down what its maker wills: "signed a law allowing"
    hurting: frozenset[str]  # verbs whose object an attack was on: "the raid that killed two Omani pilots"
    taking_part: frozenset[str]  # verbs of those who join in what others do: "with Oman taking part"
    uttering: frozenset[str]  # verbs of words that go on a speech: "said that it had been hit and accused Oman"
    transitive: frozenset[str]  # verbs that hand things over, and always say what
    together: frozenset[str]  # what beside a verb says that its subject acts with somebody
    means: frozenset[str]  # prepositions behind which stands what somebody is helped with: "by supplying"
    helping: frozenset[str]  # verbs whose object gets what stands behind such a preposition
    members: frozenset[str]  # prepositions before those whom one belongs to: "among those that signed"
    one: frozenset[str]
    joining: frozenset[str]  # prepositions that name partners, and hang on no place: "in Tashkent between"
    excluding: frozenset[str]  # words that leave out or compare what they govern: "except Oman", "like Oman"
    including: frozenset[str]  # words behind which members stand: "states including Oman"
    beside: frozenset[str]  # behind an actor: so is who follows: "Oman, together with Peru"
    each_with_one: frozenset[str]  # frames in which each of several stands to the other side by itself: "Oman's allies"
    ruling: frozenset[str]  # word classes of what lays down what may be done: "an agreement on visits"
    apart: frozenset[str]  # words that make several acts of one: "spoke separately with Oman and Peru"
    plural_only: frozenset[str]  # plurals that may tell of one act: "talks with"
    dated: frozenset[str]  # what a date may hang on: "called on Monday" is no "call on"
    copular: frozenset[str]  # verbs that say what their subject is
    listing: frozenset[str]  # verbs that say who their subject is made up of
    having: frozenset[str]
    called_after: frozenset[str]  # nouns that a capital before them only names: "the Lima process"
    relational: frozenset[str]  # nouns for others than their owner: "Oman's rivals"
    overtaking: frozenset[str]  # verbs whose subject comes to be what stands behind "as"
    voiced: frozenset[str]  # frames of words: only who can speak fills their sides
    in_mouth: frozenset[
        str
    ]  # frames whose agent is in whose mouth the words are: a speaker quoted, or who issues the text
    shared: frozenset[str]  # of these, frames of what may be said of oneself together with others
    answering: frozenset[str]  # frames of words about a deed: whose it is may have been told before
    held: frozenset[str]  # word classes of what is held somewhere: talks, not what they are about
    convened: frozenset[str]  # frames of talks: who only owns what is talked about takes no part
    armed: frozenset[str]  # frames of force: bands do not act for the state they come from
    whose: frozenset[str]  # frames that fall on those whose the thing is: "froze Libyan assets"
    asked: frozenset[str]  # frames in which what is asked for somewhere is asked of whoever governs there
    mutual: frozenset[str]  # adjectives of what each does to the other
    exchanging: frozenset[str]  # verbs by which each does to the other what their object says
    at_home: frozenset[str]  # frames of what the authorities of a place do there: expel, summon, refuse
    voice: frozenset[str]  # word classes of those who speak or act for a state that owns them
    society: frozenset[str]  # word classes of people who do not speak for their state
    hit: frozenset[str]  # word classes of what is hit where it stands: whose land that is, is hit too
    irregular: frozenset[str]  # word classes of bands
    done_to: frozenset[str]  # word classes of what is done to somebody: "the attack on Oman"
    upon: frozenset[str]  # prepositions behind which those stand
    bounds: frozenset[str]  # word classes of borders: who has one that something is near takes no part
    viewing: frozenset[str]  # frames of views: whom they are about may stand in the sentence before
    ties: frozenset[str]  # word classes of what stands between two sides
    deeds: frozenset[str]  # word classes of words that take up an act told of before: "the move"
    bare: frozenset[str]  # determiners with which a tie is that of the pair in mind
    taking_up: frozenset[str]  # determiners of a deed that was told of before
    pointing: frozenset[str]  # pronouns for such a deed
    leading: frozenset[str]  # frames of ways: a city at their end stands for its state
    contesting: frozenset[str]  # frames whose parties are known by the name of what they contest
    paired: frozenset[str]  # frames whose parties may be told by "their": the pair spoken of
    their: frozenset[str]
    holding: frozenset[str]  # frames whose other side is who holds what is named
    strife: frozenset[str]  # word classes of what goes on between others
    owned_by: tuple[str, ...]  # prepositions behind a noun that name whose it is, likeliest first
    abstract_endings: tuple[str, ...]  # of nouns for acts, states and qualities: "expansion", "reliability"
    concrete: frozenset[str]  # nouns with such an ending that name a thing or a body: "government"
    plural_endings: Mapping[str, str]  # and what stands for them in the singular, longest first
    conditional: frozenset[str]  # what opens a condition: "would respond if"
    of: str
    as_: str
    partner: str  # the preposition before a partner
    doer: str  # the preposition before who does what a noun tells
    judged_for: str  # the preposition before those for whom something is hard, or what it is
    between: str  # the preposition that leaves nobody out

    def is_opposed(self, frame: str) -> bool:
        """Whether the two sides of a frame are never the same state."""
        return frame in self.voiced or frame in self.armed or frame in self.whose

    @property
    def unnamed(self) -> frozenset[str]:
        """Frames whose sides the phrase may leave unnamed."""
        return self.contesting | self.paired | self.holding

    @classmethod
    def of_words(cls, words: Mapping[str, Any]) -> Grammar:
        """Raises CodebookError that names the keys which ``syntax`` lacks."""
        syntax = words["syntax"]
        names = {f.name: f.name.rstrip("_") for f in fields(cls)}
        missing = sorted(key for key in names.values() if key not in syntax)
        if missing:
            raise CodebookError(f"frames.yml, syntax: no {', '.join(missing)}. Compare with the packaged file.")
        kinds = {f.name: str(f.type).partition("[")[0] for f in fields(cls)}
        made = {"frozenset": frozenset, "tuple": tuple, "Mapping": dict, "str": str}
        return cls(**{name: made[kinds[name]](syntax[key]) for name, key in names.items()})
