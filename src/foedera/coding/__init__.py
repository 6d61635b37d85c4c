"""Text and codebook in, claims out: ``code(text, codebook)``. The rule coder, for English."""
