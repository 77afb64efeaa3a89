"""The command line: the only room that prints and exits.

Exit codes: 0 done, 1 documents have problems, 2 wrong usage, 3 cannot be judged (`verify` without a pinned record). Heavy libraries
are imported inside the commands, so that `docgen --help` starts at once.
"""

from __future__ import annotations

import click

from docgen.cli.approve import approve, return_
from docgen.cli.archive import archive
from docgen.cli.build import build
from docgen.cli.certificate import certificate, certificate_revoke, certificate_root
from docgen.cli.check import check
from docgen.cli.confirm import confirm
from docgen.cli.diff import diff
from docgen.cli.distribute import distribute
from docgen.cli.doctor import doctor
from docgen.cli.ending import abolish, supersede
from docgen.cli.erratum import erratum
from docgen.cli.evidence import evidence
from docgen.cli.explain import explain
from docgen.cli.form import form
from docgen.cli.help_pages import Context, Sections
from docgen.cli.import_ import import_
from docgen.cli.init import init
from docgen.cli.issue import issue, publish
from docgen.cli.keys import key
from docgen.cli.kinds import kinds
from docgen.cli.new import new
from docgen.cli.number import number
from docgen.cli.people import admin, organisation, person, set_up
from docgen.cli.policy import policy
from docgen.cli.receipt import receipt
from docgen.cli.record import record
from docgen.cli.register import register
from docgen.cli.repage import repage
from docgen.cli.seal_log import seal_log
from docgen.cli.signers import add_signer, delegate, remind, remove_signer, transfer
from docgen.cli.status import inbox, log, route, status
from docgen.cli.submit import submit, withdraw
from docgen.cli.template import template
from docgen.cli.verify import checkpoint, trust, verify
from docgen.cli.watch import watch
from docgen.cli.wording import name_parameters


@click.group(
    cls=Sections,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="docgen：把 YAML 内容排成 Word 和 PDF。方案建议书、投标文件、岗位说明书、手册与制度。",
    epilog="每个命令的用法：docgen 命令 --help。问题代码的意思：docgen explain 代码。",
)
@click.version_option(package_name="docgen", message="docgen %(version)s", help="显示版本")
def main() -> None:
    """The `docgen` command."""


for command in (certificate, certificate_root, certificate_revoke):
    key.add_command(command)
name_parameters(main, Context)
main.add_section("写和生成", (new, kinds, build, watch, check, import_, diff, explain))
main.add_section("模板、表单和试算", (template, form, repage))
main.add_section(
    "审批",
    (
        submit,
        route,
        inbox,
        approve,
        confirm,
        return_,
        status,
        log,
        withdraw,
        transfer,
        delegate,
        add_signer,
        remove_signer,
        remind,
    ),
)
main.add_section(
    "签发以后",
    (
        issue,
        evidence,
        publish,
        receipt,
        distribute,
        seal_log,
        register,
        erratum,
        supersede,
        abolish,
        archive,
        verify,
        trust,
        checkpoint,
    ),
)
main.add_section("准备和管理", (init, doctor, set_up, organisation, policy, person, key, admin, number, record))
