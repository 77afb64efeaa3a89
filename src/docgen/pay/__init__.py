"""Pay: scores priced by a policy. A kind's own code, registered as any package's is (`docgen.extension`)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from docgen.errors import Message
from docgen.extension import Extension, Rendering


class Pay(Extension):
    """The extension `pay`, which the kinds compensation-policy, pay-trial and pay-sheet name."""

    def filters(self) -> Mapping[str, Callable[..., Any]]:
        """`band` prints a band of scores (80≤X＜90), `number` a number without needless zeros."""
        from docgen.pay.bands import band_text
        from docgen.pay.formula import plain

        return {"band": band_text, "number": plain}

    def functions(self, rendering: Rendering) -> Mapping[str, Callable[..., Any]]:
        """`priced_examples`, `priced_team`, `shares`, `band_of`, `weighted`."""
        from docgen.pay.bands import band, shares, weighted
        from docgen.pay.template_functions import pricing

        return pricing(rendering) | {"shares": shares, "band_of": band, "weighted": weighted}

    def commands(self) -> Iterable[Any]:
        """`docgen pay`."""
        from docgen.pay.command import pay

        return (pay,)

    def messages(self) -> Iterable[Message]:
        """Codes Y101 to Y133."""
        from docgen.pay import messages

        return [item for item in vars(messages).values() if isinstance(item, Message)]

    def heading(self) -> str:
        """With forms and templates."""
        return "模板、表单和试算"
