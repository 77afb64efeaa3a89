"""What the codes of what is approved (A5xx) mean, for `docgen explain`."""

from __future__ import annotations

from docgen.messages import _

EXPLANATIONS: dict[str, str] = {
    "A502": _("路线里某一步的审批范围（scope）在文档里找不到。写标题的标签或文字，或 kind.yaml 的 scopes 里的名称。"),
}
