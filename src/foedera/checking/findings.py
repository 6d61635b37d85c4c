"""What a check can find. A code never changes its meaning; a code that is given up is not used again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

__all__ = ["CODES", "Code", "Finding", "Level", "near"]


class Level(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Code:
    level: Level
    title: str
    advice: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong: a stable code, the file (as seen from the codebook's folder), the key, and a sentence."""

    code: str
    file: str
    key: str
    message: str

    @property
    def level(self) -> Level:
        return CODES[self.code].level

    def __str__(self) -> str:
        where = f"{self.file}: {self.key}" if self.key else self.file
        return f"{self.code} {self.level.value} {where}: {self.message}"


def near(word: str, known: Iterable[str]) -> str:
    """`` Did you mean 'x'?`` where a known word is close, else nothing."""
    from difflib import get_close_matches

    close = get_close_matches(word, list(known), n=1, cutoff=0.7)
    return f" Did you mean '{close[0]}'?" if close else ""


_E, _W = Level.ERROR, Level.WARNING

CODES: dict[str, Code] = {
    "C101": Code(_E, "A file cannot be loaded", "Mend the YAML at the line named; files are UTF-8 mappings."),
    "C102": Code(_W, "A file that nothing reads", "Check its name and folder against the layout of the codebook."),
    "C103": Code(_E, "An unknown key", "Correct the spelling, or take the key out."),
    "C104": Code(_E, "A key is missing", "Add it."),
    "C105": Code(_E, "A value of the wrong kind", "Give the kind named; YAML reads some bare words as another kind."),
    "C106": Code(
        _E, "YAML has reinterpreted a value", "Put it in quotes: no, on, dates and codes with a leading zero."
    ),
    "C107": Code(_E, "A file and its type differ in name", "Call the file as its key 'type' says."),
    "C201": Code(_E, "A role that the type does not have", "Name one of its roles, or add the role."),
    "C202": Code(_E, "A type without pair", "Say 'pair', so that source and target are known; or drop 'dyad'."),
    "C203": Code(_E, "An attribute that the type does not have", "Name one of its attributes, or add it."),
    "C204": Code(_E, "A frame that no language defines", "Name a frame of languages/<iso>/frames.yml, or add one."),
    "C205": Code(
        _W, "A word class that no language defines", "Name a class of languages/<iso>/classes.yml, or add one."
    ),
    "C206": Code(_E, "A mapping is missing", "Event families map to CAMEO and PLOVER in 'codes'."),
    "C207": Code(
        _E, "A code that is not one", "CAMEO codes are two to four digits, in quotes; PLOVER codes are upper case."
    ),
    "C208": Code(_W, "A type that nothing triggers", "Add triggers, or the coder can never find it."),
    "C209": Code(_E, "An unknown status", "Use one of the statuses of the scheme."),
    "C210": Code(_E, "A slot that the frame does not have", "Name a slot of the frame in languages/<iso>/frames.yml."),
    "C301": Code(_W, "Too few positive examples", "Give at least six."),
    "C302": Code(_W, "Too few negative examples", "Give at least four: near misses that would fool a careless coder."),
    "C303": Code(_E, "A positive example without a claim", "Say under 'claims' what the coder must give."),
    "C304": Code(_E, "An unknown actor", "Use an ISO 3166 alpha-3 code, an acronym, or GRP: and a group."),
    "C305": Code(_E, "A date that does not exist", "Dates are [start, end], each 'YYYY-MM-DD' in quotes."),
    "C306": Code(_E, "An example given twice", "Change or drop one."),
    "C307": Code(_E, "A state in too many examples", "No state is to be named in more than a tenth of all examples."),
    "C308": Code(_W, "A negative example without a reason", "Say under 'why' what makes it a near miss."),
    "C401": Code(_E, "A name shared by two actors", "Take it from one of them, or give it a rule under 'ambiguous'."),
    "C402": Code(_E, "A state or organisation that does not exist", "Add it, or correct the code."),
    "C403": Code(_E, "Years that run backwards", "Exchange the two."),
    "C404": Code(_E, "A level that the scheme does not have", "Use one of 'levels' in codebook.yml."),
    "C405": Code(_E, "A dispute without two sides", "Name at least two claimants, the holder among them."),
    "C501": Code(_E, "A positive example is not coded as it must be", "Mend a trigger or the example."),
    "C502": Code(_E, "A negative example is coded", "Narrow the trigger named, or mend the example."),
    "C503": Code(_E, "The coder broke down on an example", "Report it with the example."),
}
