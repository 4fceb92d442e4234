"""The meaning of a data change: two states compared by agency, item, contact, figure and file.

Layout never counts: order, quotes, comments and line ends are no change. A loss of something
that people rely on is reported first and needs a reason.
"""

from __future__ import annotations
