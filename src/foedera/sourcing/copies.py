"""Which texts share passages, and which words these are in both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from foedera.codebook import Codebook
from foedera.model import Copy, Passage, Text
from foedera.sourcing.settings import CopySettings, settings_of
from foedera.sourcing.wording import Worded, pairs_sharing, worded

__all__ = ["near_copies"]


@dataclass(frozen=True, slots=True)
class _Run:
    """``size`` words in a row from word ``a`` of the one text and word ``b`` of the other; ``same`` of them agree,
    and ``size_b`` is how many they are in the other text."""

    a: int
    b: int
    size: int
    size_b: int
    same: int


def near_copies(texts: Iterable[Text], codebook: Codebook) -> list[Copy]:
    """The pairs of texts that share a passage of their coded words, by id; the same for every order of input.

    Light edits, cut and moved paragraphs leave the passages that they did not touch; ``share`` says how much of the
    shorter text they make up. A passage opens and closes with the same words in both, holds no words that are not
    coded, and meets no other passage of its pair. Raises CodebookError where sourcing.yml is wanting.
    """
    settings = settings_of(codebook).copies
    known: dict[str, int] = {}
    by_id = {text.id: text for text in texts}
    read = [worded(by_id[name], known, settings.shingle_words) for name in sorted(by_id)]
    read = [each for each in read if len(each.shingles)]
    found = []
    for a, group in groupby(pairs_sharing(read, settings), key=lambda pair: pair[0]):
        places = _places(read[a], settings)
        found += [copy for _, b in group if (copy := _copy(read[a], read[b], places, settings)) is not None]
    return found


def _places(text: Worded, settings: CopySettings) -> dict[int, list[int]]:
    """Where each shingle of a text begins, without refrains."""
    places: dict[int, list[int]] = {}
    for at, shingle in enumerate(text.shingles.tolist()):
        places.setdefault(shingle, []).append(at)
    return {shingle: where for shingle, where in places.items() if len(where) <= settings.repeats}


def _copy(a: Worded, b: Worded, places: Mapping[int, Sequence[int]], settings: CopySettings) -> Copy | None:
    shorter = min(len(a), len(b))
    least = min(settings.passage_words, max(settings.short_text_words, shorter))
    kept = [
        run
        for run in _joined(_apart(_runs(a, b, places, settings), settings), a, b, settings)
        if min(run.size, run.size_b) >= least and run.same >= settings.alike * max(run.size, run.size_b)
    ]
    if not kept:
        return None
    of_a, of_b = sum(run.size for run in kept), sum(run.size_b for run in kept)
    share = of_a / len(a) if (len(a), a.id) <= (len(b), b.id) else of_b / len(b)
    return Copy(a.id, b.id, round(share, 4), tuple(_passage(run, a, b) for run in kept))


def _passage(run: _Run, a: Worded, b: Worded) -> Passage:
    return Passage(
        a.starts[run.a], a.ends[run.a + run.size - 1], b.starts[run.b], b.ends[run.b + run.size_b - 1]
    )  # fmt: skip


def _runs(a: Worded, b: Worded, places: Mapping[int, Sequence[int]], settings: CopySettings) -> list[_Run]:
    """The longest stretches of the same words in a row, cut where either text breaks off."""
    open_runs: dict[int, tuple[int, int]] = {}  # by diagonal: the first and the last shingle's place in b
    found: list[tuple[int, int, int]] = []
    for at, shingle in enumerate(b.shingles.tolist()):
        for place in places.get(shingle, ()):
            diagonal = place - at
            first, last = open_runs.get(diagonal, (at, at - 1))
            if last != at - 1:
                found.append((first, last, diagonal))
                first = at
            open_runs[diagonal] = (first, at)
    found += [(first, last, diagonal) for diagonal, (first, last) in open_runs.items()]
    least = settings.shingle_words
    whole = [(first + diagonal, first, last - first + least) for first, last, diagonal in found]
    return [run for i, j, n in whole for run in _cut(_Run(i, j, n, n, n), a, b) if run.size >= least]


def _cut(run: _Run, a: Worded, b: Worded) -> Iterator[_Run]:
    if not a.breaks and not b.breaks:
        yield run
        return
    at = 0
    for end in range(1, run.size + 1):
        if end == run.size or run.a + end in a.breaks or run.b + end in b.breaks:
            yield _Run(run.a + at, run.b + at, end - at, end - at, end - at)
            at = end


def _apart(runs: Sequence[_Run], settings: CopySettings) -> list[_Run]:
    """Runs that meet in neither text, the longest whole and others cut back, in the order of the first text."""
    kept: list[_Run] = []
    taken_a: set[int] = set()
    taken_b: set[int] = set()
    for run in sorted(runs, key=lambda r: (-r.size, r.a, r.b)):
        free = [n for n in range(run.size) if run.a + n not in taken_a and run.b + n not in taken_b]
        for _, stretch in groupby(enumerate(free), key=lambda item: item[1] - item[0]):
            places = [n for _, n in stretch]
            size = len(places)
            if size == run.size or size >= settings.shingle_words:
                first = places[0]
                kept.append(_Run(run.a + first, run.b + first, size, size, size))
                taken_a.update(range(run.a + first, run.a + first + size))
                taken_b.update(range(run.b + first, run.b + first + size))
    return sorted(kept, key=lambda r: (r.a, r.b))


def _joined(runs: Sequence[_Run], a: Worded, b: Worded, settings: CopySettings) -> list[_Run]:
    """Neighbours in both texts with but a few words between them, made one: an edited passage."""
    order_b = {(run.a, run.b): at for at, run in enumerate(sorted(runs, key=lambda r: r.b))}
    joined: list[_Run] = []
    last = -1
    for run in runs:
        here = order_b[run.a, run.b]
        before = joined[-1] if joined else None
        if before is not None and here == last + 1 and _is_near(before, run, a, b, settings):
            joined[-1] = _Run(
                before.a, before.b, run.a + run.size - before.a, run.b + run.size - before.b, before.same + run.same
            )
        else:
            joined.append(run)
        last = here
    return joined


def _is_near(before: _Run, run: _Run, a: Worded, b: Worded, settings: CopySettings) -> bool:
    end_a, end_b = before.a + before.size, before.b + before.size_b
    if not (0 <= run.a - end_a <= settings.gap_words and 0 <= run.b - end_b <= settings.gap_words):
        return False
    return not any(n in a.breaks for n in range(end_a, run.a + 1)) and not any(
        n in b.breaks for n in range(end_b, run.b + 1)
    )
