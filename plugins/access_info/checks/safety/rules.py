"""What the secrecy gate looks for in text (TT601–TT639): marks, personal data, passwords, waivers.

What each rule says, why, and by which examples it is tried stands in `data/*.yml`. Facts: Law
117/2025/QH15 and Decree 63/2026/NĐ-CP on state secrets, Decree 30/2020/NĐ-CP on marks, Law 91/2025/QH15
and Decree 356/2025/NĐ-CP on personal data. Article 16 of Law 91/2025 was read in a copy only, which the
texts say ("chưa xác minh").
"""

from __future__ import annotations

from access_info.checks.safety.rule_files import rule_file

# In the order of their codes.
FILES = ("marks", "numbers", "person_rules", "grounds", "credentials", "waiver_rules")

_marks = rule_file("marks").rules
SECRET = _marks["SECRET"]
RECALLED = _marks["RECALLED"]
INTERNAL = _marks["INTERNAL"]
REVIEW_MARK = _marks["REVIEW_MARK"]
DECLASSIFIED = _marks["DECLASSIFIED"]

_numbers = rule_file("numbers").rules
IDENTITY = _numbers["IDENTITY"]
OLD_IDENTITY = _numbers["OLD_IDENTITY"]
PASSPORT = _numbers["PASSPORT"]
MOBILE = _numbers["MOBILE"]
EMAIL = _numbers["EMAIL"]
FREE_MAILBOX = _numbers["FREE_MAILBOX"]
ACCOUNT = _numbers["ACCOUNT"]
INSURANCE = _numbers["INSURANCE"]
PLATE = _numbers["PLATE"]
CONTACT = _numbers["CONTACT"]

_persons = rule_file("person_rules").rules
BIRTH = _persons["BIRTH"]
HOME = _persons["HOME"]
OFFENCE = _persons["OFFENCE"]
HEALTH = _persons["HEALTH"]
ORIGIN = _persons["ORIGIN"]
BIOMETRIC = _persons["BIOMETRIC"]
VULNERABLE = _persons["VULNERABLE"]
NAMED_PEOPLE = _persons["NAMED_PEOPLE"]
LISTED_PEOPLE = _persons["LISTED_PEOPLE"]
NAMES = _persons["NAMES"]
OF_OFFICIAL = _persons["OF_OFFICIAL"]

STATED_GROUND = rule_file("grounds").rules["STATED_GROUND"]
PASSWORD = rule_file("credentials").rules["PASSWORD"]

_waivers = rule_file("waiver_rules").rules
NOT_WAIVABLE = _waivers["NOT_WAIVABLE"]
INCOMPLETE_WAIVER = _waivers["INCOMPLETE_WAIVER"]
UNKNOWN_RULE = _waivers["UNKNOWN_RULE"]
LAPSED_WAIVER = _waivers["LAPSED_WAIVER"]
UNUSED_WAIVER = _waivers["UNUSED_WAIVER"]
