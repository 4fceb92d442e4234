"""Plugins of others, each with what a small site needs to show that it works."""

from __future__ import annotations

from foreign_sites import LIST, PREFIX, Guest

_NAV = [{"Chủ nhà": "index.md"}, {"Bài": ["bai/index.md", "bai/mot.md"]}]
_MODULE = '''\
def tra_loi(cau_hoi: str) -> str:
    """Trả lời một câu hỏi.

    Args:
        cau_hoi: Câu hỏi.
    """
'''
GUESTS = {
    "blog": Guest(
        {},
        {
            "docs/blog/index.md": "# Tin\n",
            "docs/blog/posts/mot.md": (
                f"---\ndate: 2026-05-01\n---\n# Tin một\n\n[mục](../../{LIST}.md#2026-001)\n"
            ),
        },
        page="blog/2026/05/01/tin-một/index.html",
        shows=f'href="../../../../../{LIST}/#2026-001"',
    ),
    "tags": Guest(
        {},
        {
            "docs/nhan.md": "# Nhãn\n\n<!-- material/tags -->\n",
            "docs/bai/hai.md": f"---\ntags: [đất]\n---\n# Bài hai\n\n[mục](../{LIST}.md)\n",
        },
        page="nhan/index.html",
        shows='href="../bai/hai/"',
    ),
    "social": Guest({"cards": False}),
    "offline": Guest({}, page="search/search_index.js", shows="#2026-001"),
    "privacy": Guest({"assets": False}),
    "awesome-nav": Guest(
        {},
        {"docs/.nav.yml": f'nav:\n- index.md\n- Mục của ta: {PREFIX}/index.md\n- "*"\n'},
        page="index.html",
        shows="Mục của ta",
    ),
    "literate-nav": Guest(
        {},
        {
            "docs/SUMMARY.md": f"* [Chủ nhà](index.md)\n* [Mục của ta]({PREFIX}/index.md)\n* [Bài](bai/mot.md)\n"
        },
        page="index.html",
        shows="Mục của ta",
    ),
    "section-index": Guest(
        {}, settings={"nav": _NAV}, page="index.html", shows='<a href="bai/" class="md-nav__link'
    ),
    "gen-files": Guest(
        {"scripts": ["sinh.py"]},
        {
            "sinh.py": (
                "import mkdocs_gen_files\n"
                "with mkdocs_gen_files.open('bai/sinh.md', 'w') as tep:\n"
                f"    print('# Sinh ra\\n\\n[mục](../{LIST}.md#2026-001)', file=tep)\n"
            )
        },
        page="bai/sinh/index.html",
        shows=f'href="../../{LIST}/#2026-001"',
    ),
    "macros": Guest(
        {},
        {"docs/bai/ba.md": "# Bài ba\n\n{{ config.site_name }} có {{ files | length > 40 }}.\n"},
        page="bai/ba/index.html",
        shows="Chủ nhà có True.",
    ),
    "i18n": Guest(
        {
            "docs_structure": "suffix",
            "languages": [
                {"locale": "vi", "default": True, "name": "Tiếng Việt", "build": True},
                {"locale": "en", "name": "English", "build": True, "site_name": "Host"},
            ],
        },
        {"docs/index.en.md": f"# Host\n\n[one]({LIST}.md#2026-001)\n"},
        page="en/index.html",
        shows=f'href="../{LIST}/#2026-001"',
    ),
    "minify": Guest({"minify_html": True}, page="index.html", shows="<!doctype html><html"),
    "git-revision-date-localized": Guest(
        {"enable_creation_date": True, "locale": "vi"},
        page="bai/mot/index.html",
        shows="git-revision-date-localized-plugin",
    ),
    "redirects": Guest(
        {
            "redirect_maps": {
                "cu.md": f"{PREFIX}/index.md",
                "cu/muc.md": f"{LIST}.md#2026-001",
            }
        },
        page="cu/muc/index.html",
        shows=f'url=../../{LIST}/#2026-001"',
    ),
    "glightbox": Guest({}, page="index.html", shows='class="glightbox"'),
    "mkdocstrings": Guest(
        {"handlers": {"python": {"paths": ["."]}}},
        {
            "mau.py": _MODULE,
            "docs/bai/ham.md": f"# Hàm\n\n::: mau.tra_loi\n\n[hàm][mau.tra_loi] [mục](../{LIST}.md)\n",
        },
        page="bai/ham/index.html",
        shows='href="#mau.tra_loi"',
    ),
    "print-site": Guest({}, page="print_page/index.html", shows='id="bai-mot"'),
    "rss": Guest({"match_path": "bai/.*"}, page="feed_rss_created.xml", shows="bai/mot/"),
    "monorepo": Guest(
        {},
        {
            "phan/mkdocs.yml": "site_name: phan\nnav:\n- Phần: index.md\n",
            "phan/docs/index.md": f"# Phần\n\n[mục](../{LIST}.md#2026-001)\n",
        },
        settings={"nav": [*_NAV, {"Phần": "!include ./phan/mkdocs.yml"}]},
        page="phan/index.html",
        shows=f'href="../{LIST}/#2026-001"',
    ),
    "mike": Guest({}),
}

# What goes together in every theme, and what Material has besides.
ANYWHERE = (
    *("gen-files", "macros", "minify", "git-revision-date-localized", "redirects"),
    *("glightbox", "mkdocstrings", "rss"),
)
IN_MATERIAL = ("section-index", "blog", "tags", "social", "privacy", *ANYWHERE)
