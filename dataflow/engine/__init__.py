"""Model + setting → who has what, since when, and the path behind it."""
