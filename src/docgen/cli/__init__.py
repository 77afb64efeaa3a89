"""The command line: the only room that prints and exits.

Exit codes: 0 done, 1 documents have problems, 2 wrong usage. Heavy libraries
are imported inside the commands, so that `docgen --help` starts at once.
"""

from __future__ import annotations

import click

from docgen.cli.approve import approve, return_
from docgen.cli.archive import archive
from docgen.cli.build import build
from docgen.cli.certificate import certificate
from docgen.cli.check import check
from docgen.cli.diff import diff
from docgen.cli.distribute import distribute
from docgen.cli.doctor import doctor
from docgen.cli.ending import abolish, supersede
from docgen.cli.erratum import erratum
from docgen.cli.evidence import evidence
from docgen.cli.explain import explain
from docgen.cli.form import form
from docgen.cli.import_ import import_
from docgen.cli.init import init
from docgen.cli.issue import issue, publish
from docgen.cli.kinds import kinds
from docgen.cli.new import new
from docgen.cli.number import number
from docgen.cli.pay import pay
from docgen.cli.people import admin, key, organisation, person, set_up
from docgen.cli.receipt import receipt
from docgen.cli.register import register
from docgen.cli.repage import repage
from docgen.cli.seal_log import seal_log
from docgen.cli.shell import shell
from docgen.cli.signers import add_signer, delegate, remind, remove_signer, transfer
from docgen.cli.status import inbox, log, route, status
from docgen.cli.submit import submit, withdraw
from docgen.cli.verify import checkpoint, verify
from docgen.cli.watch import watch
from docgen.messages import _


@click.group(
    context_settings={"help_option_names": ["-h", "--help"]},
    help=_("docgen：把 YAML 内容排成 Word 和 PDF。方案建议书、投标文件、岗位说明书、手册与制度。"),
)
@click.version_option(package_name="docgen", message="docgen %(version)s")
def main() -> None:
    """The `docgen` command."""


for command in (
    build,
    watch,
    check,
    diff,
    form,
    pay,
    repage,
    shell,
    new,
    kinds,
    import_,
    init,
    doctor,
    explain,
    submit,
    approve,
    return_,
    withdraw,
    transfer,
    delegate,
    add_signer,
    remove_signer,
    remind,
    issue,
    publish,
    evidence,
    receipt,
    erratum,
    abolish,
    supersede,
    register,
    distribute,
    seal_log,
    archive,
    verify,
    checkpoint,
    status,
    inbox,
    log,
    route,
    number,
    set_up,
    person,
    key,
    organisation,
    admin,
):
    main.add_command(command)
key.add_command(certificate)
