"""The local page: a figure and its answer, which follow the file as it is edited.

`following` reads the model anew when `watching` sees that its files changed, `picturing` draws what
a reader wishes to see, `showing` writes the page, and `local` answers requests from this machine
and no other.
"""

from dataflow.serving.following import Following
from dataflow.serving.local import HOST, make_server
from dataflow.serving.picturing import Wish

__all__ = ["HOST", "Following", "Wish", "make_server"]
