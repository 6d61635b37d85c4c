"""From a fitting trigger to a Claim: roles, standing, date, place, amounts, voice, quote, codes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, product
from typing import Any

from foedera.codebook import Codebook
from foedera.codebook.deriving import derive
from foedera.coding import details
from foedera.coding.context import Context, ContextReader
from foedera.coding.dating import Dating, StoryWords
from foedera.coding.drafts import Draft, distinct
from foedera.coding.echoing import EchoWords, echoed, echoes, roles_of_echo
from foedera.coding.extents import extent_of
from foedera.coding.frames import Frames
from foedera.coding.gazetteer import Gazetteer
from foedera.coding.issuers import Issuers
from foedera.coding.mentions import CONTINUED, Mention, Titles
from foedera.coding.negation import is_negated
from foedera.coding.parsed import THING, Parsed
from foedera.coding.parties import Parties
from foedera.coding.passages import Sentence
from foedera.coding.quotations import Quotation
from foedera.coding.reference import Discourse
from foedera.coding.roles import Roles, but_himself, is_peripheral, party_role, split
from foedera.coding.standing import (
    Standing,
    StandingWords,
    is_alleged,
    is_averted,
    is_denied,
    is_doubted,
    is_set_up,
    is_spoken_of,
    is_weighed,
    standing,
)
from foedera.coding.story import CONTACT, FRICTION
from foedera.coding.supposing import suppose
from foedera.coding.tree import Token
from foedera.coding.triggers import Reported
from foedera.coding.views import Views, ViewWords
from foedera.coding.weighing import Cues, Scene, Weighing, Weights, cues_of
from foedera.model import Claim, Interval, Quote, Role, Status, Text, claim_id

__all__ = ["Builder"]

KEEP = 0.40  # claims below are guesses: a party from far away, or one half of a pair unknown
MOST = 3  # less sure readings of one word that are weighed
ECHOED = 0.9  # how sure what is told again of another is, of what was told first
CODER = "rules"
SAID = "clause"  # the slot of what is said
SPEAKER = "speaker"  # the role whose bearer acts by words alone


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a trigger word may report, between whom, and how sure that is by the rules alone."""

    item: Reported
    roles: Roles
    sure: float
    is_supposed: bool = False  # a party is supposed that the clause leaves out


