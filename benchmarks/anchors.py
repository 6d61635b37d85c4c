"""How nearly words must be alike to be the same words: the threshold of ``foedera.judging.finding``.

    python -m benchmarks.anchors PATH...

Codes the documents, and asks of every claim's quote two things. *Edited*: one to three of its words, not names or
figures, are changed, dropped or doubled in the text, as an editor does: are the words found again, where they stand?
*Cut*: the whole quote is taken out of the text: is anything else taken for it? Prints, for thresholds and lengths,
the share found and the share of strangers taken.
"""

from __future__ import annotations

import random
import re
import sys
from collections import defaultdict
from collections.abc import Iterator

from foedera import project
from foedera.judging import finding
from foedera.model import Claim, Failure, Quote, Text

_LENGTHS = ((1, 24), (24, 40), (40, 80), (80, 10_000))
_THRESHOLDS = (75.0, 80.0, 84.0, 86.0, 88.0, 90.0, 92.0, 95.0)


def edited(quote: Quote, dice: random.Random) -> str:
    """The words with one to three changes that an editor may make."""
    words = re.split(r"(\s+)", quote.exact)
    plain = [at for at, w in enumerate(words) if w.isalpha() and w.islower()]
    for at in dice.sample(plain, min(len(plain), dice.randint(1, 3))):
        how = dice.choice(("drop", "change", "insert"))
        other = words[dice.choice(plain)]
        words[at] = {"drop": "", "change": other, "insert": f"{words[at]} {other}"}[how]
    return "".join(words)


def trials(coded: list[tuple[Text, list[Claim]]]) -> Iterator[tuple[Quote, str, tuple[int, int] | None]]:
    """Quote, body after the change, and where the words stand in it: None where they were cut."""
    dice = random.Random(7)
    for text, claims in coded:
        for claim in claims:
            q = claim.quote
            before, after = text.body[: q.start], text.body[q.end :]
            words = edited(q, dice)
            if words != q.exact:
                yield q, before + words + after, (q.start, q.start + len(words))
            yield q, before + after, None


def main(paths: list[str]) -> None:
    coded = [
        (outcome, claims)
        for outcome, claims in project.code(requests=project.wanted(paths), codebook=project.codebook_of(None))
        if not isinstance(outcome, Failure)
    ]
    asked = list(trials(coded))
    print("letters    near   edited found   wrong place   cut taken")
    finding._SHORTEST = 1
    for low, high in _LENGTHS:
        for threshold in _THRESHOLDS:
            finding.NEAR = threshold
            counts: dict[str, int] = defaultdict(int)
            for quote, body, place in asked:
                if not low <= len(quote.exact) < high:
                    continue
                found = finding.find(quote, body)
                kind = "cut" if place is None else "edited"
                counts[kind] += 1
                if isinstance(found, finding.Found):
                    right = place is not None and found.start < place[1] and place[0] < found.end
                    counts[f"{kind} {'right' if right else 'wrong'}"] += 1
            shares = [
                counts[key] / max(1, counts[key.split()[0]]) for key in ("edited right", "edited wrong", "cut wrong")
            ]
            print(f"{low:>3}-{high:<6} {threshold:>5.0f}   " + "   ".join(f"{share:>10.3f}" for share in shares))


if __name__ == "__main__":
    main(sys.argv[1:])
