"""From a fitting trigger to a Claim: roles, standing, date, place, amounts, voice, quote, codes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from spacy.tokens import Token

from foedera.codebook import Codebook, EventType
from foedera.coding.arguments import governor
from foedera.coding.context import Context, ContextReader
from foedera.coding.frames import Frames, Parsed
from foedera.coding.gapping import gapped
from foedera.coding.gazetteer import Gazetteer
from foedera.coding.mentions import Mention
from foedera.coding.passages import Sentence
from foedera.coding.reference import Discourse
from foedera.coding.standing import Standing, StandingWords, standing
from foedera.coding.triggers import Reported
from foedera.model import Amount, Attribution, Claim, Interval, Place, Quote, Role, Status, Text, Voice, claim_id

__all__ = ["Builder", "Draft"]

KEEP = 0.40  # claims below are guesses: a party from far away, or one half of a pair unknown
ONE_SIDED = 0.62  # one party of two known
FALLBACK = 0.72  # the second party stands in the sentence, but not in a slot of the trigger
CODER = "rules"
SHORT = 7  # tokens below which a quote is widened towards its clause
REACH = 12  # tokens by which it may be widened on each side


@dataclass(slots=True)
class Draft:
    """A claim still in the words of one sentence; ``start`` and ``end`` are in the body."""

    type: EventType
    trigger: str
    status: Status
    negated: bool
    roles: list[tuple[str, Mention]]
    sentence: Sentence
    parsed: Parsed
    start: int
    end: int
    token: int
    date: Interval | None
    place: Place | None
    amounts: tuple[Amount, ...]
    attributes: dict[str, str]
    voice: Voice
    attribution: tuple[Attribution, ...]
    confidence: float

    group: str = "event"

    @property
    def actors(self) -> frozenset[str]:
        return frozenset(m.actor for _, m in self.roles)


class Builder:
    """Turns what triggers report into claims. Holds a language's compiled word lists."""

    def __init__(self, codebook: Codebook, words: Mapping[str, Any], frames: Frames, gazetteer: Gazetteer) -> None:
        self.codebook = codebook
        self._standing = StandingWords(words["standing"])
        self._context = ContextReader(codebook, words, frames.grammar.location, gazetteer.actor_of)
        self._frames = frames
        self._states = codebook.states

    def issuer(self, text: Text) -> str | None:
        """The state whose government or ministry published the text: the "we" of a release."""
        return self._context.issuer(text)

    def drafts(
        self, text: Text, sentence: Sentence, parsed: Parsed, reported: Sequence[Reported], discourse: Discourse
    ) -> list[Draft]:
        context = self._context.read(text, sentence, parsed, discourse)
        made: list[Draft] = []
        for item in sorted(reported, key=lambda r: self._group(r) == "assessment"):
            made += self._draft(text, sentence, parsed, item, discourse, context, made)
        return made

    def _group(self, item: Reported) -> str:
        return self.codebook.families[item.type.family].group

    def _draft(
        self,
        text: Text,
        sentence: Sentence,
        parsed: Parsed,
        item: Reported,
        discourse: Discourse,
        context: Context,
        made: Sequence[Draft],
    ) -> Iterator[Draft]:
        group = self._group(item)
        roles, sure = self._roles(item, parsed, discourse, group)
        if not roles:
            return
        stand = standing(
            item.token,
            self._standing,
            group=group,
            lexical=Status(item.trigger.status) if item.trigger.status else None,
            stative=item.type.family not in ("contact", "statement", "friction"),
        )
        if item.trigger.under_negation and not stand.negated:
            return
        if item.trigger.negated or item.trigger.under_negation:
            stand = Standing(stand.status, not stand.negated, stand.confidence, stand.why)
        first, last = _extent(item, roles, parsed)
        start, end = sentence.span(parsed.doc[first].idx, parsed.doc[last].idx + len(parsed.doc[last]))
        date = context.date(item.token, first, last, is_planned=stand.status.is_prospective)
        if date is None and stand.status.is_done and _is_spoken_by_the_issuer(item, roles, parsed, discourse):
            date = self._context.release_date(text)
        status = stand.status
        if context.is_habitual(item.token) and status in (Status.OCCURRED, Status.ONGOING) and group == "event":
            status = Status.HABITUAL
        voice, attribution = context.voice(item.token)
        confidence = round(item.trigger.confidence * sure * stand.confidence, 3)
        if confidence < KEEP:
            return
        further = list(self._gapped(item, roles, parsed))
        moved = {m.start for pair in further for _, m in pair}
        shares = [*_split(item.type, [(r, m) for r, m in roles if m.start not in moved]), *further]
        for share in shares:
            yield Draft(
                item.type,
                item.trigger.id,
                status,
                stand.negated,
                share,
                sentence,
                parsed,
                start,
                end,
                item.token.i,
                date,
                context.place(item, parsed),
                context.amounts(item, first, last),
                dict(item.trigger.attributes) | context.attributes(item, share),
                voice,
                attribution,
                confidence,
                group,
            )

    def _roles(
        self, item: Reported, parsed: Parsed, discourse: Discourse, group: str
    ) -> tuple[list[tuple[str, Mention]], float]:
        slot_roles = _slot_roles(item.type) | dict(item.type.slots) | dict(item.trigger.slots)
        roles: list[tuple[str, Mention]] = []
        for slot, mentions in item.slots.parties.items():
            role = slot_roles.get(slot)
            spec = item.type.role(role) if role else None
            if role is None or spec is None:
                continue
            fit = [m for m in mentions if (spec.society or m.form != "society") and m.form != "excluded"]
            apart = _apart(item.type, role)
            if apart is not None:
                roles += [(apart, m) for m in mentions if m.form == "excluded"]
            roles += [(role, m) for m in fit if (role, m.actor) not in {(r, x.actor) for r, x in roles}]
        main = [(r, m) for r, m in roles if not self._is_peripheral(item.type, r)]
        if group == "assessment":
            return self._assessed(item, roles, parsed)
        joint = [m for _, m in main if discourse.is_joint_first_person(parsed.doc[m.head])]
        if joint and not item.type.mutual:
            return [], 0.0  # what "we" say in a joint statement is said by all: a joint declaration
        if item.type.mutual:
            return self._mutual(item, roles, _distinct(main), parsed, discourse)
        return self._directed(item, roles, main, parsed, discourse)

    def _gapped(
        self, item: Reported, roles: list[tuple[str, Mention]], parsed: Parsed
    ) -> Iterator[list[tuple[str, Mention]]]:
        role_of = {m.actor: r for r, m in roles}
        agents, others = item.slots.parties.get("agent", []), item.slots.parties.get("other", [])
        for giver, taker in gapped(item.slots, parsed):
            source, target = role_of.get(agents[0].actor), role_of.get(min(others, key=lambda m: m.start).actor)
            if source and target:
                yield [(source, giver), (target, taker)]

    def _is_peripheral(self, event_type: EventType, role: str) -> bool:
        spec = event_type.role(role)
        return spec is None or spec.peripheral

    def _mutual(
        self,
        item: Reported,
        roles: list[tuple[str, Mention]],
        main: list[tuple[str, Mention]],
        parsed: Parsed,
        discourse: Discourse,
    ) -> tuple[list[tuple[str, Mention]], float]:
        role = item.type.pair.get("parties", "").split(" ")[0] or next(
            (r.name for r in item.type.roles if r.many), item.type.roles[0].name
        )
        sure = min((m.confidence for _, m in main), default=0.0)
        sides = item.trigger.sides or item.type.sides
        if sides == 1 or item.trigger.attributes.get("dyad") == "none":
            return ([], 0.0) if not main or (sides == 1 and len(main) > 1) else (roles, sure)
        rest = [(r, m) for r, m in roles if self._is_peripheral(item.type, r)]
        if len(main) >= 2:
            return main + rest, sure
        near = self._others(item, roles, parsed)
        if len(main) == 1 and len(near) == 1:
            return [*main, (role, near[0]), *rest], sure * FALLBACK
        if not main:
            pair = self._pair(item, parsed, discourse)
            if pair:
                return [(role, m) for m in pair] + rest, 0.7 * pair[0].confidence
            if len(near) == 2:
                return [(role, m) for m in near] + rest, FALLBACK
            return [], 0.0
        return ([], 0.0) if sides == 2 else (main + rest, sure * ONE_SIDED)

    def _pair(self, item: Reported, parsed: Parsed, discourse: Discourse) -> list[Mention]:
        """ "The bilateral exercises", "joint patrols": the pair the text is speaking of."""
        token = item.token
        marked = any(c.lemma_.lower() in discourse.pair_adjectives for c in token.children)
        return discourse.pair(token) if marked else []

    def _others(self, item: Reported, main: list[tuple[str, Mention]], parsed: Parsed) -> list[Mention]:
        """States named in the same clause and not yet used, capitals as places left out."""
        used = {m.actor for _, m in main}
        low, high = _clause(item.token)
        top = _verb_above(item.token)
        found: dict[str, Mention] = {}
        for mention in parsed.mentions:
            if mention.actor in used or mention.kind not in ("state", "organisation") or mention.form == "place":
                continue
            head = parsed.doc[mention.head]
            if low <= mention.head <= high and not self._is_location(head) and _verb_above(head) in (top, item.token):
                found.setdefault(mention.actor, mention)
        return list(found.values())

    def _is_location(self, token: Token) -> bool:
        return token.dep_ == "pobj" and token.head.lower_ in self._frames.grammar.location

    def _directed(
        self,
        item: Reported,
        roles: list[tuple[str, Mention]],
        main: list[tuple[str, Mention]],
        parsed: Parsed,
        discourse: Discourse,
    ) -> tuple[list[tuple[str, Mention]], float]:
        source, target = item.type.pair.get("source"), item.type.pair.get("target")
        main = _across(main, source, target)
        roles = [(r, m) for r, m in roles if self._is_peripheral(item.type, r) or (r, m) in main]
        have = {r for r, _ in main}
        sure = min((m.confidence for _, m in main), default=0.0)
        if not main:
            return [], 0.0
        own = set(item.trigger.slots.values()) - {source, target}
        if target is None or source is None or {source, target} <= have or own & have:
            return roles, sure
        if item.trigger.sides == 1:
            return roles, sure
        missing = target if source in have else source
        near = self._others(item, roles, parsed)
        if len(near) == 1:
            return [*roles, (missing, near[0])], sure * FALLBACK
        return ([], 0.0) if (item.trigger.sides or item.type.sides) == 2 else (roles, sure * ONE_SIDED)

    def _assessed(
        self, item: Reported, roles: list[tuple[str, Mention]], parsed: Parsed
    ) -> tuple[list[tuple[str, Mention]], float]:
        """Who is assessed, and against or toward whom: others in the clause are objects."""
        used = {m.actor for _, m in roles}
        low, high = _clause(item.token)
        for mention in parsed.mentions:
            if mention.actor not in used and low <= mention.head <= high and mention.form != "place":
                used.add(mention.actor)
                roles = [*roles, ("object" if roles else "subject", mention)]
        subjects = {m.actor for r, m in roles if r == "subject"}
        roles = [(r, m) for r, m in roles if r == "subject" or m.actor not in subjects]
        return roles, min((m.confidence for r, m in roles if r == "subject"), default=0.0)

    def claims(self, text: Text, drafts: Iterable[Draft]) -> list[Claim]:
        """Drafts as claims in text order: repeats within a sentence folded, names made."""
        kept = _without_echoes(_without_nested(_folded(drafts)))
        ordered = sorted(kept, key=lambda d: (d.start, d.end, d.type.name, d.token, sorted(d.actors)))
        counts: dict[tuple[str, int, int], int] = {}
        made = []
        for draft in ordered:
            key = (draft.type.name, draft.start, draft.end)
            made.append(self._claim(text, draft, counts.get(key, 0)))
            counts[key] = counts.get(key, 0) + 1
        return made

    def _claim(self, text: Text, draft: Draft, ordinal: int) -> Claim:
        roles = tuple(Role(role, m.actor, m.kind, *_words(text, draft, m), m.name, m.level) for role, m in draft.roles)
        pairs = self._pairs(draft)
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
            pairs=pairs,
            dyads=self._dyads(draft),
            codes=_codes(draft),
            coder=CODER,
            found_by=draft.trigger,
            codebook=self.codebook.version,
            confidence=draft.confidence,
        )

    def _pairs(self, draft: Draft) -> tuple[tuple[str, str | None], ...]:
        pair = draft.type.pair
        shared = frozenset(str(pair.get("parties", "")).split())
        parties = sorted({m.actor for r, m in draft.roles if r in shared})
        if len(parties) > 1 or (parties and not pair.get("source")):
            return tuple((a, b) for a in parties for b in parties if a != b) or ((parties[0], None),)
        if not pair.get("source"):
            return ()
        sources = sorted({m.actor for r, m in draft.roles if r == draft.type.pair["source"]})
        targets = sorted({m.actor for r, m in draft.roles if r == draft.type.pair.get("target")})
        if not targets:
            return tuple((a, None) for a in sources)
        return tuple((a, b) for a in sources for b in targets if a != b)

    def _dyads(self, draft: Draft) -> tuple[tuple[str, str], ...]:
        case = _case(draft)
        gives = (
            draft.type.gives_dyad
            and case.get("dyad", True) is not False
            and not draft.negated
            and (draft.status.is_done or draft.status.is_prospective)
        )
        if not gives or draft.attributes.get("dyad") == "none":
            return ()
        states = sorted(
            {
                m.actor
                for r, m in draft.roles
                if m.actor in self._states and not self._is_peripheral(draft.type, r) and m.kind == "state"
            }
        )
        return tuple(
            sorted({(min(a, b), max(a, b)) for a, b in self._pairs(draft) if b in states and a in states and b})
        )


