"""Tests here use the documents that ``tests/support_documents.py`` makes."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
