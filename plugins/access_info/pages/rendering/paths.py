"""Where each kind of page stands: the parts of logical paths, in one table.

`urls` puts them together; pages take them from here, so that no room of pages needs another
only to link to it.
"""

from __future__ import annotations

from access_info.model.items import CONDITIONAL, DISCLOSURE

# Pages of one agency, below its own folder; its lists are called as their files are.
OVERVIEW = ""
REGULATION = "quy-che"
CONTACT = "dau-moi"
REQUEST = "cach-yeu-cau"
STATISTICS = "thong-ke"
CORRECTIONS = "dinh-chinh"
PROSE = "trang"
EMBEDDING = "gan-vao-cong"
COMPLIANCE = "tinh-hinh"
FIXED_PAGES = (DISCLOSURE, CONDITIONAL, REGULATION, CONTACT, REQUEST, STATISTICS, CORRECTIONS)

# Files of an agency's lists, below its folder.
DOWNLOADS = "tai-ve"
FEED = "tin.xml"

# Pages about all agencies.
DIRECTORY = "co-quan"
LETTERS = f"{DIRECTORY}/a-z"
TYPES = f"{DIRECTORY}/loai"
LAWS = "phap-luat"
SEARCH = "tim-kiem"
INDEX = f"{SEARCH}/du-lieu"
OPEN_DATA = "du-lieu-mo"
DATA_CODES = f"{OPEN_DATA}/ma"
DATA_CHANGES = f"{OPEN_DATA}/thay-doi"
PUBLIC_KEYS = f"{OPEN_DATA}/khoa-cong-khai.txt"
ACCESSIBILITY = "tro-nang"
ACCURACY = "ve-do-chinh-xac"
FORM = "quan-tri"
LOOK = "bien-tap/mau-giao-dien"

# The catalogue of all data, in two formats (RDF 1.1 Turtle, JSON-LD 1.1); its id is a part of the page
# about open data.
CATALOGUE = "danh-muc"
CATALOGUE_TURTLE, CATALOGUE_JSON = "danh-muc.ttl", "danh-muc.jsonld"
# Its CSV files as a Data Package (datapackage.org).
DATA_PACKAGE = "datapackage.json"

# How to ask, and by when an answer is due.
ASK = "yeu-cau"
REQUEST_DATA = f"{ASK}/du-lieu.js"
RECEIVERS = f"{ASK}/noi-nhan"
MONTHS = "thoi-han"

# How agencies meet their duties.
OVERSIGHT = "giam-sat"
HOW = f"{OVERSIGHT}/cach-xet"
FIGURES = f"{OVERSIGHT}/thong-ke"
MATRIX = f"{OVERSIGHT}/bang"
# Drafts of letters and reports, which nothing but pages about duties leads to.
PAPERS = f"{OVERSIGHT}/van-ban"
LETTER_TO_ALL, REPORT, RESULTS = "tat-ca.docx", "bao-cao.docx", "ket-qua"
