"""What a problem's code means and how to mend it."""

from __future__ import annotations

from docgen.explanations import all_explanations as all_explanations
from docgen.explanations import code_of
from docgen.extension import Extensions


def explain(word: str) -> str:
    """The explanation of a code (S103), or of a rule by its name (slip, 常见的错别字); its first line is the code.

    Raises KeyError for what is none; its argument lists the codes that begin alike.
    """
    extensions = Extensions()
    known = all_explanations(extensions)
    code = code_of(word, extensions)
    if code not in known:
        raise KeyError(" ".join(one for one in sorted(known) if one[0] == code[:1]))
    return f"{code}\n{known[code]}"