def _slot_roles(event_type: EventType) -> dict[str, str]:
    """Where a type says nothing of slots: its pair's source is the agent, its target the other."""
    pair = event_type.pair
    roles = {r.name for r in event_type.roles}
    mapping = {slot: slot for slot in ("framework",) if slot in roles}
    if event_type.mutual or ("parties" in pair and "source" not in pair):
        party = pair.get("parties", "").split(" ")[0] or next(
            (r.name for r in event_type.roles if r.many), event_type.roles[0].name
        )
        mapping |= {"parties": party, "agent": party, "other": party}
        if "host" in roles:
            mapping["venue"] = "host"
    elif "source" in pair:
        mapping |= {"agent": pair["source"], "parties": pair["source"]}
        if pair.get("target"):
            mapping["other"] = pair["target"]
    else:
        names = [r.name for r in event_type.roles]
        mapping |= {"agent": names[0], "parties": names[0]}
        if len(names) > 1:
            mapping["other"] = names[1]
    return mapping


def _apart(event_type: EventType, role: str) -> str | None:
    """The role of those named as left out: ``non_member`` beside ``member``."""
    name = f"non_{role}"
    return name if event_type.role(name) is not None else None


def _across(main: list[tuple[str, Mention]], source: str | None, target: str | None) -> list[tuple[str, Mention]]:
    """Nobody visits or arms itself: an actor on both sides keeps the side that is surer."""
    kept = list(main)
    for role, mention in main:
        for other, its in main:
            if (role, other) == (source, target) and mention.actor == its.actor:
                weaker = (role, mention) if mention.confidence < its.confidence else (other, its)
                if weaker in kept:
                    kept.remove(weaker)
    return kept


