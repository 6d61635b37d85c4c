"""Claims with what people decided laid over them: corrected fields, actors held to be one, and what follows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from foedera.codebook import Codebook
from foedera.codebook.deriving import Derived, derive
from foedera.decisions import in_force
from foedera.errors import UsageError
from foedera.judging.actors import represented
from foedera.judging.fields import canonical, kind_of, set_field
from foedera.model import Claim, Judgement, Role

__all__ = ["Misfit", "applied", "checked", "misfits"]

_FIRST = ("type", "status")  # what the others may be depends on the type
_FOLLOWED = ("type", "status", "negated", "roles", "attributes")  # what codes, pairs and dyads depend on


@dataclass(frozen=True, slots=True)
class Misfit:
    """A field of a correction that the claim, as it is coded now, cannot take; and why."""

    judgement: Judgement
    field: str
    why: str


def applied(claims: Iterable[Claim], judgements: Iterable[Judgement], codebook: Codebook) -> list[Claim]:
    """The claims in their order, each with the corrections in force laid over it and with its actors under the name
    by which people hold them to be one; pairs, dyads, codes and family follow. Ids stay.

    ``judgements`` are anchored. A field that no longer fits is passed over (``misfits`` tells). A claim about which
    nothing was decided is the very same.
    """
    words = in_force(judgements)
    corrections = _corrections(words)
    names = represented(words, codebook)
    return [_unified(_corrected(c, corrections.get(c.id, ()), codebook)[0], names, codebook) for c in claims]


def misfits(claims: Iterable[Claim], judgements: Iterable[Judgement], codebook: Codebook) -> list[Misfit]:
    """Fields of corrections that take no effect, as the claims are coded now."""
    corrections = _corrections(in_force(judgements))
    return [m for c in claims if c.id in corrections for m in _corrected(c, corrections[c.id], codebook)[1]]


def checked(claim: Claim, values: Mapping[str, str], codebook: Codebook) -> dict[str, str]:
    """The values of a correction as they are kept, in a fixed order. ``claim`` as it stands before it.

    Raises UsageError, which names the field and what is allowed, where the claim cannot take one of them.
    """
    if not values:
        raise UsageError("nothing to correct. Give at least one FIELD=VALUE, such as status=planned.")
    kept = {key: canonical(key, values[key], claim, codebook) for key in sorted(values)}
    _, wrong = _laid_over(claim, Judgement("", "claim", claim.id, "correct", "", "", values=kept), codebook)
    if wrong:
        raise UsageError(wrong[0].why)
    return kept


def _corrections(words: Iterable[Judgement]) -> dict[str, list[Judgement]]:
    found: dict[str, list[Judgement]] = defaultdict(list)
    for each in words:
        if each.subject == "claim" and each.verdict == "correct":
            found[each.subject_id].append(each)
    return found


def _corrected(claim: Claim, words: Iterable[Judgement], book: Codebook) -> tuple[Claim, list[Misfit]]:
    wrong: list[Misfit] = []
    now, is_named = claim, False
    for judgement in words:
        now, more = _laid_over(now, judgement, book)
        missed = {m.field for m in more}
        is_named = is_named or any(key.startswith("role.") and key not in missed for key in judgement.values)
        wrong += more
    is_other = is_named or any(getattr(claim, name) != getattr(now, name) for name in _FOLLOWED)
    return (_following(claim, now, book, is_named=is_named) if is_other else now), wrong


def _laid_over(claim: Claim, judgement: Judgement, book: Codebook) -> tuple[Claim, list[Misfit]]:
    """The claim with one correction laid over it, field by field; whatever it cannot take is left as it was."""
    wrong = []
    now = claim
    for key in sorted(judgement.values, key=lambda k: (_FIRST.index(k) if k in _FIRST else len(_FIRST), _taking(k), k)):
        try:
            now = set_field(now, key, judgement.values[key], book, who=judgement.who)
        except UsageError as bad:
            wrong.append(Misfit(judgement, key, str(bad)))
    if now.type == claim.type and now.roles:
        return now, wrong
    if not now.roles:
        why = "no party would be left. Name who takes part, or reject the claim."
        field = next((k for k in judgement.values if k.startswith("role.")), "type")
        return claim, [*wrong, Misfit(judgement, field, f"{field}: {why}")]
    return _retyped(claim, now, judgement, book, wrong)


def _taking(key: str) -> int:
    """Actors are taken out of a role last, so that none has to be named twice."""
    return 1 if key.endswith("-") else 0


def _retyped(
    before: Claim, now: Claim, judgement: Judgement, book: Codebook, wrong: list[Misfit]
) -> tuple[Claim, list[Misfit]]:
    """A claim of another type: parties in roles that it does not have must be placed anew, and its status must fit."""
    kind = book.type(now.type)
    placed = {r.actor for r in now.roles if kind.role(r.role)}
    kept = tuple(r for r in now.roles if kind.role(r.role))
    roles = ", ".join(r.name for r in kind.roles)
    for stray in (r for r in now.roles if not kind.role(r.role) and r.actor not in placed):
        why = (
            f"type: the type {kind.name} has no role '{stray.role}', in which {stray.actor} stands. Place it in one of"
            f" {roles} (role.NAME={stray.actor}), or take it out (role.{stray.role}-={stray.actor})."
        )
        wrong = [*wrong, Misfit(judgement, "type", why)]
    try:
        set_field(now, "status", now.status.value, book, who=judgement.who)
    except UsageError as bad:
        return before, [*wrong, Misfit(judgement, "type", f"{bad} Give status=... with it.")]
    if not kept:
        return before, wrong
    return replace(now, roles=kept), wrong


def _following(found: Claim, now: Claim, book: Codebook, *, is_named: bool = False) -> Claim:
    """``now`` with the codes, pairs and dyads that follow from it.

    What the coder knew beyond the record (which word reports the claim, whether a party is only carried over from
    another clause) is told by what it derived from ``found``, and holds as long as the type does; where a person
    named parties (``is_named``), none is carried over any more.
    """
    if found.type not in book.types or now.type not in book.types:
        return now
    same_type = found.type == now.type
    fits = [dict(_derived(found, book, is_told=told).codes) == dict(found.codes) for told in (True, False)]
    is_told = same_type and fits == [True, False]
    plain = _derived(found, book, is_told=is_told)
    has_supposed = same_type and not is_named and not found.dyads and bool(plain.dyads)
    follows = _derived(now, book, is_told=is_told, has_supposed=has_supposed)
    return replace(now, pairs=follows.pairs, dyads=follows.dyads, codes=follows.codes)


def _derived(claim: Claim, book: Codebook, *, is_told: bool, has_supposed: bool = False) -> Derived:
    return derive(
        book,
        book.types[claim.type],
        [(r.role, r.actor) for r in claim.roles],
        status=claim.status,
        negated=claim.negated,
        attributes=claim.attributes,
        is_told_by=lambda words: is_told,
        has_supposed=has_supposed,
    )


def _unified(claim: Claim, names: Mapping[str, str], book: Codebook) -> Claim:
    if not any(r.actor in names for r in claim.roles) and not any(a.actor in names for a in claim.attribution):
        return claim
    roles: dict[tuple[str, str], Role] = {}
    for role in claim.roles:
        actor = names.get(role.actor, role.actor)
        renamed = role if actor == role.actor else replace(role, actor=actor, kind=kind_of(actor, book) or role.kind)
        roles.setdefault((role.role, actor), renamed)
    said = tuple(replace(a, actor=names.get(a.actor, a.actor)) if a.actor else a for a in claim.attribution)
    now = replace(claim, roles=tuple(roles.values()), attribution=said)
    return _following(claim, now, book) if now.roles != claim.roles else now
