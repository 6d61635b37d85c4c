"""Who takes which part: from the slots of a trigger to the roles of its type."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from foedera.codebook import Codebook
from foedera.coding import partners
from foedera.coding.carrying import ONE_SIDED, Carrying
from foedera.coding.extents import clause_of, verb_above
from foedera.coding.frames import Frames
from foedera.coding.gapping import gapped_pairs
from foedera.coding.hosting import official_of_the_other_side
from foedera.coding.mentions import Mention
from foedera.coding.parsed import THING, Parsed
from foedera.coding.places import is_at_border, is_where
from foedera.coding.reference import Discourse
from foedera.coding.roles import (
    Roles,
    across,
    apart_role,
    distinct_parties,
    facing,
    is_between_sides,
    is_peripheral,
    is_reciprocal,
    may_fill,
    party_role,
    slot_roles,
    under_forums,
    without_regions,
)
from foedera.coding.seeking import grounds, makers, owners, those_above, those_below
from foedera.coding.subjects import SUBJECTS
from foedera.coding.tree import Token
from foedera.coding.triggers import Reported
from foedera.coding.views import Views
from foedera.coding.weighing import Scene

__all__ = ["Parties"]

FALLBACK = 0.72  # the second party stands in the sentence, but not in a slot of the trigger
SOUGHT = 0.85  # it is the maker or owner of the things, or acts above


class Parties:
    """Fills the roles of what triggers report."""

    def __init__(self, codebook: Codebook, frames: Frames, views: Views, *, forum_kinds: Collection[str]) -> None:
        """``forum_kinds``: the kinds of body that only meet."""
        self._frames = frames
        self._location = frames.grammar.location  # prepositions of place
        self._society = frames.grammar.society
        self._carrying = Carrying(codebook.families, frames.grammar)
        self._views = views
        bodies = codebook.organisations.items()
        self._forums = {key: frozenset(m for m, *_ in body.members) for key, body in bodies if body.kind in forum_kinds}
        firms = codebook.raw.get("actors/institutions.yml", {}).get("institutions", ())
        self._sellers = frozenset(f["names"][0] for f in firms if f.get("kind") == "company")  # who make arms

    def named(self, item: Reported) -> Roles:
        """The parties that stand in the slots of the trigger's frame."""
        filled_by = slot_roles(item.type) | dict(item.type.slots) | dict(item.trigger.slots)
        roles: Roles = []
        for slot, mentions in item.slots.parties.items():
            role = filled_by.get(slot)
            spec = item.type.role(role) if role else None
            if role is None or spec is None:
                continue
            if slot == "parties" and len(mentions) > 1 and is_between_sides(item.type):
                roles += facing(item.type, mentions)
                continue
            fit = [m for m in mentions if may_fill(spec, m) and not (role in _GROUNDS and m.name in self._sellers)]
            apart = apart_role(item.type, role)
            if apart is not None:
                roles += [(apart, m) for m in mentions if m.form == "excluded"]
            roles += [(role, m) for m in fit if (role, m.actor) not in {(r, x.actor) for r, x in roles}]
        return roles

    def of(self, item: Reported, parsed: Parsed, discourse: Discourse, group: str, scene: Scene) -> tuple[Roles, float]:
        """The parties of a claim, and how sure they are; none where it makes none."""
        roles = self.named(item)
        main = [(r, m) for r, m in roles if not is_peripheral(item.type, r)]
        parties = {m.actor for _, m in main}
        roles = [(r, m) for r, m in roles if r != "target" or (r, m) in main or m.actor not in parties]
        is_alone = main and discourse.is_about_issuer_alone(m.actor for _, m in roles)
        if group == "structure":
            is_alone = is_alone and item.trigger.sides == 1 and not _names_others(parsed, roles)
        if is_alone and not (item.type.mutual and self._others(item, roles, parsed, discourse)):
            return [], 0.0  # a government on its own affairs
        if group == "assessment":
            found, sure = self._views.read(item, roles, parsed, discourse, scene)
            return ([], 0.0) if _is_one_person(found, parsed) else (found, sure)
        joint = [m for _, m in main if discourse.is_joint_first_person(parsed.doc[m.head])]
        if joint and not item.type.mutual:
            return [], 0.0  # what "we" say in a joint statement is said by all: a joint declaration
        if item.type.mutual:
            return self._mutual(item, roles, distinct_parties(main), parsed, discourse)
        found, sure = self._directed(item, roles, main, parsed, discourse)
        sides = {item.type.pair.get("source"), item.type.pair.get("target")} - {None}
        if not sides <= {r for r, _ in found}:
            found, sure = self._carrying.completed(item, found, roles, sure, discourse)
        return ([], 0.0) if group == "event" and _is_half(item, found, sides) else (found, sure)

    def apart(self, item: Reported, roles: Roles, parsed: Parsed) -> list[Roles]:
        """Of a mutual act with several, each told of by itself, one set of roles each."""
        if not item.type.mutual:
            return [roles]
        rest = [(r, m) for r, m in roles if is_peripheral(item.type, r)]
        return partners.apart(item, [x for x in roles if x not in rest], rest, parsed, self._frames)

    def gapped(self, item: Reported, roles: Roles, parsed: Parsed) -> Iterator[Roles]:
        role_of = {m.actor: r for r, m in roles}
        agents, others = item.slots.parties.get("agent", []), item.slots.parties.get("other", [])
        for giver, taker in gapped_pairs(item.slots, parsed):
            source, target = role_of.get(agents[0].actor), role_of.get(min(others, key=lambda m: m.start).actor)
            if source and target:
                yield [(source, giver), (target, taker)]

    def _mutual(
        self,
        item: Reported,
        roles: Roles,
        main: Roles,
        parsed: Parsed,
        discourse: Discourse,
    ) -> tuple[Roles, float]:
        role = party_role(item.type)
        sure = min((m.confidence for _, m in main), default=0.0)
        sides = item.trigger.sides or item.type.sides
        if sides == 2 and " " in item.type.pair.get("parties", "") and len({r for r, _ in main}) < 2:
            return self._on_whose_ground(item, roles, main, parsed, sure)
        if sides == 1 or item.trigger.attributes.get("dyad") == "none":
            return ([], 0.0) if not main or (sides == 1 and len(main) > 1) else (roles, sure)
        rest = [(r, m) for r, m in roles if is_peripheral(item.type, r)]
        if len(main) >= 2 and partners.are_one_side(item, main, parsed, self._frames):
            near = self._others(item, roles, parsed, discourse)
            return ([*main, (role, near[0]), *rest], sure * FALLBACK) if len(near) == 1 else ([], 0.0)
        if len(main) >= 2:
            return under_forums(item.type, without_regions(main), self._forums) + rest, sure
        if len(main) == 1:
            host = official_of_the_other_side(item, main[0][1], parsed, discourse, self._frames)
            if host is not None:
                return [*main, (role, host), *rest], sure * host.confidence
            together = self._pair(item, parsed, discourse)
            if any(m.actor == main[0][1].actor for m in together):  # "we will hold trilateral exercises"
                return [*((role, m) for m in together), *rest], 0.7 * sure
            joined = self._joined(item, main[0][1], parsed, discourse)
            if joined:
                return [*main, *((role, m) for m in joined), *rest], sure * FALLBACK
        near = self._others(item, roles, parsed, discourse)
        if len(main) == 1 and len(near) == 1:
            return [*main, (role, near[0]), *rest], sure * FALLBACK
        if not main:
            pair = self._pair(item, parsed, discourse)
            if pair:
                return [(role, m) for m in pair] + rest, 0.7 * pair[0].confidence
            above = self._pledging(item, parsed, discourse)
            if len(above) > 1:
                return [(role, m) for m in above] + rest, SOUGHT * min(m.confidence for m in above)
            if len(near) == 2:
                return [(role, m) for m in near] + rest, FALLBACK
            return [], 0.0
        return ([], 0.0) if sides == 2 else (main + rest, sure * ONE_SIDED)

    def _joined(self, item: Reported, one: Mention, parsed: Parsed, discourse: Discourse) -> list[Mention]:
        """ "Benin joined it in June": those whose act "it" is."""
        if not parsed.things or not any(t.pos_ == "PRON" and t.dep_ == "dobj" for t in item.slots.heads.get(THING, ())):
            return []
        others = {m.actor: m for m in discourse.story.company(item.type.name) if m.actor != one.actor}
        return [m.again(item.token) for m in others.values()]

    def _on_whose_ground(
        self, item: Reported, roles: Roles, main: Roles, parsed: Parsed, sure: float
    ) -> tuple[Roles, float]:
        """Forces have a host, named in no slot: a base near a city, sites in a country. Hosts alone deploy nothing."""
        host = item.type.pair["parties"].split(" ")[0]
        found = [m for m in grounds(item, parsed, self._frames) if m.actor not in {x.actor for _, x in main}]
        if not main or any(r == host for r, _ in main) or len(found) != 1 or item.type.role(host) is None:
            return [], 0.0
        return [*roles, (host, found[0])], sure * FALLBACK

    def _pair(self, item: Reported, parsed: Parsed, discourse: Discourse) -> list[Mention]:
        """ "The bilateral exercises", "joint patrols": the pair the text is speaking of."""
        token = item.token
        marked = any(c.lemma_.lower() in discourse.pair_adjectives for c in token.children)
        return discourse.pair(token) if marked else []

    def _pledging(self, item: Reported, parsed: Parsed, discourse: Discourse) -> list[Mention]:
        """ "We remain committed to work on joint patrols": the subjects of the clause above."""
        above = those_above(item, parsed, discourse, self._frames) if item.trigger.near else []
        heads = [parsed.doc[m.head] for m in above]
        is_acting = [any(t.dep_ in SUBJECTS for t in (head, *head.conjuncts)) for head in heads]
        return [m for m, acts in zip(above, is_acting, strict=True) if acts]

    def _others(self, item: Reported, main: Roles, parsed: Parsed, discourse: Discourse) -> list[Mention]:
        """States named in the same clause and not yet used, capitals as places left out."""
        if not item.trigger.near:
            return []
        used = {m.actor for _, m in main}
        low, high = clause_of(item.token)
        top = verb_above(item.token)
        found: dict[str, Mention] = {}
        for mention in parsed.mentions:
            if mention.actor in used or not self._may_act(mention, item):
                continue
            if mention.kind == "organisation" and item.type.mutual:
                continue  # a body named beside is a framework, seldom a party
            if mention.form in ("place", "post", "excluded"):
                continue
            head = parsed.doc[mention.head]
            if self._society & parsed.classes[head.head.i] and mention.form in ("adjective", "nationals"):
                continue  # "Polish tourists" do not speak for Poland
            if item.type.mutual and discourse.is_topic(mention, head):
                continue  # "called to discuss Peru's invasion"
            if mention.form == "capital" and head.dep_ == "compound" and head.head.pos_ == "PROPN":
                continue  # "the Lima Agenda"
            if self._is_left_out(head) or is_at_border(head, self._location, lambda t: self._is_border(t, parsed)):
                continue
            if low <= mention.head <= high and not self._is_location(head) and _hangs_on(head, top, item.token):
                found.setdefault(mention.actor, mention)
        return list(found.values())

    def _may_act(self, mention: Mention, item: Reported) -> bool:
        """States and bodies; where there is fighting, bands too."""
        is_armed = item.trigger.frame in self._frames.grammar.armed
        return mention.kind in ("state", "organisation") or is_armed and mention.kind == "nonstate"

    def _is_border(self, token: Token, parsed: Parsed) -> bool:
        return bool(self._frames.grammar.bounds & parsed.classes[token.i])

    def _is_left_out(self, token: Token) -> bool:
        """ "Unlike Oman", "with the exception of Oman"."""
        above = token.head.head if token.dep_ == "pobj" else token
        return not {token.head.lower_, above.lemma_.lower()}.isdisjoint(self._frames.grammar.excluding)

    def _is_location(self, token: Token) -> bool:
        """ "In Peru", "in Lima, Peru"."""
        return is_where(token, self._location)

    def _directed(
        self,
        item: Reported,
        roles: Roles,
        main: Roles,
        parsed: Parsed,
        discourse: Discourse,
    ) -> tuple[Roles, float]:
        source, target = item.type.pair.get("source"), item.type.pair.get("target")
        if is_reciprocal(main):
            return roles, min(m.confidence for _, m in main)
        apart = across(main, source, target)
        if len(apart) < len(main) and len({m.actor for _, m in apart}) < 2:
            return [], 0.0  # a state that visits itself
        main = apart
        roles = [(r, m) for r, m in roles if is_peripheral(item.type, r) or (r, m) in main]
        have = {r for r, _ in main}
        sure = min((m.confidence for _, m in main), default=0.0)
        if not main:
            return [], 0.0
        if item.trigger.sides == 1 and len({m.actor for _, m in main}) > 1:
            return [], 0.0
        own = set(item.trigger.slots.values()) - {source, target}
        if target is not None and source is not None and {source, target} <= have:
            return (self._turned(roles, source, target) if item.type.likely_source else roles), sure
        if target is None or source is None:
            return roles, sure
        body = self._body(item, have, discourse)
        if body is not None:
            return [*roles, body], sure * SOUGHT
        if own & have:
            return roles, sure
        if (item.trigger.sides or item.type.sides) == 1:
            return ([], 0.0) if len({m.actor for _, m in main}) > 1 else (roles, sure)
        if len(main) == 2 and len(have) == 1 and _is_open(item):
            giver, taker = sorted((m for _, m in main), key=lambda m: self._rank(item, m, parsed))
            return [*(x for x in roles if x not in main), (source, giver), (target, taker)], sure * SOUGHT
        missing = target if source in have else source
        sought = self._sought(item, roles, missing == source, parsed, discourse)
        sought = [m for m in sought if may_fill(item.type.role(missing), m)]
        if len(sought) == 1:
            return [*roles, (missing, sought[0])], sure * SOUGHT
        spoken = item.trigger.frame in self._frames.grammar.voiced  # whom words are said of, the words themselves say
        others = [] if spoken else self._others(item, roles, parsed, discourse)
        if missing == source:  # "after her trip to Peru": hers, whoever else is named, and not Peru's
            is_hers = any(discourse.is_personal(t) for t in item.slots.arguments.slots.get("poss", ()))
            heading = self._frames.grammar.heading
            others = [m for m in others if not is_hers and not is_where(parsed.doc[m.head], heading)]
        near = [m for m in others if may_fill(item.type.role(missing), m)]
        opposed = item.type.sides == 2 or item.trigger.frame in self._frames.grammar.whose
        if len(near) != 1 and item.trigger.near and opposed and missing == target:
            near = those_below(item, (m.actor for _, m in roles), parsed, self._frames)
        if len(near) == 1:
            return [*roles, (missing, near[0])], sure * FALLBACK
        return ([], 0.0) if (item.trigger.sides or item.type.sides) == 2 else (roles, sure * ONE_SIDED)

    def _turned(self, roles: Roles, source: str, target: str) -> Roles:
        """A firm that makes arms sells them, whoever is the subject: "Leonardo signed a contract with Kuwait"."""
        sells = {r for r, m in roles if m.name in self._sellers}
        if sells != {target}:
            return roles
        turned = {source: target, target: source}
        return [(turned.get(r, r), m) for r, m in roles]

    def _rank(self, item: Reported, mention: Mention, parsed: Parsed) -> tuple[int, int]:
        """The likelier one is the source, the lower: who made the things, else who mostly is."""
        if mention.actor in {m.actor for m in makers(item, parsed)}:
            return (-1, 0)
        likely = item.type.likely_source
        return (likely.index(mention.actor) if mention.actor in likely else len(likely), -mention.start)

    def _body(self, item: Reported, have: Collection[str], discourse: Discourse) -> tuple[str, Mention] | None:
        """The body last named, where what is told is a place in one: "Norway took over the chairmanship"."""
        target = item.type.pair["target"]
        spec = item.type.role(target)
        if target in have or spec is None or not item.trigger.near or spec.kinds != frozenset({"organisation"}):
            return None
        found = discourse.body(item.token)
        return (target, found) if found is not None else None

    def _sought(
        self, item: Reported, roles: Roles, is_source: bool, parsed: Parsed, discourse: Discourse
    ) -> list[Mention]:
        """Who the missing side of an act with things may be: their maker or owner, else who acts above it."""
        if not item.trigger.near or not item.type.gives_dyad or not item.slots.heads.get(THING):
            return []
        used = {m.actor for _, m in roles}
        whose = makers(item, parsed) if is_source else owners(item, parsed, discourse, self._frames)
        for found in (whose, those_above(item, parsed, discourse, self._frames)):
            others = [m for m in found if m.actor not in used]
            if others:
                return others
        return []