def _distinct(main: list[tuple[str, Mention]]) -> list[tuple[str, Mention]]:
    seen: set[str] = set()
    kept = []
    for role, mention in main:
        if mention.actor not in seen:
            seen.add(mention.actor)
            kept.append((role, mention))
    return kept


def _split(event_type: EventType, roles: list[tuple[str, Mention]]) -> Iterator[list[tuple[str, Mention]]]:
    """A role without ``many`` takes one actor a claim: three hosts make three visits."""
    for spec in event_type.roles:
        if spec.many or spec.peripheral:
            continue
        mine = [x for x in roles if x[0] == spec.name]
        if len(mine) > 1:
            for one in mine:
                yield from _split(event_type, [x for x in roles if x[0] != spec.name or x is one])
            return
    yield roles


def _clause(token: Token) -> tuple[int, int]:
    """Token bounds of the clause a trigger stands in: up to its verb, without coordinated clauses."""
    top = _verb_above(token)
    low, high = top.left_edge.i, top.right_edge.i
    for child in top.children:
        if child.dep_ in ("conj", "advcl", "ccomp", "parataxis") and child.pos_ in ("VERB", "AUX"):
            if child.i > top.i and child.i > token.i:
                high = min(high, child.left_edge.i - 1)
            elif child.i < top.i and child.right_edge.i < token.i:
                low = max(low, child.right_edge.i + 1)
    return min(low, token.i), max(high, token.i)


