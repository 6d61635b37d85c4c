"""Who says so: reported speech in a parsed sentence, and sources in parentheses (see ``citations``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from foedera.coding.citations import Citation, CitationGrammar, citations
from foedera.coding.mentions import Mention
from foedera.coding.speakers import Speakers, VoiceWords
from foedera.coding.tree import Span, Token
from foedera.model import Attribution, Source, Voice

__all__ = ["Citation", "CitationGrammar", "Saying", "VoiceWords", "citations", "sayings"]

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_MARKS = frozenset({'"', "``", "''", "\u201c", "\u201d"})
_CLAUSES = frozenset({"ccomp", "xcomp"})
_INTRODUCING = (":", ",")
_SAID = (Voice.QUOTED, Voice.ATTRIBUTED)


@dataclass(frozen=True, slots=True)
class Saying:
    """Tokens ``[start, end)`` of the Doc are said by somebody: the complement, not the verb of saying."""

    start: int
    end: int
    attribution: Attribution
    voice: Voice


def sayings(
    sent: Span,
    mentions: Sequence[Mention],
    *,
    words: VoiceWords | Mapping[str, Any],
    sources: Mapping[str, Source],
    before: Attribution | None = None,
    is_open: bool = False,
    continued: Attribution | None = None,
) -> list[Saying]:
    """What is said in a parsed sentence and by whom, in order of place; one stretch may be said through two.

    ``sources`` are by case-folded name. An intermediary ("told Interfax") comes before the speaker.
    ``before`` is who spoke last in the sentences above: "he said", and a sentence that is all quotation,
    are theirs. ``is_open``: the sentence begins inside a quotation; ``continued``: whose it is, where no word of the
    sentence stands outside. Pass a ``VoiceWords`` built once; a mapping is compiled at each call.
    """
    compiled = words if isinstance(words, VoiceWords) else VoiceWords(words)
    speakers = Speakers(compiled, mentions, sources, before)
    found: list[Saying] = []
    # "Reuters, citing officials": whom the medium rests on comes after the medium, nearer the origin.
    for token in sorted(_openings(sent, compiled), key=lambda t: (t.lower_ in compiled.prepositions, t.i)):
        for saying in (_trimmed(s, sent) for s in _by(token, sent, speakers)):
            if saying.start < saying.end and saying not in found:
                found.append(saying)
    introduced = _introduced(sent, speakers, found)
    found += [introduced] if introduced is not None else []
    if is_open:
        found = [replace(s, voice=_voice(sent, s.start, s.end, is_open=True)) if s.voice in _SAID else s for s in found]
    whose = continued or (before if len(sent) and _is_quotation(sent) else None)
    if not found and whose is not None:
        found.append(Saying(sent.start, sent.end, whose, Voice.QUOTED))
    return sorted(found, key=lambda s: (s.start, -s.end))


def _introduced(sent: Span, speakers: Speakers, found: Sequence[Saying]) -> Saying | None:
    """What stands in quotation marks behind a clause, as a sentence of its own, is in the mouth of the clause's
    subject, whatever its verb: 'justified the strike: "We had ..."'."""
    forms = sent.doc.forms
    for at in range(sent.start + 1, sent.end - 2):
        if forms[at][0] not in _INTRODUCING:
            continue
        token, first = sent.doc[at], at + 2
        is_opening = sent.doc[at + 1].text in _MARKS
        if not is_opening or not sent.doc[first].is_title or any(s.start <= first < s.end for s in found):
            continue
        before = reversed(list(sent.doc[sent.start : token.i]))
        subject = next((s for t in before if t.pos_ == "VERB" and (s := _subject(t)) is not None), None)
        speaker = speakers.of(subject) if subject is not None and subject.i < token.i else None
        return Saying(first - 1, sent.end, speaker, Voice.QUOTED) if speaker is not None else None
    return None


def _openings(sent: Span, words: VoiceWords) -> list[Token]:
    """The tokens that some rule of ``_by`` starts from, known by their words alone: few of a sentence."""
    forms = sent.doc.forms
    return [
        sent.doc[i]
        for i in range(sent.start, sent.end)
        if forms[i][1] in words.opening_lemmas or forms[i][0] in words.opening_forms
    ]


def _trimmed(saying: Saying, sent: Span) -> Saying:
    """Without commas at either end."""
    start, end = saying.start, saying.end
    while start < end and sent.doc[start].text == ",":
        start += 1
    while end > start and sent.doc[end - 1].text == ",":
        end -= 1
    return replace(saying, start=start, end=end)


def _is_quotation(sent: Span) -> bool:
    return sent[0].text in _MARKS and _voice(sent, sent.start, sent.end) is Voice.QUOTED


def _by(token: Token, sent: Span, speakers: Speakers) -> Iterator[Saying]:
    words = speakers.words
    lemma = token.lemma_.lower()
    if token.pos_ in ("VERB", "AUX"):
        if lemma in words.verbs and not _is_passive(token):
            yield from _spoken(token, sent, speakers)
        elif _is_passive(token):
            yield from _passive(token, lemma, speakers)
    if token.lower_ in words.adverbs and token.dep_ == "advmod":
        yield from _hearsay(token, _clause_of(token.head), words)
    elif token.lower_ in words.according or token.lower_ in words.prepositions:
        yield from _according(token, speakers)
    elif lemma in words.nouns and token.pos_ == "NOUN":
        yield from _claimed(token, speakers)
    elif token.lower_ in words.reported_nouns:
        yield from _rumoured(token, words)


def _spoken(verb: Token, sent: Span, speakers: Speakers) -> Iterator[Saying]:
    """ "X said (that) ...", "..., X said", "as X put it", "X announced the delivery of ..."."""
    subject = _subject(verb)
    is_negated = any(c.dep_ == "neg" for c in verb.children)
    if subject is None or is_negated or subject.lower_ in speakers.words.reported_nouns:
        return
    speaker = speakers.of(subject)
    span = _said(verb, subject, sent, speakers.words)
    if speaker is None or span is None:
        return
    voice = _voice(sent, *span)
    for hearer in _hearers(verb, speakers):
        yield Saying(*span, hearer, voice)
    yield Saying(*span, speaker, voice)


def _said(verb: Token, subject: Token, sent: Span, words: VoiceWords) -> tuple[int, int] | None:
    """The tokens that a verb of saying reports."""
    lemma = verb.lemma_.lower()
    clause = next((c for c in verb.children if c.dep_ == "ccomp"), None)
    if clause is not None:
        return _span(clause)
    if lemma in words.hearer_verbs:
        # "told a briefing that ...": the parser may hang what is told on the hearer.
        for hearer in (c for c in verb.children if c.dep_ in ("dobj", "dative")):
            told = next((c for c in hearer.children if c.dep_ in ("relcl", "acl", "ccomp")), None)
            if told is not None and told.left_edge.lower_ in words.that_marks:
                return _span(told)
    if any(c.dep_ in ("advmod", "mark") and c.lower_ in words.as_marks for c in verb.children) and verb.dep_ == "advcl":
        return _span_without(verb.head, verb)
    if verb.dep_ == "parataxis" or (verb.dep_ in ("ccomp", "advcl", "dep") and _is_set_off(verb, subject)):
        return _span_without(verb.head, verb)
    if verb.dep_ == "xcomp":  # "planned to announce": nothing is said yet
        return None
    if lemma in words.object_verbs:
        thing = next((c for c in verb.children if c.dep_ == "dobj"), None)
        if thing is not None:
            return _span(thing)
    if lemma in words.self_verbs:
        act = next((c for c in verb.children if c.dep_ == "xcomp"), None)
        if act is not None:
            return _span(act)
    first = min(verb.i, subject.left_edge.i)
    if first > sent.start + 2 and _is_set_off(verb, subject) and not any(c.dep_ == "dobj" for c in verb.children):
        return sent.start, first
    return None


def _is_set_off(verb: Token, subject: Token) -> bool:
    """True where a comma or quotation mark stands right before the words of saying."""
    first = min(verb.i, subject.left_edge.i)
    return first > 0 and verb.doc[first - 1].text in (",", '"', "''", "\u201d", "-", "\u2014")


def _hearers(verb: Token, speakers: Speakers) -> Iterator[Attribution]:
    """The medium that passes it on: "told Interfax", "said in an interview with Interfax"."""
    words = speakers.words
    heads: list[Token] = []
    if verb.lemma_.lower() in words.hearer_verbs:
        heads += [c for c in verb.children if c.dep_ in ("dobj", "dative")]
        clause = next((c for c in verb.children if c.dep_ == "ccomp"), None)
        # The parser may take the hearer for the subject of what is told.
        if not heads and clause is not None and clause.left_edge.i == verb.i + 1:
            heads += [clause.left_edge]
    for prep in (c for c in verb.children if c.dep_ == "prep"):
        for thing in (c for c in prep.children if c.dep_ == "pobj" and c.lemma_.lower() in words.interviews):
            for link in (c for c in thing.children if c.dep_ == "prep" and c.lower_ in words.interview_links):
                heads += [c for c in link.children if c.dep_ == "pobj"]
    for head in heads:
        attribution = speakers.of(head) if head.pos_ == "PROPN" else None
        if attribution is not None and attribution.kind in ("media", "state_media", "think_tank"):
            yield attribution


def _passive(verb: Token, lemma: str, speakers: Speakers) -> Iterator[Saying]:
    """ "is said to have", "it was reported that", "was quoted by X as saying"."""
    words = speakers.words
    clause = next((c for c in verb.children if c.dep_ in _CLAUSES), None)
    if lemma in words.quoting_verbs:
        speaker, span = _quoted(verb, speakers)
        if speaker is not None and span is not None:
            for agent in _agents(verb):
                passed_on = speakers.of(agent)
                if passed_on is not None:
                    yield Saying(*span, passed_on, Voice.QUOTED)
            yield Saying(*span, speaker, Voice.QUOTED)
    elif lemma in words.verbs and any(True for _ in _agents(verb)):
        for agent in _agents(verb):
            known = speakers.of(agent)
            if known is not None:
                yield Saying(*(_span(clause) if clause is not None else _clause_of(verb)), known, Voice.ATTRIBUTED)
    elif lemma in words.passives and clause is not None:
        yield from _hearsay(verb, _clause_of(verb), words)


def _quoted(verb: Token, speakers: Speakers) -> tuple[Attribution | None, tuple[int, int] | None]:
    subject = _subject(verb)
    speaker = speakers.of(subject) if subject is not None else None
    for child in verb.subtree:
        if child.lemma_.lower() in speakers.words.verbs and child.i > verb.i:
            clause = next((c for c in child.children if c.dep_ == "ccomp"), None)
            return speaker, _span(clause) if clause is not None else (child.i + 1, child.right_edge.i + 1)
    return speaker, None


def _agents(verb: Token) -> Iterator[Token]:
    for child in verb.children:
        if child.dep_ == "agent":
            yield from (c for c in child.children if c.dep_ == "pobj")


def _according(token: Token, speakers: Speakers) -> Iterator[Saying]:
    """ "according to X", "per X", "citing X": the clause around it."""
    objects = [c for c in token.subtree if c.dep_ in ("pobj", "dobj") and c.i > token.i]
    if not objects or (token.lower_ in speakers.words.according and token.i + 1 >= len(token.doc)):
        return
    speaker = speakers.of(objects[0])
    if speaker is None:
        return
    clause = _clause_head(token.head if token.head.i != token.i else token)
    if clause.i == token.i:
        rest = token.right_edge.i + 1
        yield Saying(
            *((rest, len(token.doc)) if rest < len(token.doc) else (0, token.left_edge.i)), speaker, Voice.ATTRIBUTED
        )
        return
    span = _span(clause)
    if clause.lemma_.lower() in speakers.words.verbs and (subject := _subject(clause)) is not None:
        span = _said(clause, subject, clause.doc[:], speakers.words) or span
    yield Saying(*span, speaker, Voice.ATTRIBUTED)


def _claimed(noun: Token, speakers: Speakers) -> Iterator[Saying]:
    """ "X's claim that ...", "the view of X that ..."."""
    words = speakers.words
    clause = next((c for c in noun.children if c.dep_ in ("acl", "ccomp", "relcl") and c.i > noun.i), None)
    if clause is None or not any(c.lower_ in words.that_marks and c.dep_ == "mark" for c in clause.children):
        return
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    speaker = speakers.of(owner) if owner is not None else None
    if speaker is None:
        for prep in (c for c in noun.children if c.dep_ == "prep" and c.lower_ in words.owners):
            speaker = speaker or next((s for c in prep.children if (s := speakers.of(c)) is not None), None)
    if speaker is not None:
        yield Saying(*_span(clause), speaker, Voice.ATTRIBUTED)


def _rumoured(noun: Token, words: VoiceWords) -> Iterator[Saying]:
    """ "reports that ...", "reports suggest that ..."."""
    clause = next((c for c in noun.children if c.dep_ in ("acl", "ccomp") and c.i > noun.i), None)
    if clause is None and noun.dep_ in _SUBJECTS and noun.head.lemma_.lower() in words.verbs:
        clause = next((c for c in noun.head.children if c.dep_ == "ccomp"), None)
    if clause is not None:
        yield from _hearsay(noun, _span(clause), words)


def _hearsay(token: Token, span: tuple[int, int], words: VoiceWords) -> Iterator[Saying]:
    attribution = Attribution(words.reported_kind, words.reported_name, None, None, token.text)
    yield Saying(*span, attribution, Voice.REPORTEDLY)


def _subject(verb: Token) -> Token | None:
    """Who says: the verb's own subject, or that of the verb it is joined or added to."""
    token = verb
    for _ in range(4):
        own = next((c for c in token.children if c.dep_ in _SUBJECTS), None)
        if own is not None:
            return own
        if token.dep_ not in ("conj", "advcl", "xcomp") or token.head.i == token.i:
            return None
        token = token.head
    return None


def _is_passive(verb: Token) -> bool:
    return any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children)


def _span(token: Token) -> tuple[int, int]:
    return token.left_edge.i, token.right_edge.i + 1


def _span_without(outer: Token, inner: Token) -> tuple[int, int]:
    """The clause of ``outer``, less an ``inner`` clause at either of its ends."""
    first, last = _span(outer)
    low, high = _span(inner)
    if low <= first and high < last:
        return high, last
    if high >= last and low > first:
        return first, low
    return first, last


def _clause_head(token: Token) -> Token:
    while token.pos_ not in ("VERB", "AUX") and token.head.i != token.i:
        token = token.head
    return token


def _clause_of(token: Token) -> tuple[int, int]:
    return _span(_clause_head(token))


def _voice(sent: Span, start: int, end: int, *, is_open: bool = False) -> Voice:
    """Quoted where at least half of the words stand between quotation marks."""
    inside, count = 0, 0
    for token in sent:
        if token.text in _MARKS:
            is_open = token.text in ("``", "\u201c") or (token.text == '"' and not is_open)
        elif start <= token.i < end and not token.is_punct:
            count += 1
            inside += is_open
    return Voice.QUOTED if count and inside * 2 >= count else Voice.ATTRIBUTED
