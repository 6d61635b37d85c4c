"""What people have said so far, kept in mind between one decision and the next.

The desk finds every judgement's claims anew for each question, which takes time that grows with the record; a
reviewer asks after every key. Nothing is decided here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from foedera import judging
from foedera.decisions import standing
from foedera.errors import NotFoundError
from foedera.model import Claim, Judgement, Part
from foedera.project import Project
from foedera.project.bearing import bearing_judgements

__all__ = ["Standing"]


class Standing:
    """Judgements and the claims that bear them now, as one person in one part of the work may know them.

    Looked up anew whenever anything but this person's own decisions has changed the record.
    """

    def __init__(self, project: Project, *, who: str, part: Part) -> None:
        self._project = project
        self._who = who
        self._part = part
        self._revision = -1
        self._words: list[Judgement] = []

    def add(self, judgement: Judgement) -> None:
        """Take note of a judgement just made: it names a claim that stands."""
        revision = self._project.store.revision()
        if revision == self._revision + 1 and judgement.subject != "judgement":
            self._words.append(judgement)
            self._revision = revision

    def claims(self, ids: Iterable[str]) -> list[Claim]:
        """Claims as they stand: with corrections laid over, for a second coder none but their own.

        One that is gone, as its document was read again or removed, is left out.
        """
        found = [claim for name in ids if (claim := self._claim(name)) is not None]
        return self.laid_over(found)

    def laid_over(self, claims: Sequence[Claim]) -> list[Claim]:
        words = self._permitted()
        if self._part is Part.SECOND:
            words = [replace(j, part=Part.FIRST) for j in words]  # the only way to have them obeyed
        return judging.applied(claims, words, self._project.codebook)

    def _claim(self, name: str) -> Claim | None:
        try:
            return self._project.store.claim(name, as_coded=True)
        except NotFoundError:
            return None

    def about(self, claim_id: str) -> list[Judgement]:
        """What was decided about a claim and stands, oldest first."""
        return [j for j in self._permitted() if (j.subject, j.subject_id) == ("claim", claim_id)]

    def _permitted(self) -> list[Judgement]:
        store = self._project.store
        if (revision := store.revision()) != self._revision:
            self._words = bearing_judgements(store)
            self._revision = revision
        if self._part is Part.SECOND:
            return [j for j in standing(self._words) if j.part is Part.SECOND and j.who == self._who]
        return [j for j in standing(self._words) if j.part is not Part.SECOND]
