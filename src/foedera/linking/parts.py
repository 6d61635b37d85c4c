"""Parts and wholes: the stops of a tour, the instances of a series or a habit."""

from __future__ import annotations

from rapidfuzz.fuzz import token_set_ratio

from foedera.linking.names import NAME_SAME
from foedera.linking.reasons import Reason, linked
from foedera.linking.sights import Settings, Sight
from foedera.model import Link

__all__ = ["part_of"]


def part_of(part: Sight, whole: Sight, settings: Settings) -> Link | None:
    """The link from a stop to its tour, or from an instance to what counts or tells of all of them; else None."""
    reasons = _stop(part, whole, settings) if whole.is_tour else _instance(part, whole, settings)
    return linked(part.claim.id, whole.claim.id, "part", reasons, settings.keep) if reasons else None


def _stop(part: Sight, tour: Sight, settings: Settings) -> list[Reason] | None:
    """Same traveller, a host among the hosts of the tour (or in its region), days within it."""
    w = settings.whole
    region = frozenset().union(*(settings.regions.get(stop, frozenset()) for stop in tour.stops))
    if part.claim.type != tour.claim.type or not part.stops or not part.stops <= tour.stops | region:
        return None
    traveller = ", ".join(sorted(part.party_set & tour.party_set - part.stops))
    hosts = ", ".join(sorted(part.stops))
    reasons = [Reason(w["stop"], "The stop in {} is one of the tour of {}.", (hosts, traveller))]
    if part.claim.date is not None and tour.claim.date is not None:
        reasons.append(Reason(w["days_within"], "Its days fall within those of the tour."))
    elif part.told and tour.told and abs(part.told[0] - tour.told[0]) <= 10:
        reasons.append(Reason(w["told_together"], "They were reported within days of each other."))
    else:
        reasons.append(Reason(w["days_unknown"], "The days of one are not known."))
    for actor in sorted(part.persons.keys() & tour.persons.keys() - part.stops):
        same = token_set_ratio(part.persons[actor], tour.persons[actor]) >= NAME_SAME
        words = "The same traveller ({})." if same else "Different travellers ({})."
        reasons.append(Reason(w["traveller_same" if same else "traveller_differs"], words, (part.persons[actor],)))
    return reasons


def _instance(part: Sight, series: Sight, settings: Settings) -> list[Reason] | None:
    """One act between the same parties, of the type that is counted, in the time for which it is."""
    w = settings.whole
    if part.claim.type != series.claim.type or not series.party_set or not series.party_set <= part.party_set:
        return None
    how, name = part.names.compare(series.names)
    if how == "differs" or (series.names.known and how != "same" and how != "instance"):
        return None
    if part.claim.date is None or (series.claim.date is None and how == "open"):
        return None  # a habit told without years or name says too little of any one time
    reasons = [Reason(w["instance"], "It is one of those that the other tells of together.")]
    if part.roles != series.roles and part.party_set == series.party_set:
        reasons.append(Reason(w["roles_crossed"], "The same parties in different roles."))
    if how in {"same", "instance"}:
        reasons.append(Reason(w["named"], "Both name {}.", (name or "",)))
    if series.claim.date is None:
        reasons.append(Reason(w["no_period"], "For which years is not told."))
    return reasons
