"""`docgen key certificate`: an organisation's root and a certificate under it, the root confirmed, certificates revoked."""

from __future__ import annotations

from pathlib import Path

import click

from docgen.cli.acting import acting, key_of, open_approvals, passphrase
from docgen.cli.report import find_workspace, problems_stop


@click.command(
    help="生成单位的证书根和签名证书（PKCS#12）：别人的电脑不认这个根；对外的文件请用依法设立的认证机构的证书。"
)
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
    from docgen.api.certificates import make_certificates
    from docgen.api.people import organisation_name

    name = organisation or organisation_name(find_workspace())
    made = make_certificates(name, passphrase(passphrase_file, new=True), file)
    click.echo(f"证书：{made.seal}（连同口令自己保管）")
    click.echo(f"指纹（SHA-256）：{made.fingerprint}")
    click.echo(f"证书根：{made.root}，指纹 {made.root_fingerprint}")
    click.echo(f"下一步：管理员确认证书根：docgen key certificate-root {made.root}")


@click.command(
    "certificate-root", help="确认单位的证书根（管理员）：此后签发的 PDF 只能用连到它的证书签名，查验时逐级验证。"
)
@click.argument("file", type=click.Path(path_type=Path))
@acting
@click.option("--fingerprint", default="", metavar="指纹", help="另行得知的指纹（SHA-256）；不同就不确认")
@problems_stop
def certificate_root(file: Path, person: str, passphrase_file: Path | None, fingerprint: str) -> None:
    """Confirm a root in the record."""
    from docgen.api.certificates import confirm_root

    with open_approvals() as approvals:
        found = confirm_root(approvals, file, key_of(approvals, person, passphrase_file), fingerprint)
    click.echo(f"已确认证书根，指纹 {found}")


@click.command("certificate-revoke", help="吊销签名证书或证书根（管理员）：从那时起用它签发的 PDF 不再可信。")
@click.argument("fingerprint", metavar="指纹")
@acting
@click.option("--since", default="", metavar="时刻", help="从何时起，UTC，如 2026-03-01T08:00:00Z（默认现在）")
@click.option("--reason", required=True, help="理由")
@problems_stop
def certificate_revoke(fingerprint: str, person: str, passphrase_file: Path | None, since: str, reason: str) -> None:
    """Revoke a certificate in the record."""
    from docgen.api.certificates import revoke

    with open_approvals() as approvals:
        revoke(approvals, fingerprint, key_of(approvals, person, passphrase_file), since=since, reason=reason)
    click.echo("已吊销")
