"""Who says so: holders of views, origins of reports, and the chain from publisher to origin."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from foedera.exports.brief.templates import fill, first_filled
from foedera.model import Attribution, Claim, Text, Voice

__all__ = ["Voices"]


@dataclass(frozen=True, slots=True)
class Voices:
    """``known`` are the names of persons that each text prints, for "Mr Rao" where it says "Asha Rao" elsewhere."""

    data: Mapping[str, Any]
    texts: Mapping[str, Text]
    known: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, data: Mapping[str, Any], texts: Mapping[str, Text], claims: Iterable[Claim]) -> Voices:
        found: dict[str, set[str]] = {}
        for claim in claims:
            names = {r.name for r in claim.roles if r.name and r.level} | {a.name for a in claim.attribution}
            found.setdefault(claim.text_id, set()).update(names)
        return cls(data, texts, {k: frozenset(v) for k, v in found.items()})

    def name(self, said: str, text_id: str) -> str:
        """The name in full where this text prints just one that ends, or begins, in it."""
        part = said.casefold()
        known = self.known.get(text_id, ())
        longer = {n for n in known if n.casefold().endswith(" " + part) or n.casefold().startswith(part + " ")}
        return longer.pop() if len(longer) == 1 and " " not in said else said

    def origin(self, claim: Claim) -> str:
        """The far end of the attribution that names somebody, in full and without article; or nothing."""
        text = self.texts.get(claim.text_id)
        writers = {n for n in (text and text.author, text and text.outlet) if n}
        for each in reversed(claim.attribution):
            if each.name.casefold() not in self.data["nobody"] and each.name not in writers:
                return self.name(each.name, claim.text_id)
        return ""

    def with_article(self, each: Attribution | None, name: str) -> str:
        first = name.split(" ", 1)[0].casefold()
        plain_start = first in self.data["no_article_before"] or first.endswith(("'s", "’s", "s'", "s’"))
        if each is None or each.kind not in self.data["article_kinds"] or plain_start:
            return name
        return fill(self.data["article"], {"name": name})

    def holder(self, claim: Claim) -> str:
        """Whose view it is: who is quoted; else the author, or the publisher, with the source that they cite."""
        words, origin = self.data["holders"], self.origin(claim)
        if origin and claim.voice not in (Voice.AUTHOR, Voice.CITED):
            return fill(words["attributed"], {"origin": self.with_article(self._last(claim), origin)})
        writer = self._writer(claim)
        if origin and claim.voice is Voice.CITED and origin not in writer:
            return fill(words["citing"], {"holder": writer, "origin": self.with_article(self._last(claim), origin)})
        return writer

    def _last(self, claim: Claim) -> Attribution | None:
        return claim.attribution[-1] if claim.attribution else None

    def _writer(self, claim: Claim) -> str:
        words, text = self.data["holders"], self.texts.get(claim.text_id)
        title = (text.title if text else None) or self.data["lines"]["no_title"]
        outlet = text.outlet if text else None
        author = text.author if text and text.author != outlet else None
        known = {"author": author, "outlet": outlet, "title": title}
        return first_filled([words["author"], words["outlet"], words["unknown"]], known)

    def according(self, claims: Sequence[Claim]) -> str:
        """``according to the Ministry and Xinhua``; nothing where one of the claims is in its author's own voice."""
        if any(c.voice is Voice.AUTHOR for c in claims):
            return ""
        voices = {c.voice for c in claims}
        voice = voices.pop() if len(voices) == 1 else Voice.ATTRIBUTED
        origins = [self.with_article(self._last(c), name) for c in claims if (name := self.origin(c))]
        joined = listed(list(dict.fromkeys(origins)), self.data)
        return first_filled(str(self.data["voices"][voice.value]), {"origin": joined})

    def chain(self, claim: Claim) -> str:
        """Publisher first, origin last, each as it was printed; a pronoun by the name that it stands for."""
        text = self.texts.get(claim.text_id)
        names = list(dict.fromkeys(n for n in (text and text.outlet, text and text.author) if n))
        links = [self._link(a, claim) for a in claim.attribution if a.name not in names]
        return " › ".join([*names, *dict.fromkeys(each for each in links if each)])

    def _link(self, each: Attribution, claim: Claim) -> str:
        nobody = self.data["nobody"]
        if each.name.casefold() in nobody:
            return ""
        printed = each.as_printed or each.name
        if printed.casefold() in nobody:
            printed = each.name
        printed = self.name(printed.removeprefix("see "), claim.text_id)
        return f"{printed} ({self.data['kinds'].get(each.kind, each.kind)})"


def listed(words: Sequence[str], data: Mapping[str, Any]) -> str:
    """``a, b and c``."""
    joined = data["lists"]
    if len(words) < 2:
        return "".join(words)
    return str(joined["comma"]).join(words[:-1]) + str(joined["and"]) + words[-1]
