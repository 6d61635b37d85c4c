from __future__ import annotations

import itertools
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedera.errors import CodebookError
from foedera.model import Block, BlockKind, Copy, Text
from foedera.sourcing import near_copies
from support_sourcing import book, paper

WIRE = (
    "Two patrol boats were handed over to the coast guard of Fiji at Suva harbour on Tuesday morning. The boats had "
    "been promised by Australia two years ago and were delayed by a dispute over engines.\n\n"
    "Fijian officers will train at Cairns until March before the boats go on patrol, said Commodore Timoci Naulu. Each "
    "boat takes a crew of sixteen and can stay at sea for eight days.\n\n"
    "Fishing fleets from distant countries have been caught in the waters of Fiji nine times since January, more often "
    "than in the whole of the last year, and most of them were let go for want of a ship to hold them."
)
HARBOUR = (
    "The market at the harbour of Suva opens before dawn, and by six the best of the catch has gone to the hotels. "
    "Prices rose by a tenth this year.\n\nTraders blame the fuel tax, the weather and one another, in that order."
)


def pair(a: Text, b: Text) -> Copy | None:
    return next(iter(near_copies([a, b], book())), None)


def words_of(source: Text, start: int, end: int) -> list[str]:
    return source.body[start:end].split()


def test_reprint_under_another_headline_is_one_passage_with_exact_offsets() -> None:
    a, b = paper("a", WIRE), paper("b", "Suva gets its boats\n\n" + WIRE)
    found = pair(a, b)
    assert found is not None
    assert found.share == 1.0
    (passage,) = found.passages
    assert a.body[passage.a_start : passage.a_end] == b.body[passage.b_start : passage.b_end] == WIRE.rstrip(".")


def test_short_wire_story_is_found_inside_a_long_article() -> None:
    generator = Random(7)
    vocabulary = [f"word{n}" for n in range(4000)]
    padding = [" ".join(generator.choice(vocabulary) for _ in range(60)) + "." for _ in range(40)]
    story = WIRE.split("\n\n")[0]
    long = paper("long", "\n\n".join([*padding[:20], story, *padding[20:]]))
    found = pair(paper("wire", story), long)
    assert found is not None
    assert found.share == 1.0
    assert len(long.body.split()) > 2000


def test_cut_and_moved_paragraphs_leave_the_passages_that_stayed() -> None:
    first, second, third = WIRE.split("\n\n")
    found = pair(paper("a", WIRE), paper("b", f"{third}\n\n{first}"))
    assert found is not None
    assert len(found.passages) == 2
    assert found.share == pytest.approx(1.0, abs=0.02)
    assert second.split()[0] not in {"Two", "Fishing"}


def test_light_edits_leave_one_passage() -> None:
    edited = WIRE.replace("on Tuesday morning", "on Tuesday").replace("two years ago", "in 2021").replace("nine", "9")
    found = pair(paper("a", WIRE), paper("b", edited))
    assert found is not None
    assert found.share > 0.9
    assert len(found.passages) == 1


def test_quoted_sentence_is_a_passage_but_not_a_copy_of_the_article() -> None:
    said = (
        '"Nobody will be turned away from our harbour who comes with a fair licence and an honest log book to show," '
        "said the minister."
    )
    a = paper("a", f"{WIRE}\n\n{said}")
    b = paper("b", f"{HARBOUR} {HARBOUR.upper()} {said}")
    found = pair(a, b)
    assert found is not None
    assert len(found.passages) == 1
    assert found.share < 0.5
    assert "fair licence" in a.body[found.passages[0].a_start : found.passages[0].a_end]


def test_set_phrase_of_a_few_words_is_no_passage() -> None:
    phrase = "reaffirmed their firm commitment to peace and stability in the region"
    assert pair(paper("a", f"{WIRE} They {phrase}."), paper("b", f"{HARBOUR} Both {phrase}.")) is None


def test_passage_in_which_every_other_phrase_is_new_is_none() -> None:
    words = WIRE.replace("\n\n", " ").split()[:63]
    changed = [f"new{n}" if n % 9 > 4 else word for n, word in enumerate(words)]
    assert pair(paper("a", " ".join(words)), paper("b", " ".join(changed))) is None


def test_unlike_texts_share_nothing() -> None:
    assert pair(paper("a", WIRE), paper("b", HARBOUR)) is None


def test_words_that_are_not_coded_are_not_compared() -> None:
    body = "Related: " + WIRE
    nav = Text("a", body, (Block(BlockKind.FURNITURE, 0, len(body)),))
    assert pair(nav, paper("b", WIRE)) is None


def test_passage_never_runs_over_words_that_are_not_coded() -> None:
    first, second, _ = WIRE.split("\n\n")
    caption = "A boat at the quay, seen from the old fort above Suva"
    body = f"{first}\n{caption}\n{second}"
    at = body.index(caption)
    a = Text(
        "a",
        body,
        (
            Block(BlockKind.BODY, 0, at - 1),
            Block(BlockKind.CAPTION, at, at + len(caption)),
            Block(BlockKind.BODY, at + len(caption) + 1, len(body)),
        ),
    )
    found = pair(a, paper("b", f"{first}\n\n{second}"))
    assert found is not None
    assert len(found.passages) == 2
    assert all(caption not in a.body[p.a_start : p.a_end] for p in found.passages)


def test_brief_shorter_than_a_passage_is_a_copy_where_all_of_it_stands_elsewhere() -> None:
    brief = "Tonga and Samoa signed a fisheries pact in Apia."
    assert pair(paper("a", brief), paper("b", f"{HARBOUR}\n\n{brief}")) is not None
    assert (
        pair(paper("a", brief), paper("b", f"{HARBOUR}\n\nTonga and Samoa signed a fisheries treaty at Apia.")) is None
    )


