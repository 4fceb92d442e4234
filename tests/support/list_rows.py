"""Rows read back from JSON files of lists, as a reader of a whole province does."""

from __future__ import annotations

import io
import json

from access_info.exports.json_files import JsonList


def json_rows(content, shared=None):
    """The rows of a file with the words of codes put back in; `shared` is what its member leads to."""
    if shared:
        content = json.dumps({**shared, **json.loads(content)}).encode()
    return list(JsonList(io.BytesIO(content)).rows())
