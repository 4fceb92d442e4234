"""Parts of the page about open data: example commands, how to check files, addresses of codes.

Examples are lines to copy that download and open a file. Tests take those marked `tried` from the built
page and run them.
"""

from __future__ import annotations

import functools
import posixpath
import shlex
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from access_info.legal.packs import LawPack
from access_info.pages.rendering.paths import (
    DATA_CODES,
    DEADLINE,
    GROUND,
    OPEN_DATA,
    PUBLIC_KEYS,
    RULE,
)
from access_info.pages.rendering.site import SiteContext, law_page_name, point_page_name

# Examples: how to download and open a file with several programs.

_CURL = """\
curl --fail --location --remote-name {address}"""
_PANDAS = """\
import pandas as pd

bang = pd.read_csv("{address}", dtype=str, keep_default_na=False)
"""
_PANDAS_PARTS = """\
import json
from urllib.parse import urljoin
from urllib.request import urlopen

import pandas as pd

# Danh mục nhỏ có một tệp chung; danh mục lớn thì mỗi cơ quan một tệp.
phan = json.load(urlopen("{parts}"))["distribution"]
tep = [urljoin("{parts}", p["downloadURL"]) for p in phan if p["mediaType"] == "text/csv"]
bang = pd.concat([pd.read_csv(t, dtype=str, keep_default_na=False) for t in tep])
"""
_COUNTED = """\
print(len(bang), "dòng")
print(bang["{status}"].value_counts())
# Ô có nhiều giá trị: tách ra, mỗi giá trị một dòng.
print(bang["{points}"].str.split(" | ", regex=False).explode().value_counts())"""
_LIBREOFFICE = """\
soffice --headless --infilter="CSV:44,34,76,1" --convert-to ods {file}"""
_POWER_QUERY = """\
let
  Nguon = Csv.Document(Web.Contents("{address}"),
    [Delimiter = ",", Encoding = 65001, QuoteStyle = QuoteStyle.Csv]),
  Bang = Table.PromoteHeaders(Nguon, [PromoteAllScalars = true])
in
  Bang"""
_R = """\
bang <- read.csv("{address}", colClasses = "character",
  check.names = FALSE, fileEncoding = "UTF-8-BOM")
table(bang[["{status}"]])"""

# Shown to readers, who run it by itself. Of each site it needs only the address: the rest is in the catalogue.
SITES_ADDED_UP = '''\
"""Cộng số liệu của nhiều trang: python3 cong.py https://trang-mot.example/ https://trang-hai.example/"""
import collections, json, sys
from urllib.parse import urljoin
from urllib.request import urlopen


def read(address):
    with urlopen(address) as answer:
        return json.load(answer)


def sets_of(site):
    address, datasets = urljoin(site, "danh-muc.jsonld"), {}
    while address:  # của trang lớn thì có nhiều tệp, mỗi tệp chỉ tới tệp sau
        catalogue = read(address)
        datasets |= {dataset["@id"]: dataset for dataset in catalogue.get("dataset", [])}
        address = catalogue.get("view", {}).get("next")
    for dataset in datasets.values():
        # Tập của từng cơ quan thì bỏ qua, trừ khi tập chung của cả trang gồm chính các tập ấy.
        if dataset["publisher"]["@id"] == catalogue["publisher"]["@id"]:
            for each in [dataset, *(datasets[part] for part in dataset.get("hasPart", []))]:
                for address in (file["downloadURL"] for file in each.get("distribution", [])):
                    if address.endswith(".json"):
                        yield address.rpartition("/")[2].removesuffix(".json"), read(address)


counts = collections.Counter()
for site in sys.argv[1:]:
    for name, content in sets_of(site):
        counts[name] += len(content["items"])
        if name == "tinh-trang":
            words = content["concepts"]["status"]
            counts.update(f"{name}: {words[row['status']]['prefLabel']}" for row in content["items"])
print(*(f"{name}\t{count}" for name, count in sorted(counts.items())), sep="\\n")'''


class Example(NamedTuple):
    """An example on the page about open data: lines to copy.

    Attributes:
        name: Name of the program that runs them, for tests.
        key: Key of the text that says what the lines do.
        lines: The lines as a reader types them.
        tried: Whether tests run the lines.
    """

    name: str
    key: str
    lines: str
    tried: bool = True


def examples(address: str, parts: str, *, status: str, points: str) -> Iterator[Example]:
    """Yield the examples, written for one list.

    Args:
        address: Absolute address of the list's CSV file; of a large list, of its first agency's.
        parts: Absolute address of the file that tells which files hold the list; "" on the site of a
            single agency, where that is one.
        status: Title of the column that tells whether a row is in force.
        points: Title of a column that holds several values.
    """
    words = {
        "address": address,
        "parts": parts,
        "file": address.rpartition("/")[2],
        "status": status,
        "points": points,
    }
    yield Example("curl", "open_data.with_curl", _CURL.format_map(words))
    pandas = _PANDAS_PARTS if parts else _PANDAS
    yield Example("pandas", "open_data.with_pandas", (pandas + _COUNTED).format_map(words))
    yield Example("libreoffice", "open_data.with_libreoffice", _LIBREOFFICE.format_map(words))
    yield Example("many-sites", "open_data.with_many_sites", SITES_ADDED_UP)
    power_query = _POWER_QUERY.format_map(words)
    yield Example("power-query", "open_data.with_power_query", power_query, tried=False)
    yield Example("r", "open_data.with_r", _R.format_map(words), tried=False)


