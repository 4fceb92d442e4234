"""Addresses that lead elsewhere than they seem to are told; ordinary ones are left alone."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from access_info.checks.pages_and_addresses import misleading


def codes(text):
    return [rule.code for rule, _ in misleading(text)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("https://tot.example@la.example/", "TT350"),
        ("https://ten:mat@la.example", "TT350"),
        ("https://m\u0430u.example/", "TT351"),
        ("https://xn--mu-7kc.example/", "TT351"),
        ("https://XN--80AK6AA92E.com/", "TT351"),
        ("https://\u0430\u0440\u0440\u04cf\u0435.com/", "TT351"),
        ("https://xn--80ak6aa92e.com:8443/x", "TT351"),
        ("http://127.0.0.1/", "TT352"),
        ("http://127.1/", "TT352"),
        ("http://2130706433/", "TT352"),
        ("http://0x7f000001/", "TT352"),
        ("http://0177.0.0.1/", "TT352"),
        ("http://%31%32%37.0.0.1/", "TT352"),
        ("http://[::1]/", "TT352"),
        ("http://[::ffff:10.0.0.1]/", "TT352"),
        ("http://[fe80::1]:8080/x", "TT352"),
        ("http://10.1.2.3", "TT352"),
        ("http://169.254.1.1/", "TT352"),
        ("http://192.168.1.20:8080/", "TT352"),
        ("http://LOCALHOST/", "TT352"),
        ("http://may-chu.local/", "TT352"),
        ("//la.example", "TT353"),
        ("\\\\la.example\\x", "TT353"),
        ("java\tscript:alert(1)", "TT353"),
        ("java\u200bscript:alert(1)", "TT353"),
        ("https:javascript:alert(1)", "TT353"),
        ("https:la.example", "TT353"),
        ("https:///la.example", "TT353"),
        ("http:\\\\la.example", "TT353"),
        ("data:text/html,<b>", "TT353"),
        ("https://[la/", "TT353"),
    ],
)
def test_a_deceptive_address_is_reported(text, code):
    assert codes(text) == [code]


@pytest.mark.parametrize(
    "text",
    [
        "https://mau.example/van-ban/12?a=b@c#d",
        "https://ban-do.mau.example/@10.7,106.6,15z",
        "https://mau_hoa.mau.example:8080/",
        "https://thưviệnphápluật.example/",
        "https://xn--thvinphplut-13a.example/",
        "https://\u043f\u0440\u0438\u043c\u0435\u0440.example/",
        "https://8.8.8.8/",
        "mailto:tiepnhan@mau.example",
        "tiepnhan@mau.example",
        "tel:02963000000",
        "Số 1 đường Mẫu, phường Mẫu",
        "Dữ liệu: xem tại trụ sở",
        "Data: 5 MB",
        "1.116556",
        "",
    ],
)
def test_what_is_ordinary_is_left_alone(text):
    assert codes(text) == []


@given(st.ip_addresses())
def test_every_address_that_is_not_public_is_reported(address):
    host = f"[{address}]" if address.version == 6 else str(address)
    mapped = getattr(address, "ipv4_mapped", None)
    public = (ipaddress.ip_address(mapped) if mapped else address).is_global
    assert codes(f"https://{host}/x") == ([] if public else ["TT352"])


@given(st.text())
def test_any_text_is_judged(text):
    for rule, values in misleading(text):
        assert rule.code in {"TT350", "TT351", "TT352", "TT353"}
        assert all(isinstance(value, str) for value in values.values())
    list(misleading(f"https://{text}"))
