"""What people decided, laid over what coders found: judgements find their claims again, and claims are corrected.

``anchored`` first, then ``applied``. Both are pure: the same judgements and claims, in any order, give the same.
"""

from __future__ import annotations

from foedera.judging.anchoring import Anchored, Lost, about, anchored
from foedera.judging.applying import Misfit, applied, checked, misfits
from foedera.judging.fields import parsed
from foedera.judging.files import LONGEST_LINE, lines_of, read_lines
from foedera.judging.shapes import VERDICTS, shaped

__all__ = [
    "LONGEST_LINE",
    "VERDICTS",
    "Anchored",
    "Lost",
    "Misfit",
    "about",
    "anchored",
    "applied",
    "checked",
    "lines_of",
    "misfits",
    "parsed",
    "read_lines",
    "shaped",
]
