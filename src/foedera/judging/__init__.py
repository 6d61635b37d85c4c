"""What people decided, laid over what coders found: judgements find their claims again, and claims are corrected.

``anchored`` first, then ``applied``. Both are pure: the same judgements and claims, in any order, give the same.
"""

from __future__ import annotations

from foedera.judging.anchoring import Anchored, Lost, about, anchored
from foedera.judging.applying import Misfit, applied, checked, misfits
from foedera.judging.fields import parsed

__all__ = ["Anchored", "Lost", "Misfit", "about", "anchored", "applied", "checked", "misfits", "parsed"]
