"""Bytes → located tree. The only door to yaml, and the only opener of model files.

The way of a file: `reader` names it, `opening` gives its bytes, `characters` and `texts` its text,
`parsing` its tree (`growth` is the loop, `complaints` and `sayings` the errors of syntax,
`hindsight` what stands before them), and `including` finds what it includes, on the disk or in a
state of git (`history`). `tree` and `shelf` know afterwards what stands where.
A CSV file has rows instead of a tree: `sheets`.
"""

from dataflow.reading.characters import STAND_IN
from dataflow.reading.reader import Reader
from dataflow.reading.tree import Fields, Items, Nothing, Text, Tree

__all__ = ["STAND_IN", "Fields", "Items", "Nothing", "Reader", "Text", "Tree"]
