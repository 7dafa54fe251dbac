"""Which written documents a change of law or library touches."""