def _is_spoken_by_the_issuer(
    item: Reported, roles: list[tuple[str, Mention]], parsed: Parsed, discourse: Discourse
) -> bool:
    """ "We affirm our commitment": a statement made by the very text that carries it."""
    if item.type.family != "statement":
        return False
    return any(discourse.is_first_person(parsed.doc[m.head]) for _, m in roles)


def _verb_above(token: Token) -> Token:
    """The verb whose clause a token stands in; the token's root where there is none."""
    while token.pos_ not in ("VERB", "AUX") and token.head != token:
        token = token.head
    return token


def _extent(item: Reported, roles: list[tuple[str, Mention]], parsed: Parsed) -> tuple[int, int]:
    """The tokens that the claim's quote reaches over: the trigger, its parties, its things."""
    at = {item.token.i}
    for _, mention in roles:
        if mention.form != "reference" or abs(mention.head - item.token.i) < 12:
            at |= {mention.start, mention.end - 1} if mention.end <= len(parsed.doc) else set()
    for slot in ("thing", "other"):
        for head in item.slots.heads.get(slot, ()):
            at |= _phrase(head)
    at |= _phrase(item.token) if item.token.pos_ in ("NOUN", "PROPN") else {item.token.i}
    if item.slots.arguments.governor is not None and abs(item.slots.arguments.governor.i - item.token.i) < 15:
        at.add(item.slots.arguments.governor.i)
    first, last = min(at), max(at)
    if last - first + 1 < SHORT:
        first, last = _widened(first, last, _clause(item.token))
    while last > first and (parsed.doc[last].is_punct or parsed.doc[last].is_space):
        last -= 1
    while first < last and parsed.doc[first].is_punct:
        first += 1
    return first, last


