"""Golden cases: one mistake each, the exact Vietnamese words; every rule has one."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest
from mistake_cases import golden_cases, printed, write

from access_info.changes import reasons as change_rules
from access_info.changes import review as scope_rules
from access_info.checks import rules as check_rules
from access_info.checks import scan_reviews
from access_info.checks.safety import rules as safety_rules
from access_info.cli.generated import all_rules
from access_info.imports import issues as issue_rules
from access_info.imports.lists import rules as list_rules
from access_info.imports.register import rules as register_rules
from access_info.legal import rules as legal_rules
from access_info.loading import rules as loading_rules
from access_info.model import explain as model_rules
from access_info.office_files import refusal as office_rules
from access_info.pages.reference import error_catalogue
from access_info.pipeline import link_check as link_rules
from access_info.pipeline.inbox import intake as inbox_rules
from access_info.problems import Rule, Severity, rules_of
from access_info.source import cure_rules as source_rules
from access_info.source import replacing as editing_rules

CASES = list(golden_cases())
RULES = all_rules()
# Rules that no file of an agency can break today, and who tests them.
ELSEWHERE = {
    "TT166": "test_pictures_boundaries: boundaries with many points where shapely is missing",
    "TT171": "test_pipeline_earlier: a state published before that cannot be used",
    "TT168": "test_list_papers: PDF files are asked for where Typst is missing",
    "TT169": "test_list_papers: a list that takes more than the limits",
    "TT219": "test_model_binding: a type of a record that has no words of its own",
    "TT226": "test_cli_retired_keys: a key that has a new name, which none of ours has yet",
    "TT522": "test_cli_links: a link that is dead",
    "TT523": "test_cli_links: a certificate that is not trusted",
    "TT524": "test_cli_links: an address that has moved",
    "TT663": "tests/review/test_scans: a scan that a proposal brings",
    "TT801": "test_changes_losses: a loss between two states",
    "TT805": "test_hidden_losses: a row that leaves a point of law",
    "TT802": "test_changes_reasons: a reason that says nothing",
    "TT871": "test_cli_writing: a file that was saved while a command ran",
    "TT872": "test_cli_writing: another command holds the lock",
    "TT873": "test_source_locking: a folder that cannot be locked",
    "TT803": "tests/unit/changes/test_reasons: a reason that names nothing that is lost",
    "TT804": "tests/unit/changes/test_reasons, tests/review: a kind named with another number",
}
HOLE = re.compile(r"\{(\w+)\}")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case, tmp_path):
    write(case, tmp_path / "agencies")
    output = printed(tmp_path / "agencies", tmp_path / "spool")
    assert output == case.output
    assert f"[{case.code}]" in output


def test_every_rule_has_a_case():
    # tests/cases/legal, tests/safety/test_attachments.py, tests/cases/imports/register, tests/cases/imports/lists
    elsewhere = ("TT4", "TT64", "TT65", "TT66", "TT7")
    apart = {rule.code for rule in RULES if rule.code.startswith(elsewhere)}
    apart -= {"TT655", "TT662", "TT664", "TT665", "TT666"}
    # What a province says of the law stands in its own file.
    apart -= {f"TT4{number}" for number in range(21, 26)}
    # test_changes_scope, tests/review; test_cli_issue; tests/inbox
    apart |= {rule.code for rule in rules_of(scope_rules, issue_rules, inbox_rules)}
    wanted = {rule.code for rule in RULES} - apart - set(ELSEWHERE)
    assert {case.code for case in CASES} == wanted


def test_codes_are_unique():
    modules = (
        *(source_rules, editing_rules, model_rules, loading_rules, check_rules),
        *(scan_reviews, safety_rules, legal_rules, register_rules, office_rules, list_rules),
        *(change_rules, scope_rules, issue_rules, link_rules, inbox_rules),
    )
    declared = [
        value for module in modules for value in vars(module).values() if isinstance(value, Rule)
    ]
    assert len({rule.code for rule in declared}) == len(declared) == len(RULES)


def test_every_rule_has_its_place_in_the_catalogue():
    catalogue = error_catalogue(RULES)
    for rule in RULES:
        anchor = f"{{ #{rule.code.lower()} }}"
        assert anchor in catalogue["loi.md"]
        assert anchor in catalogue[f"loi-{rule.code[:3].lower()}.md"]
    folder = Path(__file__).parents[3] / "content" / "bien-tap"
    published = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("loi*.md")}
    assert published == catalogue


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_is_written_out(rule):
    assert re.fullmatch(r"TT[1-8]\d\d", rule.code)
    # A lapsed waiver withholds its row and only warns: no error arises from the passing of time alone.
    assert rule.severity is Severity.ERROR or not rule.withholds or rule.code == "TT638"
    assert rule.title[0].isupper() or not rule.title[0].isalpha()
    assert not rule.title.endswith(".")
    assert rule.why.endswith(".")
    for text in (rule.message, rule.cure, rule.why):
        assert not text.isascii() or HOLE.search(text), text
        assert text == text.strip()
    holes = HOLE.findall((rule.message + rule.cure).replace("{{", "").replace("}}", ""))
    values = dict.fromkeys(holes, "x")
    (rule.message + rule.cure).format(**values)
    assert bool(rule.wrong) == bool(rule.right)


def test_no_two_rules_say_the_same():
    for field in dataclasses.fields(RULES[0]):
        if field.name in {"title", "message"}:
            texts = [getattr(rule, field.name) for rule in RULES]
            assert len(set(texts)) == len(texts), field.name


def test_a_fix_is_never_cut_short(tmp_path):
    title = "Quyết định: " + "về việc ban hành quy chế " * 20
    folder = tmp_path / "agencies" / "so-mau"
    folder.mkdir(parents=True)
    (folder / "co-quan.yml").write_text(f"ten: {title}\nloai: so\n", encoding="utf-8")
    output = printed(tmp_path / "agencies", tmp_path / "spool")
    assert f'"{title.strip()}"' in output