class Builder:
    """Turns what triggers report into claims. Holds a language's compiled word lists."""

    def __init__(
        self,
        codebook: Codebook,
        words: Mapping[str, Any],
        frames: Frames,
        gazetteer: Gazetteer,
        titles: Titles,
        *,
        weighing: Weighing = Weighing.KEPT,
    ) -> None:
        self.codebook = codebook
        self._standing = StandingWords(words["standing"])
        self._story = StoryWords.of_words(words["times"])
        self._context = ContextReader(codebook, words, frames.grammar.location, gazetteer.actor_of)
        sources = {name: codebook.sources[key] for name, key in codebook.source_names.items()}
        self._titles = titles
        self._issuers = Issuers(sources, gazetteer, titles, words["reference"]["article"])
        view_words = ViewWords.of_words(words.get("views", {}))
        views = Views(view_words, frames)
        self._ahead = view_words.motives | view_words.trends
        self._frames = frames
        self._parties = Parties(codebook, frames, views, forum_kinds=words["reference"].get("forum_kinds", ()))
        self._sovereigns = {key: state.part_of for key, state in codebook.states.items() if state.part_of}
        self._weights = Weights(words.get("weights", {}), self._groups(), weighing)
        self._peripheral = {t.name: frozenset(r.name for r in t.roles if r.peripheral) for t in codebook.types.values()}

    @property
    def loosely(self) -> frozenset[str]:
        """The types of which a party may be supposed."""
        return self._weights.supposable

    def _groups(self) -> dict[str, str]:
        return {t.name: self.codebook.families[t.family].group for t in self.codebook.types.values()}

    def issuer(self, text: Text) -> str | None:
        """The state whose government or ministry published the text: the "we" of a release."""
        return self._issuers.of(text.outlet or "")

    def named_day(self, text: Text) -> Interval | None:
        """The day that the dates of an undated text can be counted from."""
        return self._context.named_day(text)

    def context(
        self,
        text: Text,
        sentence: Sentence,
        parsed: Parsed,
        discourse: Discourse,
        scene: Scene,
        *,
        quotation: Quotation | None = None,
        ahead: Sequence[Parsed] = (),
    ) -> Context:
        """When, where, how much and who says so; the discourse learns who speaks."""
        return self._context.read(text, sentence, parsed, discourse, scene, quotation=quotation, ahead=ahead)

    def drafts(self, reported: Sequence[Sequence[Reported]], discourse: Discourse, context: Context) -> list[Draft]:
        """What a sentence reports: of each trigger word the likeliest reading that makes a claim."""
        made: list[Draft] = []
        for readings in reported:
            tried = (
                list(self._draft(reading, discourse, context)) for reading in self._read(readings, discourse, context)
            )
            drafts = next(filter(None, tried), [])
            for draft in drafts:
                discourse.story.report(draft.type, [m for _, m in draft.roles], doers=_doers(draft))
            made += drafts
        return made

    def echoed(
        self, drafts: Sequence[Draft], words: EchoWords, discourse: Discourse, context: Context
    ) -> Iterator[Draft]:
        """What a sentence tells again of others: "and so did Canada". ``drafts``: what was told so far."""
        parsed, sentence = context.parsed, context.sentence
        for echo in echoes(parsed, words):
            actors = [m for m in self._frames.actors_at(echo.subject, parsed, discourse) if m.kind != "group"]
            first, last = echo.extent
            start, end = sentence.span(parsed.doc[first].idx, parsed.doc[last].end)
            for draft in echoed(echo, drafts, sentence.number):
                spoken = draft.type.spoken
                date = context.date(echo.verb, first, last, status=draft.status, is_spoken=spoken)
                voice, attribution = context.voice(echo.verb, speaker=echo.subject if spoken else None)
                for roles in roles_of_echo(echo, draft, actors):
                    yield replace(
                        draft,
                        roles=roles,
                        sentence=sentence,
                        parsed=parsed,
                        start=start,
                        end=end,
                        token=echo.verb.i,
                        date=date,
                        place=None,
                        amounts=(),
                        voice=voice,
                        attribution=attribution,
                        confidence=round(ECHOED * draft.confidence, 3),
                    )

    def _read(self, readings: Sequence[Reported], discourse: Discourse, context: Context) -> Iterator[_Reading]:
        """The readings of a word with their parties: first those that name them, then what may be supposed."""
        for item in readings:
            if not item.is_loose:
                roles, sure = self._parties.of(item, context.parsed, discourse, self._group(item), context.scene)
                yield _Reading(item, roles, sure)
        supposable = (r for r in readings if self._weights.may_suppose(r.type.name, context.scene))
        for item in islice(supposable, MOST):
            roles, sure = suppose(item, self._parties.named(item), context.parsed, discourse, self._frames)
            yield _Reading(item, roles, sure, is_supposed=True)

    def _group(self, item: Reported) -> str:
        return self.codebook.families[item.type.family].group

    def _draft(self, reading: _Reading, discourse: Discourse, context: Context) -> Iterator[Draft]:
        item, roles, parsed, sentence = reading.item, reading.roles, context.parsed, context.sentence
        group = self._group(item)
        stand = self._stand(item, group, parsed)
        if not roles or stand is None or self._is_within_one(roles) or _is_done_to_itself(item, roles):
            return
        if self._is_what_an_envoy_is_for(item, parsed):
            return
        weighed = self._weigh(reading, stand, discourse, context)
        if weighed is None:
            return
        confidence, cues = weighed
        first, last = extent_of(item, roles, parsed)
        start, end = sentence.span(parsed.doc[first].idx, parsed.doc[last].end)
        date = context.date(item.token, first, last, status=stand.status, is_spoken=item.type.spoken)
        status = stand.status
        if context.is_habitual(item.token) and status in (Status.OCCURRED, Status.ONGOING) and group == "event":
            status = Status.HABITUAL
        is_joint = any(discourse.is_joint_first_person(parsed.doc[m.head]) for _, m in roles)
        voice, attribution = context.voice(
            item.token, speaker=self._speaker(item, roles, parsed), document=context.text.title if is_joint else None
        )
        self._tell(item, roles, parsed, discourse)
        place, amounts = details.place(context, item), details.amounts(context, item)
        parts: Sequence[tuple[int, int, str | None]] = details.titled(context, item) or [(start, end, None)]
        for share, (begin, stop, title) in product(self._shares(item, roles, parsed), parts):
            attributes = dict(item.trigger.attributes) | details.attributes(context, item, share)
            if title is not None:
                attributes["title"] = title
            yield Draft(
                type=item.type,
                trigger=item.trigger.id,
                status=status,
                negated=stand.negated,
                roles=share,
                sentence=sentence,
                parsed=parsed,
                start=begin,
                end=stop,
                token=item.token.i,
                date=date,
                place=place,
                amounts=amounts,
                attributes=attributes,
                voice=voice,
                attribution=attribution,
                confidence=confidence,
                group=group,
                cues=cues,
            )

    def _is_what_an_envoy_is_for(self, item: Reported, parsed: Parsed) -> bool:
        """ "The special envoy for the talks with Oman": what somebody is charged with is not said to be held."""
        prep = item.token.head
        if item.token.dep_ != "pobj" or prep.lower_ not in self._titles.post_prepositions:
            return False
        post = prep.head
        is_post = post.lemma_.lower() in self._titles.posts
        return is_post and (post.i in parsed.titles or any(m.form == "office" for m in parsed.covered.get(post.i, ())))

    def _is_within_one(self, roles: Roles) -> bool:
        """Whether all who take part are one state and its dependencies: its own affairs."""
        actors = {m.actor for _, m in roles}
        return len(actors) > 1 and len({self._sovereigns.get(a, a) for a in actors}) == 1

    def _weigh(
        self, reading: _Reading, stand: Standing, discourse: Discourse, context: Context
    ) -> tuple[float, Cues] | None:
        """How likely the claim is right, and what speaks for it; None where that is too little."""
        item, name = reading.item, reading.item.type.name
        given = item.trigger.confidence * reading.sure * stand.confidence
        if given < KEEP and not reading.is_supposed:
            return None
        cues = cues_of(
            item,
            reading.roles,
            context.parsed,
            sentence=context.sentence,
            scene=context.scene,
            stand=stand,
            sure=reading.sure,
            peripheral=self._peripheral[name],
            is_supposed=reading.is_supposed,
            before=discourse.story.lately(),
        )
        likely = self._weights.confidence(cues, context.scene, type_name=name, given=given)
        least = self._weights.least(name, context.scene, is_supposed=reading.is_supposed, otherwise=KEEP)
        return (round(likely, 3), cues) if likely >= least else None

    def _tell(self, item: Reported, roles: Roles, parsed: Parsed, discourse: Discourse) -> None:
        """Let later clauses go on about these parties, where both sides are named."""
        sides = {item.type.pair.get("source"): "source", item.type.pair.get("target"): "target"}
        both = [(sides[r], m) for r, m in roles if r in sides and m.form != CONTINUED]
        if len({side for side, _ in both}) == 2:
            discourse.story.tell(self.codebook.families[item.type.family].topic, both, kind=item.type.name)
        discourse.story.mention_things(_words_of_things(item, parsed))
        together = {m.actor: m for r, m in roles if r not in self._peripheral[item.type.name]}
        acts = item.type.mutual or item.type.gives_dyad
        if acts and len(together) > 1 and self._group(item) == "event":
            discourse.acted(together.values())

    def _stand(self, item: Reported, group: str, parsed: Parsed) -> Standing | None:
        """Status and negation; None for what is only alleged, weighed or doubted, or counts only under a negation that
        is not there."""
        trigger = item.trigger
        if item.type.spoken and item.type.mutual and is_spoken_of(item.token):
            return None
        if group == "event" and (is_alleged(item.token, self._standing) or is_weighed(item.token, self._standing)):
            return None
        if group != "assessment" and is_doubted(item.token, self._standing):
            return None
        if item.type.family == FRICTION and is_averted(item.token, self._standing):
            return None
        if item.type.family == CONTACT and is_set_up(item.token, self._standing):
            return None
        stand = standing(
            item.token,
            self._standing,
            group=group,
            lexical=Status(trigger.status) if trigger.status else None,
            stative=not self.codebook.families[item.type.family].single,
        )
        if trigger.under_negation and not stand.negated:
            return None
        if item.type.spoken and item.type.mutual and stand.status is Status.DISCUSSED:
            return None  # "discussed ways to deepen ties": talk, and no common text
        if self._denies_it(item, parsed):
            return None
        is_owned = item.token.pos_ == "NOUN" and bool(item.slots.arguments.slots.get("poss"))
        if trigger.status == Status.ONGOING and is_owned and trigger.frame in self._frames.grammar.armed:
            return Standing(Status.ONGOING, False, 1.0, "presupposed")  # "discussed Oman's war on Peru"
        is_named = trigger.frame in self._frames.grammar.contesting
        if stand.negated and is_named and not is_negated(item.token, [item.token], self._standing):
            return Standing(stand.status, False, 1.0, "presupposed")  # "the Kashmir issue was not raised"
        if trigger.frame in self._frames.grammar.in_mouth:  # what is quoted was said, whatever may be or must be
            denied = is_denied(item.token, self._standing) and trigger.frame not in self._frames.grammar.asked
            return None if denied else Standing(Status.OCCURRED, False, 1.0, "said")
        if trigger.negated or trigger.under_negation:
            return Standing(stand.status, not stand.negated, stand.confidence, stand.why)
        return stand

    def _denies_it(self, item: Reported, parsed: Parsed) -> bool:
        """ "Said that Oman was not to blame": what a clause is asked to say it says is not so."""
        wanted = item.trigger.needs.get(SAID, frozenset())
        for verb in item.slots.arguments.slots.get(SAID, ()) if wanted else ():
            words = {verb, *(c for c in verb.children if c.dep_ in ("acomp", "attr"))}
            says = any(not wanted.isdisjoint((*parsed.forms[t.i], *parsed.classes[t.i])) for t in words)
            if says and is_denied(verb, self._standing):
                return True
        return False

    def _speaker(self, item: Reported, roles: Roles, parsed: Parsed) -> Token | None:
        """Whose words an act consists of: of what is declared, proposed or objected to, the side that does so."""
        source = item.type.pair.get("source") or party_role(item.type)
        if not (self.codebook.families[item.type.family].spoken or source == SPEAKER):
            return None
        heads = {m.head for r, m in roles if r == source}
        return parsed.doc[heads.pop()] if len(heads) == 1 else None

    def _shares(self, item: Reported, roles: Roles, parsed: Parsed) -> list[Roles]:
        """One set of roles a claim: split where a role takes one actor, gapped clauses beside."""
        further = list(self._parties.gapped(item, roles, parsed))
        moved = {m.start for pair in further for _, m in pair}
        own = [(r, m) for r, m in roles if m.start not in moved]
        told = [s for one in self._parties.apart(item, own, parsed) for s in split(item.type, one)]
        return [*but_himself(item.type, told), *further]

    def claims(
        self, text: Text, drafts: Iterable[Draft], contexts: Sequence[Context], discourse: Discourse
    ) -> list[tuple[Claim, Cues]]:
        """Drafts as claims in text order, with their cues: repeats within a sentence folded, dates handed on."""
        dating = Dating(text, contexts, discourse, words=self._story, families=self.codebook.families)
        counts: dict[tuple[str, int, int], int] = {}
        made = []
        for draft in dating.dated(distinct(drafts, ahead=self._ahead)):
            key = (draft.type.name, draft.start, draft.end)
            made.append((self._claim(text, draft, counts.get(key, 0)), draft.cues or {}))
            counts[key] = counts.get(key, 0) + 1
        return made

    def _claim(self, text: Text, draft: Draft, ordinal: int) -> Claim:
        roles = tuple(Role(role, m.actor, m.kind, *_words(text, draft, m), m.name, m.level) for role, m in draft.roles)
        follows = derive(
            self.codebook,
            draft.type,
            [(role, m.actor) for role, m in draft.roles],
            status=draft.status,
            negated=draft.negated,
            attributes=draft.attributes,
            is_told_by=lambda words: draft.parsed.forms[draft.token][1] in words,
            has_supposed=any(m.form == CONTINUED for _, m in draft.roles),
        )
        return Claim(
            id=claim_id(text.id, draft.type.name, draft.start, draft.end, ordinal=ordinal),
            text_id=text.id,
            type=draft.type.name,
            family=draft.type.family,
            status=draft.status,
            roles=roles,
            quote=Quote.of(text.body, draft.start, draft.end),
            negated=draft.negated,
            date=draft.date,
            place=draft.place,
            amounts=draft.amounts,
            attributes=draft.attributes,
            voice=draft.voice,
            attribution=draft.attribution,
            pairs=follows.pairs,
            dyads=follows.dyads,
            codes=follows.codes,
            coder=CODER,
            found_by=draft.trigger,
            codebook=self.codebook.version,
            confidence=draft.confidence,
        )