def _widened(first: int, last: int, clause: tuple[int, int]) -> tuple[int, int]:
    """A few words alone tell a reader nothing: the clause they stand in, within reason."""
    low, high = clause
    return max(low, first - REACH) if low < first else first, min(high, last + REACH) if high > last else last


def _phrase(head: Token) -> set[int]:
    """A noun phrase without its relative clauses."""
    high = head.right_edge.i
    for child in head.children:
        if child.dep_ in ("relcl", "acl", "appos", "conj") and child.i > head.i:
            high = min(high, max(head.i, child.left_edge.i - 1))
    return {head.left_edge.i if head.i - head.left_edge.i < 12 else head.i, high if high - head.i < 25 else head.i}


def _folded(drafts: Iterable[Draft]) -> list[Draft]:
    """Two drafts of one type with the same actors in one sentence and overlapping words are one."""
    kept: list[Draft] = []
    for draft in sorted(drafts, key=lambda d: (d.sentence.number, -d.confidence, d.start, d.token)):
        twin = next((k for k in kept if _is_twin(k, draft)), None)
        if twin is None:
            kept.append(draft)
        elif len(draft.amounts) > len(twin.amounts) or (twin.date is None and draft.date is not None):
            kept[kept.index(twin)] = replace(twin, amounts=draft.amounts or twin.amounts, date=twin.date or draft.date)
    return kept


