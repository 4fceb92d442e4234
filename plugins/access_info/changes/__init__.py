"""What a change of the data means: two states compared by agency, item, contact, figure and file.

Layout never counts: order, quotes, comments and line ends are no change. What people rely on
and what is gone stands first and needs a reason.
"""

from __future__ import annotations
