"""From a trigger to its parties: the codebook's frames applied to what the syntax offers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import takewhile
from typing import Any

from foedera.coding.arguments import arguments
from foedera.coding.disputing import fill_sides
from foedera.coding.grammar import Grammar
from foedera.coding.joining import is_taking_part
from foedera.coding.lists import listed_before, listed_behind, names_more
from foedera.coding.mentions import RECIPROCAL, REFERENCE, Mention
from foedera.coding.modifying import modifiers_of, owners_of
from foedera.coding.mouths import slots_of_speech
from foedera.coding.parsed import THING, Parsed, Slots
from foedera.coding.predicates import names_what_follows
from foedera.coding.reference import Discourse
from foedera.coding.sides import (
    BESIDE,
    apposed_to,
    is_between,
    is_handed_over,
    is_himself,
    is_needless,
    is_of_object,
    is_own_place,
    is_owner,
    once_each,
    owned_by,
    without_venue,
)
from foedera.coding.slots import Arguments
from foedera.coding.subjects import is_excluded
from foedera.coding.takingup import taken_up
from foedera.coding.tree import Token

__all__ = ["Frames", "Parsed", "Slots"]

MAKER = "maker"  # whose make a thing is, who claims it: "Omani-claimed", before it
LED = "led_by"  # who stands before a hyphen and a participle: "the Kurdish-led Democratic Forces"
OVER = "gov_subj"  # who stands as the subject of the verb above a noun
_SIDES = ("agent", "other")
_OWNING = "poss"
_PLURALS = ("NNS", "NNPS")
_CONVENED = ("parties", "beside")
_OWNING_FORMS = ("name", "adjective", "capital", "prefix", REFERENCE)


class Frames:
    """A language's ``frames.yml``, compiled once."""

    def __init__(self, words: Mapping[str, Any]) -> None:
        self.grammar = Grammar.of_words(words)
        self._table: dict[tuple[str, str], dict[str, list[list[str]]]] = {}
        for name, realisations in words["frames"].items():
            for pos, slots in realisations.items():
                self._table[name, pos] = {
                    slot: [entry.split("+") for entry in listed] for slot, listed in slots.items()
                }

    @cached_property
    def slot_names(self) -> frozenset[str]:
        """Every slot that some frame has; what else a trigger asks for are places beside it."""
        return frozenset(slot for table in self._table.values() for slot in table)

    @property
    def names(self) -> frozenset[str]:
        return frozenset(name for name, _ in self._table)

    def _realised(self, trigger: Token, frame: str) -> Mapping[str, list[list[str]]]:
        """Where each slot of a frame is looked for around such a word."""
        pos = "verb" if trigger.pos_ in ("VERB", "AUX") else "noun"
        return self._table.get((frame, pos)) or self._table.get((frame, "verb")) or {}

    def things(self, trigger: Token, frame: str, parsed: Parsed) -> list[Token]:
        """The heads of what is acted on, which takes no knowledge of the parties."""
        if frame in self.grammar.in_mouth:
            return []
        args = self.around(trigger, parsed)
        groups = self._realised(trigger, frame).get(THING, ())
        return [t for group in groups for place in group for t in args.slots.get(place, ())]

    def slots(self, trigger: Token, frame: str, parsed: Parsed, discourse: Discourse) -> Slots:
        """Who and what fills the slots of a frame around a trigger word."""
        table = self._realised(trigger, frame)
        args = self.around(trigger, parsed)
        if frame in self.grammar.in_mouth:
            return self._spoken(trigger, frame, args, parsed, discourse)
        slots = self._filled(trigger, frame, table, args, parsed, discourse)
        if frame in self.grammar.unnamed:
            fill_sides(
                slots, trigger, frame, parsed, discourse, self.grammar, lambda t: self.actors_at(t, parsed, discourse)
            )
        return slots

    def _filled(
        self,
        trigger: Token,
        frame: str,
        table: Mapping[str, list[list[str]]],
        args: Arguments,
        parsed: Parsed,
        discourse: Discourse,
    ) -> Slots:
        parties: dict[str, list[Mention]] = {}
        heads: dict[str, list[Token]] = {}
        used: set[tuple[int, str]] = set()
        between = self.grammar.between
        faced = _SIDES if self.grammar.is_opposed(frame) else ()
        sides: set[str] = set()  # a state on the one side of an act is not looked for on the other
        for slot, choices in table.items():
            if slot == THING or is_needless(slot, parties, args, self.grammar):
                continue
            found: list[Mention] = []
            for group in choices:
                for place in group:
                    standing = [trigger] if place == MAKER else args.slots.get(place)
                    if not standing or (place == OVER and self._is_of_those_named(found, parties, args)):
                        continue
                    if group[0] == between and len(found) > 1 and heads[slot][-1].head.lower_ == between:
                        break  # "between Chad and Niger" leaves nobody out
                    for token in standing:
                        if slot == "venue" and not self._is_held_there(token, trigger, args, frame, parsed):
                            continue
                        if slot == "parties" and self._is_enough(found, token, trigger, discourse):
                            continue
                        got = [
                            m
                            for m in self._named_in(
                                token, place, slot, (trigger, frame), table, parsed, discourse, parties
                            )
                            if (m.head, m.actor) not in used
                            and not self._is_setting(m, place, slot, frame)
                            and self._may_take(m, token, frame, slot, parsed)
                            and not (slot == "other" and is_himself(m, parties.get("agent", ())))
                            and not (slot in faced and m.actor in sides and m.form not in (RECIPROCAL, "society"))
                        ]
                        if got:
                            heads.setdefault(slot, []).append(token)
                        found += got
                if found or (_OWNING in group and any(discourse.is_personal(t) for t in args.slots.get(_OWNING, ()))):
                    break  # "will visit Apia after his trip to Lima": whose trip it is, the pronoun says, known or not
            found = once_each([*found, *self._joined(slot, args, parsed, discourse)] if found else found)
            sides |= {m.actor for m in found} if slot in _SIDES else set()
            used |= {(m.head, m.actor) for m in found}
            filled = "parties" if slot == BESIDE else slot
            parties[filled] = once_each([*parties.get(filled, ()), *found])
        self._fill_unsaid(parties, trigger, frame, args, discourse)
        if frame in self.grammar.viewing and not parties.get("agent"):
            parties["agent"] = self.taken_up(trigger, parsed, discourse)
        self._fill_pointed_at(parties, frame, args, parsed, discourse)
        heads |= {THING: self.things(trigger, frame, parsed)}
        return Slots(parties, heads, args)

    def _is_of_those_named(
        self, found: Sequence[Mention], parties: Mapping[str, Sequence[Mention]], args: Arguments
    ) -> bool:
        """ "They discussed Chad's ties with Mali": with both named, whoever does so is neither."""
        verb = args.governor
        is_discussed = verb is not None and verb.lemma_.lower() in self.grammar.discussing
        return is_discussed and len({m.actor for m in found}) + len(parties) > 1

    def _is_enough(self, found: Sequence[Mention], token: Token, trigger: Token, discourse: Discourse) -> bool:
        """Whether those who act are named, and not others beside what they act on: "discussed ties with Peru". A
        "trilateral treaty with Peru" has a third."""
        is_made = trigger.lemma_.lower() in self.grammar.making  # "signed a treaty with Peru": it is of all of them
        if len(found) < 2 or is_made or not is_of_object(token, trigger):
            return False
        return (discourse.size(token.head.head) or 0) <= len({m.actor for m in found})

    def _joined(self, slot: str, args: Arguments, parsed: Parsed, discourse: Discourse) -> list[Mention]:
        """ "Oman joined the talks between Peru and Chile": it is in them too."""
        if slot != "parties" or args.governor is None or not is_taking_part(args.governor, self.grammar):
            return []
        return [m for t in args.slots.get("gov_subj", ()) for m in self.actors_at(t, parsed, discourse)]

    def taken_up(self, token: Token, parsed: Parsed, discourse: Discourse) -> list[Mention]:
        """Whom a word of view or the verb above it is about, where the clause names nobody."""
        return taken_up(token, self.around(token, parsed), parsed, discourse, self.grammar)

    def around(self, token: Token, parsed: Parsed) -> Arguments:
        """What stands around a word, worked out once."""
        if token.i not in parsed.around:
            parsed.around[token.i] = arguments(token, self.grammar)
        return parsed.around[token.i]

    def _is_held_there(self, token: Token, trigger: Token, args: Arguments, frame: str, parsed: Parsed) -> bool:
        """Whether a place is that of the act; of talk, not that of what is talked about ("the crisis in Haiti")."""
        above = token.head.head if token.dep_ == "pobj" else token.head
        is_thing = above.pos_ == "NOUN" and above.i not in parsed.covered and above.i not in parsed.titles
        is_topic = is_thing and above.dep_ == "dobj" and not self.grammar.held & parsed.classes[above.i]
        return is_own_place(token, trigger, args) and not (frame in self.grammar.convened and is_topic)

    def _named_in(
        self,
        token: Token,
        place: str,
        slot: str,
        told: tuple[Token, str],
        table: Mapping[str, list[list[str]]],
        parsed: Parsed,
        discourse: Discourse,
        parties: Mapping[str, Sequence[Mention]],
    ) -> list[Mention]:
        """The actors in one phrase of a place; ``told`` is the trigger and its frame."""
        trigger, frame = told
        if place == MAKER:
            return [m for m in parsed.makers if trigger.left_edge.i <= m.start < trigger.i]
        if place == LED:
            return [replace(m, form="adjective") for m in parsed.leaders if m.end + 1 == trigger.i]
        if place == "mod" or place == "poss":
            got = modifiers_of(trigger if place == "mod" else token, token, parsed, discourse, self)
            return without_venue(got, slot, place)
        got = self.actors_at(token, parsed, discourse)
        if place == "appos" and trigger.tag_ == "NN" and names_what_follows(trigger):
            got = [m for m in got if m.head == token.i or m.start <= token.i < m.end]  # "NATO member Oman and Chad"
        if slot == "other" and place == "obj" and is_handed_over(token, place, table, parsed):
            # "supplying US aircraft": whose aircraft, not who gets them
            owned = frame in self.grammar.whose  # "froze US assets": whose assets, and no one else's
            got = [m for m in got if is_owner(m, parsed.doc, owned=owned, agent=parties.get("agent"))]
        elif (
            slot == "agent" and place == "obj" and ["obj"] in table.get("other", ()) and not parsed.is_passive(trigger)
        ):
            got = [m for m in got if m.head != token.i]  # "to supply Chad": it gets, and gives nothing
        return got

    def _fill_unsaid(
        self, parties: dict[str, list[Mention]], trigger: Token, frame: str, args: Arguments, discourse: Discourse
    ) -> None:
        """The side that is understood: the authorities on the spot, or each of those who do it to the other."""
        agents, others = parties.get("agent", []), parties.get("other", [])
        if not agents and others and args.passive and frame in self.grammar.at_home:
            found = discourse.at_home(trigger)  # "RIGA - Two diplomats were expelled"
            parties["agent"] = [found] if found is not None and found.actor not in {m.actor for m in others} else []
        if len(agents) > 1 and "other" in parties and not others and self._is_mutual(trigger, args):
            parties["other"] = [replace(m, form=RECIPROCAL) for m in agents]

    def _spoken(self, trigger: Token, frame: str, args: Arguments, parsed: Parsed, discourse: Discourse) -> Slots:
        """What a quotation, or a release, says of others by a word that no verb of saying governs."""
        places = [place for group in self._table[frame, "verb"]["other"] for place in group]
        is_shared = frame in self.grammar.shared
        slots = slots_of_speech(trigger, places, args, parsed, discourse, self, is_shared=is_shared)
        self._fill_pointed_at(slots.parties, frame, args, parsed, discourse)
        return slots

    def _fill_pointed_at(
        self, parties: dict[str, list[Mention]], frame: str, args: Arguments, parsed: Parsed, discourse: Discourse
    ) -> None:
        """Whose the deed is that words are said of, where they only point at it: "condemned the move"."""
        if frame not in self.grammar.answering or parties.get("other") or not parties.get("agent"):
            return
        own = {m.actor for m in parties["agent"]}
        places = (place for group in self._table[frame, "verb"]["other"] for place in group)
        for token in (t for place in places for t in args.slots.get(place, ())):
            found = discourse.deed(token, parsed, own)
            if found:
                parties["other"] = found
                return

    def _is_mutual(self, trigger: Token, args: Arguments) -> bool:
        """ "Paid mutual visits", "exchanged visits": each to the other."""
        above = args.governor
        is_exchanged = above is not None and trigger.dep_ == "dobj" and above.lemma_.lower() in self.grammar.exchanging
        is_mutual = any(c.lower_ in self.grammar.mutual for c in trigger.children)
        return trigger.pos_ == "NOUN" and (is_mutual or is_exchanged)

    def _may_take(self, mention: Mention, token: Token, frame: str, slot: str, parsed: Parsed) -> bool:
        """Whether an actor in the phrase headed by ``token`` takes part itself. Armed bands do not act for the state
        that they come from. What speaks is an actor or somebody who speaks for it, not a thing that it owns ("Russia's
        recognition threatens ..."); and what is said of strife "between" others is said of neither."""
        is_talk = frame in self.grammar.convened and slot in _CONVENED
        if frame not in self.grammar.voiced and frame not in self.grammar.armed and not is_talk:
            return True
        above = owned_by(mention, token, parsed.doc)
        if frame in self.grammar.voiced and slot == "other" and self.is_victim(parsed.doc[mention.head], parsed):
            return False
        if above is None:
            return True
        classes = parsed.classes[above.i]
        if is_talk:
            if above.i in parsed.covered:
                return True  # "Oman, together with Peru"
            return bool(self.grammar.voice & classes) or above.i in parsed.titles or mention.form not in _OWNING_FORMS
        if mention.kind == "state" and self.grammar.irregular & classes:
            return False
        if frame in self.grammar.armed:
            at_border = token.dep_ == "pobj" and token.head.lower_ in self.grammar.location
            return not (at_border and self.grammar.bounds & parsed.classes[token.i])  # "an attack near Oman's border"
        if slot == "agent":
            is_beside = above.i in parsed.covered and self._is_beside(parsed.doc[mention.head], above)
            return (
                is_beside or mention.form == "society" or bool(self.grammar.voice & classes) or above.i in parsed.titles
            )
        return not (self.grammar.strife & classes and is_between(parsed.doc[mention.head], self.grammar.between))

    def _is_beside(self, head: Token, above: Token) -> bool:
        """ "Oman, together with Peru, condemned": a speaker too."""
        steps = takewhile(lambda t: t != above, [head, *head.ancestors])
        return any(t.dep_ == "prep" and t.head == above and self._counts_in(t, named=True) for t in steps)

    def is_victim(self, head: Token, parsed: Parsed) -> bool:
        """ "Condemned the strikes on Ukrainian towns": those whom it was done to are not whom it is held against."""
        for step in takewhile(lambda t: t.pos_ not in ("VERB", "AUX"), [head, *head.ancestors]):
            if step.lower_ in self.grammar.upon and self.grammar.done_to & parsed.classes[step.head.i]:
                behind = [c.lower_ for t in (step.head, step.head.head) for c in t.children if c.dep_ == "prep"]
                others = self.grammar.upon.intersection(behind)
                return step.lower_ != self.grammar.of or len(others) == 1  # "the aggression of Iran against Kuwait"
        return False

    def _is_setting(self, mention: Mention, place: str, slot: str, frame: str) -> bool:
        """A city behind "in" or "at" is where a thing happens, a capital too, and no party to it: unless the frame
        looks there for the other side ("arrived in Maputo"), or for whose view it is ("unease in Maputo")."""
        if mention.form == "capital" and frame in self.grammar.viewing and slot == "agent":
            return False
        if slot == "venue":
            return mention.form not in ("place", "capital", "name")
        if mention.form not in ("place", "capital") or frame in self.grammar.leading:
            return False
        if slot == "other":
            return False
        return mention.form == "place" or place.removeprefix("gov_") in self.grammar.location

    def actors_at(self, token: Token, parsed: Parsed, discourse: Discourse, *, depth: int = 0) -> list[Mention]:
        """The actors that the phrase headed by ``token`` names, owns or refers to; the list is shared."""
        found = parsed.found.get((token.i, depth))
        if found is None:
            found = parsed.found[token.i, depth] = self._actors_at(token, parsed, discourse, depth)
        return found

    def _actors_at(self, token: Token, parsed: Parsed, discourse: Discourse, depth: int) -> list[Mention]:
        found: list[Mention] = []
        if token.lemma_.lower() in self.grammar.excluding:
            return []  # "with the exception of Cyprus"
        named = apposed_to(token, parsed) if discourse.is_called(token) else []
        direct = (
            named
            or parsed.by_head.get(token.i)
            or ([m for m in parsed.covered.get(token.i, []) if m.form != "adjective" or token.dep_ != "amod"])
        )
        if direct:
            found += direct
        else:
            if token.tag_ == "WP$":
                return self._actors_of_whose(token, parsed, discourse, depth)
            is_people = token.tag_ in _PLURALS and bool(self.grammar.society & parsed.classes[token.i])
            is_band = discourse.is_band(token)
            is_people = is_people and not is_band and not discourse.is_related(token)  # "the old rivals" are states
            # "The union leaders" are no state's.
            referred = [] if is_people else discourse.resolve(token, parsed.titles)
            own = owners_of(token, parsed, discourse, self, depth)
            prefers_reference = referred and (token.pos_ == "PRON" or is_band or discourse.is_counterpart(token))
            if referred and own and all(m.kind == "group" for m in own) and referred[0].kind != "group":
                own = []  # "the Caucasus nation" is one of them, "a club of Andean countries" is what it is said of
            if token.pos_ == "PRON" and any(c.dep_ == "appos" for c in token.children):
                referred = []  # "We, the ministers of Oman and Peru"
            found += own if own and not prefers_reference else referred or own
        if direct and depth == 0:
            found += listed_before(token, parsed)
        if found and depth == 0:
            for other in listed_behind(token, parsed):
                found += self.actors_at(other, parsed, discourse, depth=depth + 1)
        if not direct and token.pos_ == "NOUN" and depth < 3:
            found = (
                self._named_behind(token, parsed, discourse, depth) or found or self._region(token, parsed, discourse)
            )
        for child in token.children:
            if child.dep_ == "conj":  # of a list each hangs on the one before: the last is no deeper than the second
                more = self.actors_at(child, parsed, discourse, depth=max(depth, 1))
                found += [replace(m, form="excluded") for m in more] if is_excluded(child) else more
            elif names_more(child, token, parsed, depth=depth, is_alone=not found):
                found += self.actors_at(child, parsed, discourse, depth=depth + 1)
            elif child.dep_ == "prep" and depth < 3 and self._counts_in(child, named=bool(direct)):
                for obj in child.children:
                    found += self.actors_at(obj, parsed, discourse, depth=depth + 1)
        return once_each(found)

    def _actors_of_whose(self, token: Token, parsed: Parsed, discourse: Discourse, depth: int) -> list[Mention]:
        """ "China, whose coast guard has shadowed": what the clause is said of."""
        clause = next((t for t in token.ancestors if t.dep_ == "relcl"), None)
        if clause is None or depth > 3:
            return []
        nearest = max((t for t in (clause.head, *clause.head.conjuncts) if t.i < token.i), key=lambda t: t.i)
        of_one = parsed.covered.get(nearest.i, ()) if token.head.tag_ == "NN" else ()  # "Oman and Peru, whose king"
        return list(of_one) or self.actors_at(clause.head, parsed, discourse, depth=depth + 1)

    def _named_behind(self, token: Token, parsed: Parsed, discourse: Discourse, depth: int) -> list[Mention]:
        """ "Our close partners Oman and Kenya", "Oman's neighbour Yemen": those named, not whose they are."""
        names = [c for c in token.children if c.dep_ == "appos" and c.pos_ == "PROPN" and c.i in parsed.by_head]
        if not names or not any(m.kind in ("state", "organisation") for m in parsed.by_head[names[0].i]):
            return []
        return self.actors_at(names[0], parsed, discourse, depth=depth + 1)

    def _region(self, token: Token, parsed: Parsed, discourse: Discourse) -> list[Mention]:
        """ "Most countries in Eastern Europe", "governments across Africa": the region."""
        if not discourse.is_of_states(token):
            return []
        places = {self.grammar.of, *self.grammar.location}
        behind = (t for c in token.children if c.dep_ == "prep" and c.lower_ in places for t in c.children)
        return [m for t in behind for m in parsed.by_head.get(t.i, ()) if m.kind == "group"]

    def _counts_in(self, prep: Token, *, named: bool) -> bool:
        """Whether who stands behind a preposition belongs to the phrase before it: "states including Oman",
        "Oman, together with Peru"."""
        if not named:
            return prep.lower_ in self.grammar.including
        before = prep.nbor(-1).lower_ if prep.i else ""
        return prep.lower_ in self.grammar.beside or f"{before} {prep.lower_}" in self.grammar.beside
