"""The operators' guide: its workflow's steps, its certificates and its services are run as they stand there."""

from __future__ import annotations

import configparser
import os
import re
import shlex
import shutil
import subprocess
import sys

import pytest
import tiny_province
import yaml
from dask_cluster import DaskCluster
from site_builds import ROOT
from small_nations import small_nation

from access_info.cli.commands import whole_parser

GUIDE = (ROOT / "content/huong-dan/ca-nuoc.md").read_text("utf-8")
CODES = ("01", "02")


def blocks(kind):
    return re.findall(rf"^```{kind}\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)


@pytest.fixture
def tools(tmp_path):
    """The environment of a machine where the program is installed: as commands of the guide name it."""
    folder = tmp_path / "cong-cu"
    folder.mkdir()
    program = folder / "access-info"
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m access_info "$@"\n')
    program.chmod(0o755)
    return {
        **os.environ,
        "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT / "plugins"),
        "SOURCE_DATE_EPOCH": "1795478400",
    }


def sh(command, cwd, env):
    done = subprocess.run(
        ["bash", "-eo", "pipefail", "-c", command],
        cwd=cwd,
        env=env,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def steps(job):
    """A job's own commands; what installs the program is not asked of a test."""
    lines = [step["run"] for step in job["steps"] if "run" in step]
    assert lines[0] == 'python3 -m pip install "tiep-can-thong-tin[nation]"'
    return lines[1:]


@pytest.mark.whole_site
def test_every_step_of_the_workflow_runs_on_a_laptop(built, tools, tmp_path):
    [text] = blocks("yaml")
    jobs = yaml.load(text, Loader=yaml.BaseLoader)["jobs"]
    folder = tmp_path / "may"
    nation = small_nation(built, folder, CODES)
    shutil.rmtree(folder / "tinh")
    matrix = jobs["tinh"]["strategy"]["matrix"]["include"]
    assert [each["ma"] for each in matrix] == list(CODES)
    for each in matrix:
        work = tmp_path / f"viec-{each['ma']}"
        tiny_province.lay_out(work / "kho")
        place = work / "kho/agencies/_dia-ban.yml"
        place.write_text(f'{tiny_province.PLACE}ma_don_vi_hanh_chinh: "{each["ma"]}"\n', "utf-8")
        values = {"MA": each["ma"], "DIA_CHI": each["dia_chi"]}
        assert set(jobs["tinh"]["env"]) == set(values)
        for line in steps(jobs["tinh"]):
            sh(line, work, {**tools, **values})
        # As the artifacts of all jobs are laid together.
        shutil.copytree(work / "tinh", folder / "tinh", dirs_exist_ok=True)
    [line] = steps(jobs["ca-nuoc"])
    output = sh(line, folder, tools)
    assert "hiện 2/2 tỉnh" in output
    assert (nation.out / "index.html").is_file()
    assert (folder / "lan-cuoi.json").is_file()


def test_actions_are_those_that_our_proper_workflows_use():
    [text] = blocks("yaml")
    ours = "".join(path.read_text("utf-8") for path in (ROOT / ".github/workflows").glob("*.yml"))
    used = re.findall(r"uses: (\S+ # \S+)", text)
    assert len(used) > 5
    assert [use for use in used if use not in ours] == []


def test_every_command_of_the_guide_is_single_that_exists():
    known = {
        command.name: {word for option in command.options for word in option.typed.split()}
        for command in whole_parser().documented()
    }
    typed = [line for block in blocks("(?:sh)?") for line in block.splitlines()]
    typed += re.findall(r"- run: (access-info .*)", GUIDE)
    matches = 0
    for line in typed:
        match = re.search(r"access-info ((?:nation )?[a-z]+) (.*)", line.partition(">")[0])
        if match:
            matches += 1
            options = {word for word in match[2].split() if word.startswith("--")}
            assert options <= known[match[1]], line
    assert matches >= 6


@pytest.mark.whole_site
def test_the_services_reach_each_other_with_the_certificates_of_the_guide(tools, tmp_path):
    certificates = tmp_path / "chung-thu"
    certificates.mkdir()
    for block in blocks("sh"):
        if "openssl" in block:
            sh(block, certificates, tools)
    scheduler, worker = (configparser.ConfigParser(interpolation=None) for _ in range(2))
    for parser, text in zip((scheduler, worker), blocks("ini"), strict=True):
        parser.optionxform = str
        parser.read_string(text)
        assert parser["Service"]["Restart"] == "always"

    def typed(service):
        command = service["Service"]["ExecStart"]
        return shlex.split(command.replace("/etc/ca-nuoc/", f"{certificates / 'may-1'}/"))

    words = typed(scheduler)
    assert words[1] == "scheduler"
    words[words.index("8786")] = "0"
    cluster = DaskCluster(tmp_path, words[2:])
    try:
        assert cluster.address.startswith("tls://")
        words = typed(worker)
        assert words[1:3] == ["worker", "tls://MAY_DIEU_PHOI:8786"]
        words[words.index("4")] = "1"
        cluster.add_workers(words[3:])
    finally:
        cluster.end()
