"""What people decided, laid over what coders found: judgements find their claims again, and claims are corrected."""
