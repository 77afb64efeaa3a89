"""Equations in one line keep what their structure says."""

from __future__ import annotations

import pytest
from lxml import etree

from bare_word import part
from docgen.ooxml.equations import linear


def m(name: str, *inside: str) -> str:
    return f"<m:{name}>{''.join(inside)}</m:{name}>"


def t(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


@pytest.mark.parametrize(
    ("equation", "text"),
    [
        (m("f", m("num", t("实际得分")), m("den", t("100"))), "实际得分/100"),
        (m("f", m("num", t("a+b")), m("den", t("2"))), "(a+b)/2"),
        (m("sSup", m("e", t("0.9")), m("sup", t("3"))), "0.9^3"),
        (m("sSub", m("e", t("CO")), m("sub", t("2"))), "CO_2"),
        (m("sSubSup", m("e", t("x")), m("sub", t("i")), m("sup", t("n+1"))), "x_i^(n+1)"),
        (m("rad", '<m:radPr><m:degHide m:val="1"/></m:radPr>', m("deg"), m("e", t("25"))), "√25"),
        (m("rad", m("deg", t("3")), m("e", t("a+b"))), "∛(a+b)"),
        (m("rad", m("deg", t("n")), m("e", t("x"))), "√(n&x)"),
        (m("nary", '<m:naryPr><m:chr m:val="∑"/></m:naryPr>', m("sub", t("i=1")), m("sup", t("12")), m("e", t("月奖"))), "∑_(i=1)^12 月奖"),
        (m("nary", m("sub"), m("sup"), m("e", t("x"))), "∫x"),
        (m("d", m("e", t("x")), m("e", t("y"))), "(x|y)"),
        (m("d", '<m:dPr><m:begChr m:val="{"/><m:endChr m:val=""/></m:dPr>', m("e", m("eqArr", m("e", t("1")), m("e", t("2"))))), "{1; 2"),
        (m("func", m("fName", t("sin")), m("e", t("x"))), "sin x"),
        (m("limLow", m("e", t("lim")), m("lim", t("n→∞"))), "lim_(n→∞)"),
        (m("m", m("mr", m("e", t("1")), m("e", t("2"))), m("mr", m("e", t("3")), m("e", t("4")))), "[1, 2; 3, 4]"),
        (m("sSup", m("e", m("d", m("e", t("a+b")))), m("sup", t("2"))), "(a+b)^2"),
        (m("box", m("e", t("留存"))), "留存"),
    ],
)  # fmt: skip
def test_an_equation_reads_as_a_person_would_type_it(equation: str, text: str) -> None:
    assert linear(etree.fromstring(part("p", m("oMath", equation)))[0]) == text


def test_equations_of_one_paragraph_stand_beside_each_other() -> None:
    root = etree.fromstring(part("p", m("oMathPara", m("oMath", t("a=1")), m("oMath", t("b=2")))))
    assert linear(root[0]) == "a=1 b=2"
