"""Reports (sentences, tables, notes), the words for them, and the formats of both."""
