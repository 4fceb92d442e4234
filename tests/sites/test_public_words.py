"""No machine's voice on pages for the public: no file, command, code or commit; doubt once a page.

Read over every page of the built demo, folded parts too.
"""

from __future__ import annotations

import re

import pytest
from public_texts import DOUBT, MACHINE, foreign_words, public_pages, words_of

# Words that are no Vietnamese and stay, each with its reason.
ALLOWED = {
    "web": "“trang web” is what people say",
    "atom": "name of the format that readers of news ask for",
    "fax": "a word of the law's own forms",
    "khmer": "name of a people and of its language",
    "internet": "a word of the law",
    "axe": "name of the program that tried the pages, on the page about that",
    "word": "name of the program whose files people save the form as",
    "core": "the same, `axe-core`",
    "chromium": "name of the browser that they were tried in",
}
MOST_ALLOWED = 20


@pytest.fixture(scope="module")
def pages(demo):
    texts = dict(public_pages(demo / "site"))
    assert len(texts) > 300
    return texts


def faults_of(pages, fault_in):
    """Return what is wrong, by the page's address."""
    return {name: fault for name, text in pages.items() if (fault := fault_in(name, text))}


@pytest.mark.parametrize("what", MACHINE)
def test_pages_for_the_public_do_not_speak_as_machines(pages, what):
    assert faults_of(pages, lambda _, text: set(MACHINE[what].findall(text))) == {}


def test_doubt_is_mentioned_once_a_page(pages):
    # The page that tells all of it is the one that the notes lead to.
    def repeated(name, text):
        doubts = DOUBT.findall(text)
        return doubts if len(doubts) > 1 and name != "ve-do-chinh-xac/" else []

    assert faults_of(pages, repeated) == {}


def test_foreign_words_are_few_and_each_has_a_reason(pages):
    assert len(ALLOWED) <= MOST_ALLOWED
    met = {}
    for name, text in pages.items():
        for word in foreign_words(text):
            met.setdefault(word, name)
    assert {word: name for word, name in met.items() if word not in ALLOWED} == {}
    assert sorted(set(ALLOWED) - set(met)) == [], "no page has these any more"


def test_the_reader_of_pages_sees_what_people_see():
    page = (
        '<html lang="vi"><body><p>Theo <b>OB-01</b><br>co-quan.yml, dòng 12</p>'
        '<pre>access-info</pre><p lang="en">Download</p><details><p>Chưa xác minh; 0566fda7.</p>'
        "</details><ul><li>Đất</li><li>đai online</li></ul></body></html>"
    )
    text = words_of(page)
    assert {what for what, pattern in MACHINE.items() if pattern.search(text)} == {
        "a file's name",
        "a code",
        "a commit",
        "a line's number",
    }
    assert len(DOUBT.findall(text)) == 1
    assert foreign_words(text) == {"yml", "online"}
    assert re.search(r"Đất\s+đai", text)
