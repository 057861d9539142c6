"""Who shares personal data with whom, and who can reach it."""
