"""Rules on content and tree, one small function each; their docstrings are their documentation.

`check.Checker` runs them over loaded documents and gives `Problem`s at the
content's line and column; `rules.RULES` holds them all; `fixes` mends what is
certain; `sarif` writes problems for a CI. Reads content, never the clock or
the network, and prints nothing.
"""
