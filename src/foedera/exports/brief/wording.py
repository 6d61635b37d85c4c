"""Fields of claims -> words, by the templates of ``languages/<iso>/brief.yml``. Adds nothing to the fields."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from foedera.codebook import Codebook
from foedera.errors import ExportError
from foedera.exports.brief.parts import Sentence
from foedera.model import Amount, Attribution, Claim, Event, Interval, Precision, Role, Status, Text, Voice

__all__ = ["Wording", "fill"]

_FIELD = re.compile(r"\{(\w+)\}")
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
# Attributes that amounts, tags or the template already tell; the rest is printed after the sentence as it stands.
_TOLD = frozenset(
    {"number", "persons", "troops", "value", "casualties", "level", "lethal", "direction", "length", "mode", "purpose"}
    | {"aspect", "dyad", "lifted"}
)


def fill(template: str, values: Mapping[str, Any]) -> str:
    """The template with its fields; a part in square brackets goes where a field in it is empty.

    Raises KeyError where a field outside brackets has no value.
    """

    def optional(match: re.Match[str]) -> str:
        part = match.group(1)
        return part if all(values.get(name) not in (None, "") for name in _FIELD.findall(part)) else ""

    def value(match: re.Match[str]) -> str:
        name = match.group(1)
        if values.get(name) in (None, ""):
            raise KeyError(name)
        return str(values[name])

    while (shorter := _OPTIONAL.sub(optional, template)) != template:  # from the inside out
        template = shorter
    return _FIELD.sub(value, template)


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of one brief in one language."""

    book: Codebook
    data: Mapping[str, Any]
    texts: Mapping[str, Text]
    language: str = "en"

    @classmethod
    def of(cls, book: Codebook, texts: Iterable[Text], language: str = "en") -> Wording:
        data = book.languages.get(language, {}).get("brief")
        if not data:
            raise ExportError(f"languages/{language}/brief.yml: missing from the codebook, so no brief can be worded.")
        return cls(book, data, {t.id: t for t in texts}, language)

    def heading(self, name: str, **values: Any) -> str:
        return fill(str(self.data["headings"][name]), values)

    def column(self, name: str) -> str:
        return str(self.data["columns"][name])

    def line(self, name: str, **values: Any) -> str:
        return _sentence_case(fill(str(self.data["lines"][name]), values))

    def counted(self, noun: str, n: int) -> str:
        return fill(str(self.data["lines"][f"{noun}_{'one' if n == 1 else 'many'}"]), {"n": n})

    # Names

    def actor(self, actor: str) -> str:
        """A state by its name, with its article where it takes one; an organisation by its acronym."""
        if actor in self.book.organisations:
            return actor
        name = self.book.actor_name(actor)
        if actor in self.data["with_article"] and not name.lower().startswith("the "):
            return fill(self.data["article"], {"name": name})
        return name.split(":", 1)[-1]

    def label(self, actor: str) -> str:
        """The name as a heading bears it, without article."""
        return actor if actor in self.book.organisations else self.book.actor_name(actor).split(":", 1)[-1]

    def listed(self, words: Sequence[str]) -> str:
        joined = self.data["lists"]
        if len(words) < 2:
            return "".join(words)
        return str(joined["comma"]).join(words[:-1]) + str(joined["and"]) + words[-1]

    def party(self, role: Role) -> str:
        name = self.actor(role.actor)
        told = role.name and role.name.casefold() not in {name.casefold(), self.label(role.actor).casefold()}
        return f"{name} ({role.name})" if told else name

    # Dates and numbers

    def day(self, when: date) -> str:
        return f"{when.day} {self.data['months'][when.month - 1]} {when.year}"

    def month(self, when: date) -> str:
        return f"{self.data['months'][when.month - 1]} {when.year}"

    def date(self, when: Interval | None) -> str:
        words = self.data["dates"]
        if when is None:
            return str(words["undated"])
        said = self._date(when)
        return fill(words["inferred"], {"date": said}) if when.year_inferred else said

    def _date(self, when: Interval) -> str:
        words, start, end = self.data["dates"], when.start, when.end
        if start is None or end is None:
            one = "since" if end is None else "until"
            return fill(words[one], {"first": self.day(when.first), "last": self.day(when.last)})
        if start == end:
            return self.day(start)
        if when.precision is Precision.MONTH and (start.year, start.month) == (end.year, end.month):
            return self.month(start)
        if when.precision is Precision.YEAR and start.year == end.year:
            return str(start.year)
        whole_years = (start.month, start.day) == (1, 1) and (end.month, end.day) == (12, 31)
        if whole_years:
            return str(start.year) if start.year == end.year else self._between(str(start.year), str(end.year))
        if (start.year, start.month) == (end.year, end.month):
            return self._between(str(start.day), self.day(end))
        first = str(start.year) if (start.month, start.day) == (1, 1) else self.day(start)
        last = str(end.year) if (end.month, end.day) == (12, 31) else self.day(end)
        return self._between(first, last)

    def _between(self, first: str, last: str) -> str:
        return fill(self.data["dates"]["between"], {"first": first, "last": last})

    def amount(self, amount: Amount) -> str:
        """The number with its bounds, and what it counts as printed, or the unit where that is a measure."""

        def number(value: float | None) -> str:
            return "" if value is None else f"{value:,.0f}" if float(value).is_integer() else f"{value:,g}"

        bounds = {"low": number(amount.low), "high": number(amount.high)}
        value = number(amount.value) or bounds["low"] or bounds["high"]
        try:
            said = fill(self.data["operators"].get(amount.op, "{value}"), {"value": value, **bounds})
        except KeyError:
            said = value
        counted = amount.unit if amount.unit in self.data["measures"] or not amount.attribute else amount.attribute
        return f"{said} {_tidy(counted)}".strip()

    # Who says so

    def holder(self, claim: Claim) -> str:
        """Whose view or report it is: the far end of the attribution, else the author, else the publisher."""
        words, text = self.data["holders"], self.texts.get(claim.text_id)
        if claim.attribution and claim.voice is not Voice.AUTHOR:
            return fill(words["attributed"], {"origin": claim.attribution[-1].name})
        known = {"author": text.author if text else None, "outlet": text.outlet if text else None}
        for template in (words["author"], words["outlet"]):
            try:
                return fill(template, known)
            except KeyError:
                continue
        title = (text.title if text else None) or self.data["lines"]["no_title"]
        return fill(words["unknown"], {"title": title})

    def according(self, claim: Claim) -> str:
        origin = claim.attribution[-1].name if claim.attribution else ""
        origin = "" if origin.casefold() == claim.voice.value else origin
        try:
            return fill(str(self.data["voices"][claim.voice.value]), {"origin": origin})
        except KeyError:
            return ""

    def chain(self, claim: Claim) -> str:
        """Publisher first, origin last, each as it was printed."""
        text = self.texts.get(claim.text_id)
        names = [text.outlet] if text and text.outlet else []
        if text and text.author:
            names.append(text.author)
        return " › ".join([*names, *(self._link(a) for a in claim.attribution if a.name not in names)])

    def _link(self, each: Attribution) -> str:
        printed = each.as_printed or each.name
        kind = self.data["kinds"].get(each.kind, each.kind)
        return f"{printed} ({kind})"

    # Sentences

    def told(self, claim: Claim, *, when: Interval | None = None, dated: bool = True, voiced: bool = True) -> str:
        """The claim as a sentence without its full stop: act, numbers, date, who says so."""
        core = self._core(claim)
        amounts = [self.amount(a) for a in claim.amounts if a.unit]
        date_words = self.date(when or claim.date) if dated and (when or claim.date) else ""
        pieces = [core, *dict.fromkeys(amounts), date_words, self.according(claim) if voiced else ""]
        return _sentence_case(str(self.data["lists"]["comma"]).join(p for p in pieces if p))

    def event(self, event: Event, claims: Sequence[Claim], *, dated: bool = True) -> str:
        """The event in the words of the claim that tells most of it."""
        return self.told(self.fullest(claims), when=event.date, dated=dated)

    def fullest(self, claims: Sequence[Claim]) -> Claim:
        def told(claim: Claim) -> tuple[int, int, float]:
            return len(claim.roles) + len(claim.attributes), len(claim.amounts), claim.confidence

        return max(claims, key=lambda c: (told(c), c.id))

    def _core(self, claim: Claim) -> str:
        acts = self._acts(claim)
        kind = self.book.types.get(claim.type)
        values = self._values(claim)
        done, act = self._try(acts["done"], values), self._try(acts["act"], values)
        lonely = kind is not None and kind.mutual and len({r.actor for r in claim.roles}) < 2
        act = act or self._try(self.data["other_act"]["act"], values) or values["label"]
        done = act if lonely or not done else done
        status = self._status(claim)
        told = fill(self.data["statuses"][status], {"done": done, "act": act})
        return told + self._leftover(claim, acts["done"] + acts["act"])

    def _acts(self, claim: Claim) -> Mapping[str, str]:
        """The templates of the type, or of the form of it that the attributes tell."""
        acts: Mapping[str, Any] = self.data["acts"].get(claim.type, self.data["other_act"])
        for form in acts.get("forms", ()):
            if all(claim.attributes.get(k) == v for k, v in form["if"].items()):
                return {"done": form["done"], "act": form["act"]}
        return {"done": acts["done"], "act": acts["act"]}

    def _status(self, claim: Claim) -> str:
        """The name of the template: what stands need not be called ongoing, and a view is not denied but negative."""
        family = self.book.families.get(claim.family)
        group = family.group if family else "event"
        if claim.negated:
            return "negated_view" if group == "assessment" else "negated"
        return "occurred" if claim.status is Status.ONGOING and group == "structure" else claim.status.value

    def _try(self, template: str, values: Mapping[str, str]) -> str:
        try:
            return fill(template, values)
        except KeyError:
            return ""

    def _values(self, claim: Claim) -> dict[str, str]:
        kind = self.book.types.get(claim.type)
        roles: dict[str, list[str]] = {}
        for role in claim.roles:
            roles.setdefault(role.role, []).append(self.party(role))
        aside = {r.name for r in kind.roles if r.peripheral} if kind else set()
        everyone = [p for name, parties in roles.items() if name not in aside for p in parties]
        names = {r.name.casefold() for r in claim.roles if r.name}
        values = {k: _tidy(v).replace("_", " ") for k, v in claim.attributes.items() if v.casefold() not in names}
        values |= {name: self.listed(list(dict.fromkeys(parties))) for name, parties in roles.items()}
        values["all"] = self.listed(list(dict.fromkeys(everyone)))
        values["label"] = kind.label if kind else claim.type
        if claim.place and (claim.place.name or claim.place.country):
            values["place"] = claim.place.name or self.actor(claim.place.country or "")
        return values

    def _leftover(self, claim: Claim, template: str) -> str:
        used = set(_FIELD.findall(template)) | _TOLD
        rest = [f"{k.replace('_', ' ')}: {_tidy(v)}" for k, v in claim.attributes.items() if v and k not in used]
        return f" ({'; '.join(rest)})" if rest else ""

    def says(self, claim: Claim) -> str:
        """Type, status, date and its basis: the fields of the record, for the list of evidence."""
        kind = self.book.types.get(claim.type)
        status = claim.status.value + (", negated" if claim.negated else "")
        when = self.date(claim.date) + (f", from {claim.date.basis}" if claim.date and claim.date.basis else "")
        return f"{kind.label if kind else claim.type}, {status}; {when}"

    def quoted(self, claims: Sequence[Claim]) -> str:
        """The words of the claim that tells most, in quotation marks."""
        return f"“{_tidy(self.fullest(claims).quote.exact)}”"

    def sentence(self, event: Event, claims: Sequence[Claim], *, quoted: bool = False) -> Sentence:
        return Sentence(self.event(event, claims) + ".", tuple(event.claims), quoted=quoted)


def _tidy(words: str) -> str:
    return " ".join(words.split())


def _sentence_case(words: str) -> str:
    return words[:1].upper() + words[1:]
