"""Building what understanding is served from. Never imported by serving code."""
