"""The words of a language that tell whether things happened: its ``standing.yml``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from foedera.model import Status

__all__ = ["StandingWords"]


class StandingWords:
    """A language's ``standing.yml``, compiled once."""

    def __init__(self, words: Mapping[str, Any]) -> None:
        self.verbs = _inverted(words["verbs"])
        self.nouns = _inverted(words["nouns"])
        self.adjectives = _inverted(words["adjectives"])
        self.predicates = self.adjectives | _inverted(words.get("predicates", {}))
        self.auxiliaries = _inverted(words["auxiliaries"])
        self.adverbs = _inverted(words["adverbs"])
        self.aspect = _inverted(words["aspect"])
        self.conditional = frozenset(words["conditional"])
        self.negative = frozenset(words["negative"])
        self.not_negative_before = frozenset(words["not_negative_before"])
        self.reporting = frozenset(words["reporting"])
        self.transparent = frozenset(words["transparent"])
        self.failing = frozenset(words["failing"])
        self.lasting = frozenset(words["lasting"])
        self.backshifted = frozenset(words["backshifted"])
        self.announcing = frozenset(words["announcing"])
        self.accusing = frozenset(words["accusing"])
        self.averting = frozenset(words["averting"])
        self.presupposing = frozenset(words["presupposing"])
        self.circumstance = frozenset(words["circumstance"])
        self.that = frozenset(words["that"])
        self.doubting = frozenset(words["doubting"])
        self.thanking = frozenset(words["thanking"])
        self.wishing = frozenset(words["wishing"])
        self.daring = frozenset(words["daring"])
        self.planning = frozenset(words["planning"])
        self.forecasting = frozenset(words["forecasting"])
        self.participles = frozenset(words["participles"])
        self.stative = frozenset(words["stative"])
        self.denying = frozenset(words["denying"])
        self.performing = frozenset(words["performing"])
        self.telling = frozenset(words.get("telling", ()))
        self.contrasting = frozenset(words.get("contrasting", ()))
        self.ranked = frozenset(words.get("ranked", ()))
        self.holders = frozenset(words.get("holders", ()))
        self.set_up = frozenset(words.get("set_up", ()))
        self.setting_up = frozenset(words.get("setting_up", ()))
        self.contended = frozenset(words.get("contended", ()))
        self.valuing = frozenset(words.get("valuing", ()))


def _inverted(table: Mapping[str, Any]) -> dict[str, Status]:
    return {word: Status(status) for status, listed in table.items() for word in listed}
