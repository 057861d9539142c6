"""Bytes → located tree. The only door to yaml, and the only opener of model files.

characters.py   which characters there may be      tree.py         texts that know their place
opening.py      paths → bytes                      complaints.py   libyaml's errors in plain words
including.py    `include` entries → paths          parsing.py      text → tree
shelf.py        what was read, and what stands where               reader.py   the conductor
"""

from dataflow.reading.reader import Reader
from dataflow.reading.tree import Fields, Items, Nothing, Text, Tree

__all__ = ["Fields", "Items", "Nothing", "Reader", "Text", "Tree"]
