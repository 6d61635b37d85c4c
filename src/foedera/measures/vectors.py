"""The vectors a measure compares: named groups of partners out of the codebook, or partners one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from foedera.codebook import Codebook
from foedera.errors import UsageError
from foedera.measures.acts import Act, partners_of, settings

__all__ = ["OTHERS", "Vector", "chosen", "with_vector"]

OTHERS = "others"


@dataclass(frozen=True, slots=True)
class Vector:
    id: str
    label: str
    members: frozenset[str]


def chosen(codebook: Codebook, actor: str, partners: Sequence[str]) -> tuple[Vector, ...]:
    """The vectors and partners named, each an own; where none is, those of ``measures.yml`` and all others as one.

    The actor is taken out of its own vectors. UsageError where a name is given twice or nothing is left.
    """
    names = list(partners) or [v for v in settings(codebook).get("balance", ()) if v in codebook.vectors]
    if twice := sorted({n for n in names if names.count(n) > 1}):
        raise UsageError(f"'{twice[0]}' is given twice. Name each partner or vector once.")
    found = [_vector(codebook, name, actor) for name in names]
    return tuple(v for v in found if v.members)


def _vector(codebook: Codebook, name: str, actor: str) -> Vector:
    if name in codebook.vectors:
        spec = _specs(codebook).get(name, {})
        return Vector(name, str(spec.get("label", name)), frozenset(codebook.vectors[name]) - {actor})
    if name == actor:
        raise UsageError(f"{actor} cannot be its own partner. Leave it out.")
    return Vector(name, codebook.actor_name(name), frozenset({name}))


def _specs(codebook: Codebook) -> dict[str, Mapping[str, object]]:
    return {
        name: spec
        for key, data in codebook.raw.items()
        if key.startswith("vectors/")
        for name, spec in data.get("vectors", {}).items()
    }


def with_vector(act: Act, actor: str, vector: Vector) -> bool:
    """True where the act ties the actor to any member: an act with three of them is one act with the vector."""
    return any(other in vector.members for other in partners_of(act, actor))
