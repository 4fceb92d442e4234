"""What templates are shortened by: white space, end tags and quotes that HTML lets out."""

from __future__ import annotations

import pytest

from access_info.source.templating.layout import compact


@pytest.mark.parametrize(
    ("written", "shortened"),
    [
        ("<ul>\n<li>a</li>\n<li>b</li>\n</ul>", "<ul><li>a<li>b</ul>"),
        ("<li>{{ a }}</li>\n{% endfor %}", "<li>{{ a }}{% endfor %}"),
        (
            '<tr><th scope="row">a</th><td colspan="2">b\n</td></tr>\n</tbody>',
            "<tr><th scope=row>a<td colspan=2>b</tbody>",
        ),
        ('<th scope="row" colspan="7">a', "<th scope=row colspan=7>a"),
        ("<td></td><td>b</td>", "<td><td>b"),
        ("<p>a</p>\n<p>b\n</p>\n<ul>", "<p>a<p>b<ul>"),
        ('<div>\n<p>a</p>\n</div>\n<p class="b">', '<div><p>a</div><p class="b">'),
        ("<li><p>a</p></li><li>b</li>", "<li><p>a<li>b"),
        ("<div><dt>a</dt>\n<dd>b</dd></div>", "<div><dt>a<dd>b</div>"),
        (
            "<caption>a</caption>\n<thead><tr><th>b</th></tr></thead>\n<tbody></tbody></table>",
            "<caption>a<thead><tr><th>b<tbody></tbody></table>",
        ),
        # What would change the page stays.
        ("<b>a</b>\n<i>b</i>", "<b>a</b>\n<i>b</i>"),
        ("<p>a</p>b", "<p>a</p>b"),
        ("<p>a</p>{{ b }}", "<p>a</p>{{ b }}"),
        ("<p>a</p>{% if b %}<p>b</p>{% endif %}", "<p>a</p>{% if b %}<p>b</p>{% endif %}"),
        ("<ins><p>a</p></ins>", "<ins><p>a</p></ins>"),
        ("<p>a</p><picture></picture>", "<p>a</p><picture></picture>"),
        ("<thead></thead>{% for a in b %}<tbody>", "<thead></thead>{% for a in b %}<tbody>"),
        ('<p role="{{ a }}" class="a b" id="c">', '<p role="{{ a }}" class="a b" id="c">'),
        ('<svg role="img"/>', '<svg role="img"/>'),
    ],
)
def test_a_template_loses_what_means_nothing_to_readers(written, shortened):
    assert compact(written) == shortened
