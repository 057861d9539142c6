"""The local page: a figure and its answer, which follow the file as it is edited.

`following` reads the model anew when its files change, `showing` writes what the page shows of it,
and `local` answers requests from this machine and no other.
"""

from dataflow.serving.following import Following
from dataflow.serving.local import make_server

__all__ = ["Following", "make_server"]
