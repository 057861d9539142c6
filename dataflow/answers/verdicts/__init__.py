"""What became of a promise: who was bound, by which path it was broken, what else may be so."""
