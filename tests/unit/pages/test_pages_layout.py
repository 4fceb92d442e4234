"""What templates are shortened by: white space, end tags and quotes that HTML lets out."""

from __future__ import annotations

import pytest

from access_info.pages.rendering.layout import compact


@pytest.mark.parametrize(
    ("written", "shortened"),
    [
        ("<ul>\n<li>a</li>\n<li>b</li>\n</ul>", "<ul><li>a<li>b</ul>"),
        ("<li>{{ a }}</li>\n{% endfor %}", "<li>{{ a }}{% endfor %}"),
        (
            '<tr role="row"><th scope="row">a</th><td role="cell" colspan="2">b\n</td></tr>\n</tbody>',
            "<tr role=row><th scope=row>a<td role=cell colspan=2>b</tbody>",
        ),
        ("<td></td><td>b</td>", "<td><td>b"),
        # What would change the page stays.
        ("<b>a</b>\n<i>b</i>", "<b>a</b>\n<i>b</i>"),
        ("<p>a</p><div>b</div>", "<p>a</p><div>b</div>"),
        ('<p role="{{ a }}" class="a b" id="c">', '<p role="{{ a }}" class="a b" id="c">'),
        ('<svg role="img"/>', '<svg role="img"/>'),
    ],
)
def test_a_template_loses_what_means_nothing_to_readers(written, shortened):
    assert compact(written) == shortened