def _without_nested(drafts: Iterable[Draft]) -> list[Draft]:
    """ "We reaffirm our commitment": the noun under a verb of its own family and parties says nothing more."""
    listed = list(drafts)
    by_sentence: dict[int, list[Draft]] = {}
    for draft in listed:
        by_sentence.setdefault(draft.sentence.number, []).append(draft)
    return [d for d in listed if not any(_is_within(d, other) for other in by_sentence[d.sentence.number])]


def _is_within(draft: Draft, other: Draft) -> bool:
    if draft.group != "event" or draft.token == other.token or draft.type.family != other.type.family:
        return False
    noun, verb = draft.parsed.doc[draft.token], draft.parsed.doc[other.token]
    if noun.pos_ not in ("NOUN", "PROPN") or verb.pos_ != "VERB" or not draft.actors <= other.actors:
        return False
    return governor(noun) == verb or noun.head == verb


def _without_echoes(drafts: Sequence[Draft]) -> list[Draft]:
    """A noun that only takes up an act already told, adding no date, number or party, is no claim."""
    told: set[tuple[str, frozenset[str]]] = set()
    kept = []
    for draft in sorted(drafts, key=lambda d: (d.sentence.number, d.token)):
        key = (draft.type.name, draft.actors)
        is_noun = draft.parsed.doc[draft.token].pos_ in ("NOUN", "PROPN")
        if is_noun and key in told and draft.date is None and not draft.amounts and draft.group == "event":
            continue
        told.add(key)
        kept.append(draft)
    return kept


def _is_twin(a: Draft, b: Draft) -> bool:
    if a.sentence.number != b.sentence.number or a.type.name != b.type.name:
        return False
    overlap = min(a.end, b.end) - max(a.start, b.start)
    if overlap <= 0:
        return False
    if a.actors == b.actors:
        return a.negated == b.negated and (
            a.status == b.status or overlap > 0.6 * min(a.end - a.start, b.end - b.start)
        )
    return (a.actors < b.actors or b.actors < a.actors) and overlap > 0.7 * min(a.end - a.start, b.end - b.start)


def _words(text: Text, draft: Draft, mention: Mention) -> tuple[str, int, int]:
    doc = draft.parsed.doc
    first, last = doc[mention.start], doc[min(mention.end, len(doc)) - 1]
    start, end = draft.sentence.span(first.idx, last.idx + len(last))
    return text.body[start:end], start, end


def _codes(draft: Draft) -> dict[str, str]:
    """CAMEO and PLOVER codes for the type at its status; a negated claim has none."""
    codes = draft.type.codes
    key = {
        Status.AGREED: "prospective",
        Status.PLANNED: "prospective",
        Status.OFFERED: "prospective",
        Status.DISCUSSED: "prospective",
        Status.HYPOTHETICAL: "prospective",
        Status.REQUESTED: "requested",
        Status.REFUSED: "refused",
        Status.CANCELLED: "cancelled",
    }.get(draft.status)
    marked = next((k for k, v in draft.attributes.items() if v == "true" and isinstance(codes.get(k), Mapping)), None)
    key = marked or key  # "lifted: true" chooses the codes under "lifted"
    chosen: Mapping[str, Any] = codes
    case = _case(draft)
    if key is not None and isinstance(case.get(key), Mapping):
        chosen = case[key]
    elif key is not None and isinstance(codes.get(key), Mapping):
        chosen = codes[key]
    elif case:
        chosen = case
    return {k: str(v) for k, v in chosen.items() if isinstance(v, str | int) and not isinstance(v, bool)}


def _case(draft: Draft) -> Mapping[str, Any]:
    """The entry of ``codes.when`` whose attributes the claim has; empty where there is none."""
    for entry in draft.type.codes.get("when", ()):
        if all(
            draft.attributes.get(k) == str(v).lower() or draft.attributes.get(k) == str(v)
            for k, v in entry["if"].items()
        ):
            chosen: Mapping[str, Any] = {k: v for k, v in entry.items() if k != "if"}
            return chosen
    return {}