def _is_open(item: Reported) -> bool:
    """Whether the words name two sides in one breath and leave open which is which: "X and Y signed a contract for"."""
    return bool(item.type.likely_source) and (
        item.token.pos_ == "NOUN" or item.trigger.attributes.get("mode") == _SHARED
    )


_SHARED = "co-production"
_GROUNDS = ("host", "location")  # roles of those on whose ground something is, which no firm is: "on a Boeing 757"


def _names_others(parsed: Parsed, roles: Roles) -> bool:
    """Whether the sentence speaks of another state or body than those with a part in the claim."""
    used = {m.actor for _, m in roles}
    return any(
        m.actor not in used and m.kind in ("state", "organisation") and m.form != "place" for m in parsed.mentions
    )


def _hangs_on(head: Token, top: Token, trigger: Token) -> bool:
    """Whether an actor stands in the trigger's own clause, no more than one noun below its verb."""
    nouns = 0
    while head not in (top, trigger):
        if head.head == head or head.pos_ in ("VERB", "AUX"):
            return False
        head = head.head
        nouns += head.pos_ in ("NOUN", "PROPN") and head != trigger
    return nouns <= 2


def _is_half(item: Reported, roles: Roles, sides: set[str | None]) -> bool:
    """One side of what takes two, and nothing beside it: who did it, or to whom, the text may well say elsewhere."""
    party_to = [side for side in sides if side and not is_peripheral(item.type, side)]
    if len(party_to) < 2 or 1 in (item.type.sides, item.trigger.sides):
        return False
    own = set(item.trigger.slots.values()) - sides
    return len({m.actor for r, m in roles if r in sides or r in own}) < 2


def _is_one_person(roles: Roles, parsed: Parsed) -> bool:
    """A leader alone, with no other state or body beside: home affairs, no view of a relation. Its leaders, in the
    plural, and its government are the state."""
    if len({m.actor for _, m in roles}) != 1:
        return False
    return all(
        (m.form == "person" or m.level and m.form != "institution") and parsed.doc[m.head].tag_ not in _PLURAL
        for _, m in roles
    )


_PLURAL = ("NNS", "NNPS")
