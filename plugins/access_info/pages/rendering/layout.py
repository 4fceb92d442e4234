"""Leave out of templates the line breaks that are there for whoever edits them."""

from __future__ import annotations

import re

# Elements that are boxes, or are not shown: white space beside them means nothing to readers.
_BOX = (
    "(?:article|aside|body|caption|d[dlt]|details|div|fieldset|footer|form|full-only|h[1-6]|head|header|html|legend"
    "|li|link|main|meta|nav|[ou]l|p|script|section|summary|table|tbody|td|th|thead|title|tr)"
)
# `<ul>\n<li>`, `</li>\n{% endfor %}`, `<b>\n<p>`; not `<b>\n<i>`, `</li>\n<b>`, `{% if a %}\n<p>`.
_BREAK = re.compile(rf"(?:(?<=>)|(?P<end></{_BOX}>))\n+(?=</?{_BOX}\b|(?(end)\{{%|<>))")


def without_layout(source: str) -> str:
    """Join the lines of a template where only block elements meet.

    Args:
        source: The template, whose lines begin with what they hold: no blanks before it.
    """
    return _BREAK.sub(lambda match: match["end"] or "", source)