def _doers(draft: Draft) -> list[Mention]:
    """Who does what an act tells: who is its subject, else its source; all parties of a mutual one."""
    if draft.group != "event" or draft.negated:
        return []
    parties = [(r, m) for r, m in draft.roles if not is_peripheral(draft.type, r)]
    subject = [m for _, m in parties if draft.parsed.doc[m.head].dep_ == "nsubj"]
    source = draft.type.pair.get("source")
    if source is None and " " not in draft.type.pair.get("parties", ""):
        return [m for _, m in parties]
    return subject or [m for r, m in parties if source in (None, r)]  # "Oman bought jets from Peru": Oman's move


def _words_of_things(item: Reported, parsed: Parsed) -> Iterator[str]:
    """The words and word classes of an act told by a noun, and of what it is about."""
    told = [item.token] if item.token.pos_ == "NOUN" else []
    for token in (*told, *item.slots.heads.get(THING, ())):
        if token.pos_ == "NOUN":
            yield from parsed.forms[token.i]
            yield from parsed.classes[token.i]


def _words(text: Text, draft: Draft, mention: Mention) -> tuple[str, int, int]:
    doc = draft.parsed.doc
    first, last = doc[mention.start], doc[min(mention.end, len(doc)) - 1]
    start, end = draft.sentence.span(first.idx, last.end)
    return text.body[start:end], start, end


def _is_done_to_itself(item: Reported, roles: Roles) -> bool:
    """Whether one state alone is on both sides of what one does to another: a name taken for somebody else's."""
    several = item.type.pair.get("parties", "").split()[:2]
    sides = several if len(several) > 1 else [item.type.pair.get(side) for side in ("source", "target")]
    source, target = ({m.actor for r, m in roles if r == side} for side in sides)
    return None not in sides and len(source) == 1 and source == target
