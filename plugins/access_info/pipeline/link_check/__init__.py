"""Do the addresses in the data still answer? The only part of ours that asks other servers.

It runs by itself, once a week; a build only reads what it found (`assessment.link_results`).
"""

from __future__ import annotations

from access_info.pipeline.link_check.asking import Asking, ask_all
from access_info.pipeline.link_check.listing import Named, by_agency, named_addresses
from access_info.pipeline.link_check.telling import problems_of

__all__ = ["Asking", "Named", "ask_all", "by_agency", "named_addresses", "problems_of"]
