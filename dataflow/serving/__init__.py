"""The local page: a figure and its answer, which follow the file as it is edited.

`sight` reads the model again when its files have changed and draws what a reader asks for, `page`
writes the page, and `server` answers requests from this machine and no other.
"""

from dataflow.serving.server import HOST, make_server
from dataflow.serving.sight import Following, Wish

__all__ = ["HOST", "Following", "Wish", "make_server"]
