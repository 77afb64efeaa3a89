"""Word's styles as CSS by role: the PDF's look is made from the template and from nothing else."""

from __future__ import annotations

from docgen.ooxml.properties import Properties
from docgen.ooxml.styles import Styles
from docgen.pdf.line_heights import LineHeights
from docgen.pdf.tab_stops import LEADER_CSS, LEADERS, read_stops
from docgen.pdf.table_css import table_rules
from docgen.pdf.word_css import (
    font_faces,
    latin_families,
    neighbours,
    paragraph_css,
    rule,
    run_decoration,
)
from docgen.template.roles import ROLES, Roles

TABLE_CLASSES = {"grid": "table", "form": "form-table", "plain": "plain-table"}

_BASE = """\
*{margin:0;padding:0}
html{font-kerning:none}
body{hyphens:none}
.l{line-height:0}
a{color:inherit;text-decoration:none}
table{border-collapse:collapse;table-layout:fixed;width:100%}
th{font-weight:normal}
tr{break-inside:avoid}
ol,ul{list-style:none}
img{vertical-align:baseline}
sup,sub{font-size:0.65em;line-height:0}
sup{vertical-align:0.45em}
sub{vertical-align:-0.2em}
.u,.blank{text-decoration:underline}
.blank{white-space:pre}
em{font-style:italic}
code{font-family:"L Courier New","黑体"}
.t::after{content:leader(".") target-counter(attr(href),page)}
.pg::before{content:target-counter(attr(href),page)}
.pn::before{content:counter(page)}
.pt::before{content:counter(pages)}
.fn{float:footnote;text-indent:0}
.fn::footnote-call{content:attr(data-n);font-size:0.65em;line-height:0;vertical-align:0.45em}
.fn::footnote-marker{content:attr(data-n) " ";font-size:0.8em;vertical-align:0.3em}
"""

_TABS = (
    ".tb{display:inline-block;white-space:nowrap;text-indent:0;text-align:left}\n"
    ".tc{position:absolute;white-space:nowrap;text-indent:0;text-align:left}\n"
    f"{LEADER_CSS}"
)


def stylesheet(styles: Styles, roles: Roles, lines: LineHeights) -> str:
    """The CSS of everything a document can hold, by role; page set-up comes from `template_html`."""
    rules = [_BASE, _TABS]
    families: set[str] = set()
    for role in ROLES:
        if role in ("header", "footer", "table", "form-table", "plain-table", "footnote-reference", "hyperlink"):
            continue
        paragraph, run = styles.resolve(roles[role])
        in_table = role in ("table-text", "table-head")
        css = paragraph_css(paragraph, run, lines, in_table=in_table)
        if role == "figure":
            css.pop("line-height", None)
        rules.append(rule(f".{role}", css))
        rules.append(neighbours(f".{role}", paragraph, css))
        families |= latin_families(run)
        if role in ("toc1", "toc2", "toc3"):
            rules.append(_toc_tab(role, paragraph))
    link = styles.resolve(roles["hyperlink"])[1] if styles.name(roles["hyperlink"]) else {}
    rules.append(rule("a.out", run_decoration(link)))
    for role in TABLE_CLASSES.values():
        rules += table_rules(f"table.{role}", styles, roles, styles.table(roles[role]), lines)
    rules.append(font_faces(families | {"Courier New"}))
    return "".join(rules)


def _toc_tab(role: str, paragraph: Properties) -> str:
    """The leader of a toc style's right-most stop where it is not Word's usual row of dots."""
    stops = read_stops(paragraph)
    leader = stops[-1].leader if stops else "dot"
    if leader == "dot":
        return ""
    sign = LEADERS.get(leader, " ")
    return f'.{role} .t::after{{content:leader("{sign}") target-counter(attr(href),page)}}\n'