# How readers check downloaded files: lists of hashes, the signature, commands to copy.

# Names of the lists of hashes and of the signature's file, and the namespace of signatures. They are
# `pipeline.trust`'s; a test compares them.
MANIFEST, SUMS, SIGNATURE, NAMESPACE = (
    "manifest.json",
    "SHA256SUMS",
    ".sig",
    "tiep-can-thong-tin",
)


class Checking(NamedTuple):
    """How readers can check downloaded files, as the page about open data shows it.

    Attributes:
        files: Link and name of each list of hashes.
        keys: Link to the public keys, or "" where nothing is signed.
        lines: The commands as a reader types them; "" if the site's address is unknown.
    """

    files: tuple[tuple[str, str], ...]
    keys: str
    lines: str


def checking(site: SiteContext) -> Checking:
    """Return the links and commands to check files of this site by hashes, and by signature if signed."""
    urls, page = site.urls, site.urls.site(OPEN_DATA)
    files = tuple((urls.relative_file(page, urls.shared(name)), name) for name in (MANIFEST, SUMS))
    signed = bool(site.place.public_keys)
    keys = urls.relative_file(page, urls.site(PUBLIC_KEYS)) if signed else ""
    if not urls.site_url:
        return Checking(files, keys, "")
    paths = [urls.shared(SUMS)]
    commands = [f"sha256sum --check --ignore-missing {SUMS}"]
    if signed:
        paths += [urls.shared(SUMS + SIGNATURE), urls.site(PUBLIC_KEYS)]
        signers = f"-n {NAMESPACE} -I {NAMESPACE} -f {posixpath.basename(PUBLIC_KEYS)}"
        check = f"ssh-keygen -Y verify {signers} -s {SUMS}{SIGNATURE} < {SUMS}"
        commands.insert(0, check)
    fetched = " ".join(f"-O {shlex.quote(urls.site_url + path)}" for path in paths)
    return Checking(files, keys, "\n".join([f"curl --fail {fetched}", *commands]))


# Columns of data files whose codes are explained on the page of codes → id of their heading there.
SCHEMES = {
    "disclosureForm": "hinh-thuc",
    "accrualPeriodicity": "tan-suat",
    "status": "tinh-trang",
    "classification": "loai-co-quan",
    "obligation": "nghia-vu",
    "type": "loai-quy-dinh",
    "verification": "doi-chieu",
    "novelty": "tinh-moi",
}


def code_anchor(column: str, code: str) -> str:
    """Return the element id of a code on the page of codes."""
    return f"{SCHEMES[column]}-{code.lower()}"


def code_addresses(site: SiteContext) -> Callable[[str, str], str]:
    """Return a function that gives the address of the explanation of a code, by column and code.

    The address is page and anchor below the site's root, `phap-luat/…#…`; "" for columns without codes.

    Args:
        site: What pages share.
    """
    framework = site.framework
    codes_page = site.urls.address(site.urls.site(DATA_CODES))
    laws = {pack.id: (pack,) for pack in (*framework.packs, *framework.supplements)}
    # Column → kind of fact (as for `fact_address`), and a function from a code to (its law, …).
    facts: dict[str, tuple[str, Callable[[str], Sequence[Any] | None]]] = {
        "subject": ("diem", framework.point),
        "accessRights": ("loai-co-dieu-kien", framework.conditional_kind),
        "refusedByGround": ("can-cu-tu-choi", framework.refusal_ground),
        "legislation": ("luat", laws.get),
    }

    @functools.cache
    def address(column: str, code: str) -> str:
        """Return the address of a code's explanation; "" if it has none."""
        if column in facts:
            fact, find = facts[column]
            fact_in_law = find(code)
            return fact_address(site, fact_in_law[0], fact, code) if fact_in_law is not None else ""
        return f"{codes_page}#{code_anchor(column, code)}" if column in SCHEMES else ""

    return address


def fact_address(site: SiteContext, law: LawPack, of: str, code: str) -> str:
    """Return the address of the element that explains a fact of a law: page and anchor below the root.

    Args:
        site: What pages share.
        law: The law.
        of: Kind of the fact: `luat`, `diem`, `loai-thong-tin`, `loai-co-dieu-kien`, `thoi-han`,
            `can-cu-tu-choi`, `nghia-vu`, `quy-dinh-them`.
        code: Id of the fact, which begins with the law's: `l01-d17k1a`.
    """
    urls = site.urls
    page = urls.address(urls.site(law_page_name(law)))
    if of in {"diem", "loai-thong-tin"} and (place := site.framework.point(code)) is not None:
        return f"{urls.address(urls.site(point_page_name(place[0], place[1])))}#{code}"
    if of in {"luat", "diem", "loai-thong-tin"}:
        return page
    below = code.removeprefix(f"{law.id}-")
    fragments = {
        "thoi-han": f"{DEADLINE}-{code}",
        "can-cu-tu-choi": f"{GROUND}-{below}",
        "quy-dinh-them": f"{RULE}-{code}",
        "loai-co-dieu-kien": below,
    }
    return f"{page}#{fragments.get(of, code.lower())}"
