"""What is measured, and how: see ``benchmarks/README.md``. Run with ``python -m benchmarks`` or ``make bench``."""