def test_refrain_does_not_explode() -> None:
    chant = "we shall not be moved from this bay " * 300
    found = near_copies([paper("a", chant), paper("b", chant + WIRE)], book())
    assert all(p.a_end <= len(chant) for c in found for p in c.passages)


def test_story_in_more_papers_than_are_compared_at_once_is_still_one_chain() -> None:
    texts = [paper(f"p{n:03}", f"{WIRE}\n\nEdition {n}") for n in range(90)]
    joined: dict[str, set[str]] = {t.id: {t.id} for t in texts}
    for copy in near_copies(texts, book()):
        one = joined[copy.a] | joined[copy.b]
        for name in one:
            joined[name] = one
    assert len(joined["p000"]) == 90


def test_wanting_settings_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    broken = {k: v for k, v in book().raw.items() if k != "sourcing.yml"}
    with pytest.raises(CodebookError, match=r"sourcing.yml: missing.*Restore"):
        near_copies([], replace(book(), raw=broken))
    data = {**book().raw["sourcing.yml"], "copies": {**book().raw["sourcing.yml"]["copies"], "alike": 3}}
    with pytest.raises(CodebookError, match="copies/alike is not between 0 and 1"):
        near_copies([], replace(book(), raw={**broken, "sourcing.yml": data}))


# Laws

_SENTENCES = [s.strip() + "." for s in (WIRE + " " + HARBOUR).replace("\n\n", " ").split(".") if s.strip()]


@st.composite
def shelves(draw: st.DrawFn) -> list[Text]:
    """Texts put together from a common stock of sentences, some with words left out or changed."""
    texts = []
    for number in range(draw(st.integers(2, 5))):
        chosen = draw(st.lists(st.sampled_from(_SENTENCES), min_size=1, max_size=8))
        body = []
        for sentence in chosen:
            words = sentence.split()
            if draw(st.booleans()):
                at = draw(st.integers(0, len(words) - 1))
                words[at : at + draw(st.integers(0, 1))] = draw(st.sampled_from([[], ["yesterday"], ["in", "all"]]))
            body.append(" ".join(words))
        texts.append(paper(f"t{number}", draw(st.sampled_from([" ", "\n\n"])).join(body) or "x"))
    return texts


@given(shelves(), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=60)
def test_order_of_texts_does_not_change_copies(texts: list[Text], dice: Random) -> None:
    shuffled = texts[:]
    dice.shuffle(shuffled)
    assert near_copies(shuffled, book()) == near_copies(texts, book())


@given(shelves())
@settings(deadline=None, max_examples=100)
def test_every_passage_quotes_nearly_the_same_words_in_both(texts: list[Text]) -> None:
    from difflib import SequenceMatcher

    by_id = {t.id: t for t in texts}
    for copy in near_copies(texts, book()):
        assert 0 < copy.share <= 1
        for p in copy.passages:
            a, b = words_of(by_id[copy.a], p.a_start, p.a_end), words_of(by_id[copy.b], p.b_start, p.b_end)
            assert a[0].casefold() == b[0].casefold()
            same = sum(m.size for m in SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks())
            assert same >= 0.7 * max(len(a), len(b))
        for side in (
            sorted((p.a_start, p.a_end) for p in copy.passages),
            sorted((p.b_start, p.b_end) for p in copy.passages),
        ):
            assert all(one[1] <= two[0] for one, two in itertools.pairwise(side))


@given(shelves())
@settings(deadline=None, max_examples=40)
def test_copies_of_a_pair_do_not_depend_on_the_other_texts(texts: list[Text]) -> None:
    whole = {(c.a, c.b): c for c in near_copies(texts, book())}
    assert whole == {(c.a, c.b): c for a in texts for b in texts if a.id < b.id for c in near_copies([a, b], book())}


def rewritten(source: str, generator: Random, share: float) -> str:
    """Each word left out, doubled or changed with a chance of ``share``."""
    out: list[str] = []
    for word in source.split(" "):
        if generator.random() >= share:
            out.append(word)
        elif generator.random() < 0.5:
            out.append(f"other{generator.randrange(99)}")
    return " ".join(out)


def generated(count: int, words: int, seed: int) -> list[str]:
    """Texts of random words in the frequencies of language (Zipf), so that common runs recur."""
    generator = Random(seed)
    vocabulary = [f"w{n}" for n in range(5000)]
    weights = [1 / (n + 3) for n in range(5000)]
    return [" ".join(generator.choices(vocabulary, weights, k=words)) for _ in range(count)]


@pytest.mark.parametrize(("share", "least"), [(0.0, 1.0), (0.03, 0.99), (0.08, 0.9)])
def test_planted_passages_are_found(share: float, least: float) -> None:
    generator = Random(3)
    bodies = generated(120, 300, 5)
    texts = [paper(f"o{n:03}", body) for n, body in enumerate(bodies)]
    for n, body in enumerate(bodies):
        words = body.split(" ")
        at = generator.randrange(len(words) - 60)
        part = rewritten(" ".join(words[at : at + 60]), generator, share)
        texts.append(paper(f"z{n:03}", f"{generated(1, 300, 100 + n)[0]} {part} {generated(1, 100, 900 + n)[0]}"))
    found = {(c.a, c.b) for c in near_copies(texts, book())}
    wanted = {(f"o{n:03}", f"z{n:03}") for n in range(120)}
    assert len(found & wanted) >= least * len(wanted)
    assert not found - wanted
