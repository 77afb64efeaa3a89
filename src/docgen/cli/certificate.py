"""`docgen key certificate`: a trial certificate to sign issued PDFs with."""

from __future__ import annotations

from pathlib import Path

import click

from docgen.cli.acting import passphrase
from docgen.cli.report import find_workspace, problems_stop


@click.command(help="生成试用的签名证书（PKCS#12）：自签，别人的电脑不认；对外的文件请用依法设立的认证机构的证书。")
@click.option("--organisation", default="", metavar="单位", help="证书上的单位名称（默认取人员名单里的单位名称）")
@click.option(
    "--out",
    "-o",
    "file",
    type=click.Path(path_type=Path),
    default=None,
    help="证书文件（默认 ~/.config/docgen/keys/seal.p12）",
)
@click.option(
    "--passphrase-file",
    type=click.Path(path_type=Path, dir_okay=False),
    default=None,
    help="证书口令写在这个文件里（默认在终端询问，或取环境变量 DOCGEN_PASSPHRASE）",
)
@problems_stop
def certificate(organisation: str, file: Path | None, passphrase_file: Path | None) -> None:
    """Make a key with its self-signed certificate."""
    from docgen.api.issued import trial_certificate
    from docgen.api.people import organisation_name

    name = organisation or organisation_name(find_workspace())
    path, fingerprint = trial_certificate(name, passphrase(passphrase_file, new=True), file)
    click.echo(f"证书：{path}（连同口令自己保管）")
    click.echo(f"指纹（SHA-256）：{fingerprint}")
