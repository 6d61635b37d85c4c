"""Fields of claims -> words, by the templates of ``languages/<iso>/brief.yml``. Adds nothing to the fields."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from foedera.codebook import Codebook
from foedera.errors import ExportError
from foedera.exports.brief.numbers import amount_words, date_words, day_words, month_words
from foedera.exports.brief.parts import Sentence
from foedera.exports.brief.sentences import whole_sentence
from foedera.exports.brief.templates import fill, first_filled, noun, plain, titled
from foedera.exports.brief.voices import Voices, listed
from foedera.model import Amount, Claim, Event, Interval, Role, Status, Text

__all__ = ["Wording", "fill"]

_AS_STOOD = frozenset({Status.ONGOING, Status.HABITUAL})


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of one brief in one language."""

    book: Codebook
    data: Mapping[str, Any]
    texts: Mapping[str, Text]
    voices: Voices
    language: str = "en"

    @classmethod
    def of(
        cls, book: Codebook, texts: Iterable[Text], language: str = "en", *, claims: Iterable[Claim] = ()
    ) -> Wording:
        """``claims`` are those of the record, whose names of persons tell a surname from a name."""
        data = book.languages.get(language, {}).get("brief")
        if not data:
            raise ExportError(f"languages/{language}/brief.yml: missing from the codebook, so no brief can be worded.")
        known = {t.id: t for t in texts}
        return cls(book, data, known, Voices.of(data, known, claims), language)

    def heading(self, name: str, **values: Any) -> str:
        return fill(str(self.data["headings"][name]), values)

    def column(self, name: str) -> str:
        return str(self.data["columns"][name])

    def line(self, name: str, **values: Any) -> str:
        return _sentence_case(fill(str(self.data["lines"][name]), values))

    def counted(self, noun: str, n: int) -> str:
        return fill(str(self.data["lines"][f"{noun}_{'one' if n == 1 else 'many'}"]), {"n": n})

    # Names, dates, numbers

    def actor(self, actor: str) -> str:
        """A state by its name, with its article where it takes one; an organisation by its acronym."""
        if actor in self.book.organisations:
            return self._acronym(actor)
        name = self.book.actor_name(actor)
        if actor in self.data["with_article"] and not name.lower().startswith("the "):
            return fill(self.data["article"], {"name": name})
        return name.split(":", 1)[-1]

    def label(self, actor: str) -> str:
        """The name as a heading bears it, without article."""
        known = actor in self.book.organisations
        return self._acronym(actor) if known else self.book.actor_name(actor).split(":", 1)[-1]

    def _acronym(self, body: str) -> str:
        """The id, in the case in which the name is written: PfP."""
        written = (n for n in self.book.organisations[body].names if n.casefold() == body.casefold())
        return next(written, body)

    def in_full(self, actor: str) -> str:
        """A body by its acronym and its name; others by their name."""
        label, name = self.label(actor), self.book.actor_name(actor)
        return f"{label} ({name})" if actor in self.book.organisations and name != label else label

    def listed(self, words: Sequence[str]) -> str:
        return listed(words, self.data)

    def party(self, role: Role, claim: Claim) -> str:
        """The actor, and the person or body that acts for it where it is named."""
        name = self.actor(role.actor)
        acting = self.voices.name(plain(role.name), claim.text_id) if role.name else ""
        dull = {name.casefold(), self.label(role.actor).casefold(), *self.data["dull"]}
        return f"{name} ({acting})" if acting and acting.casefold() not in dull else name

    def day(self, when: date) -> str:
        return day_words(when, self.data)

    def month(self, when: date) -> str:
        return month_words(when, self.data)

    def date(self, when: Interval | None) -> str:
        return date_words(when, self.data)

    def amount(self, amount: Amount) -> str:
        return amount_words(amount, self.data)

    # Who says so

    def holder(self, claim: Claim) -> str:
        return self.voices.holder(claim)

    def chain(self, claim: Claim) -> str:
        return self.voices.chain(claim)

    def published(self, claim: Claim) -> Interval | None:
        text = self.texts.get(claim.text_id)
        return text.published if text else None

    # Sentences

    def told(
        self,
        claim: Claim,
        *,
        when: Interval | None = None,
        dated: bool = True,
        voiced: bool = True,
        others: Sequence[Claim] = (),
    ) -> str:
        """The claim as a sentence without its full stop: act, numbers, date, who says so.

        ``others`` are the claims that report the same; a claim with no date says so, or as of when it was told.
        """
        core = self._core(claim)
        amounts = self._amounts(claim)
        if amounts:
            counted = "; ".join(amounts)
            core += f", {counted}" if core.endswith(")") else f" ({counted})"
        dates = self._when(claim, when or claim.date) if dated else ""
        according = self.voices.according([claim, *(c for c in others if c.id != claim.id)]) if voiced else ""
        return _sentence_case(str(self.data["lists"]["comma"]).join(p for p in (core, dates, according) if p))

    def _amounts(self, claim: Claim) -> list[str]:
        """The numbers in words, without those that an attribute already prints."""
        text = self.texts.get(claim.text_id)
        printed = " | ".join(claim.attributes.values())
        told = [a for a in claim.amounts if not (text and text.body[a.start : a.end].strip() in printed)]
        return list(dict.fromkeys(words for a in told if (words := self.amount(a))))

    def _when(self, claim: Claim, when: Interval | None) -> str:
        if when is not None:
            return self.date(when)
        if claim.status not in _AS_STOOD:
            return self.date(None) if claim.status.is_done and not claim.negated else ""
        reported = self.published(claim)
        name = "as_of_undated" if reported is None else "as_of"
        return fill(str(self.data[name]), {"date": self.date(reported)})

    def stood(self, claim: Claim) -> str:
        """When something stood: its date, or when it was told."""
        return self._when(claim, claim.date) or self.date(None)

    def event(self, event: Event, claims: Sequence[Claim], *, dated: bool = True) -> str:
        """The event in the words of the claim that tells most of it."""
        return self.told(self.fullest(claims), when=event.date, dated=dated, others=claims)

    def fullest(self, claims: Sequence[Claim]) -> Claim:
        def told(claim: Claim) -> tuple[int, int, int, float]:
            named = sum(1 for r in claim.roles if r.name)
            return len(claim.roles) + len(claim.attributes), len(claim.amounts), named, claim.confidence

        return max(claims, key=lambda c: (told(c), c.id))

    def _core(self, claim: Claim) -> str:
        acts, values = self._acts(claim), self._values(claim)
        counts = [r.role for r in claim.roles]
        several = frozenset(name for name in counts if counts.count(name) > 1)
        other = self.data["other_act"]
        act = first_filled(acts["act"], values, several=several) or first_filled(other["act"], values)
        done = first_filled(acts["done"], values, several=several)
        now = first_filled(acts.get("now", acts["done"]), values, several=several)
        status = "occurred" if claim.status.value in acts.get("as_done", ()) else claim.status.value
        if claim.status is Status.ONGOING and claim.date is not None and claim.date.end is not None:
            status = "occurred"  # what went on at a known time is not going on
        template = self.data["statuses"]["negated" if claim.negated else status]
        told = {"act": act, "done": done or act, "now": now or done or act}
        return fill(template, told)

    def _acts(self, claim: Claim) -> Mapping[str, Any]:
        """The templates of the type, or of the form of it that the attributes tell."""
        acts: Mapping[str, Any] = self.data["acts"].get(claim.type, self.data["other_act"])
        for form in acts.get("forms", ()):
            if all(claim.attributes.get(k) == v for k, v in form["if"].items()):
                told: Mapping[str, Any] = form
                return told
        return acts

    def _values(self, claim: Claim) -> dict[str, str]:
        kind = self.book.types.get(claim.type)
        roles: dict[str, list[str]] = {}
        for role in claim.roles:
            roles.setdefault(role.role, []).append(self.party(role, claim))
        aside = {r.name for r in kind.roles if r.peripheral} if kind else set()
        everyone = [p for name, parties in roles.items() if name not in aside for p in parties]
        names = {r.name.casefold() for r in claim.roles if r.name}
        whole = set(self.data["titles"])
        values = {k: (titled if k in whole else noun)(v, self.data) for k, v in claim.attributes.items()}
        values = {k: v for k, v in values.items() if v and not any(v.casefold() in name for name in names)}
        values |= {f"the_{k}": noun(claim.attributes[k], self.data, article=True) for k in list(values)}
        values |= {name: self.listed(list(dict.fromkeys(parties))) for name, parties in roles.items()}
        values["all"] = self.listed(list(dict.fromkeys(everyone)))
        values["label"] = kind.label if kind else claim.type
        values["how"] = self._habit(claim)
        values["rank"] = "" if names else self.data["ranks"].get(claim.attributes.get("level", ""), "")
        if claim.place and (claim.place.name or claim.place.country):
            place = claim.place.name or self.actor(claim.place.country or "")
            known = place in self.data["places_with_article"]
            values["place"] = fill(self.data["article"], {"name": place}) if known else place
        return values

    def _habit(self, claim: Claim) -> str:
        """The word with which the document tells of a habit, or nothing."""
        said = claim.quote.exact.casefold().split()
        return next((w for w in self.data["habits"] if w in said), "") if claim.status is Status.HABITUAL else ""

    def about(self, claims: Sequence[Claim]) -> str:
        """Of whom views are: ``China, as to Kazakhstan and Russia``."""
        roles: dict[str, list[str]] = {"subject": [], "object": []}
        for claim in claims:
            for role in claim.roles:
                roles.setdefault(role.role, []).append(self.party(role, claim))
        subjects = list(dict.fromkeys(roles["subject"]))
        objects = [o for o in dict.fromkeys(roles["object"]) if o not in subjects]
        values = {"subject": self.listed(subjects or objects), "object": self.listed(objects) if subjects else ""}
        words = self.data["views"]
        return first_filled(words["about"], values) or str(words["about_nothing"])

    def view(self, claims: Sequence[Claim], words: str, *, also: str = "") -> str:
        """Whose view, of when, on whom, in which words, for views in one sentence of one holder."""
        data, first = self.data["views"], claims[0]
        reported = self.published(first)
        said = fill(
            data["line"],
            {
                "holder": self.holder(first),
                "reported": self.date(reported) if reported else data["undated"],
                "tag": next((data["tags"][s] for c in claims if (s := c.status.value) in data["tags"]), ""),
                "about": self.about(claims),
                "words": words,
                "other": also,
            },
        )
        return _sentence_case(said)

    def says(self, claim: Claim) -> str:
        """Type, status, date and its basis: the fields of the record, for the list of evidence."""
        kind = self.book.types.get(claim.type)
        status = claim.status.value + (", negated" if claim.negated else "")
        when = self.date(claim.date) + (f", from {claim.date.basis}" if claim.date and claim.date.basis else "")
        return f"{kind.label if kind else claim.type}, {status}; {when}"

    def quoted(self, claims: Sequence[Claim]) -> str:
        """The sentence of the claim that tells most, in quotation marks."""
        fullest = self.fullest(claims)
        text = self.texts.get(fullest.text_id)
        return f"“{whole_sentence(text, fullest.quote) if text else plain(fullest.quote.exact)}”"

    def sentence(self, event: Event, claims: Sequence[Claim], *, quoted: bool = False) -> Sentence:
        said = self.event(event, claims) + "."
        resting = self.resting(event, claims) if quoted else ""
        return Sentence(f"{said} {resting}".rstrip(), tuple(event.claims), quoted=quoted)

    def resting(self, event: Event, claims: Sequence[Claim]) -> str:
        """How many independent origins an event has, where that is not plain from its one document."""
        documents = len({c.text_id for c in claims})
        if len(event.independent) > 1:
            named = self.listed(list(dict.fromkeys(o.name for o in event.independent)))
            return self.line("origins_many", n=len(event.independent), origins=named)
        if documents > 1 and len(event.origins) == 1:
            return self.line("origins_one", documents=documents, origin=event.origins[0].name)
        return ""


def _sentence_case(words: str) -> str:
    return words[:1].upper() + words[1:]
