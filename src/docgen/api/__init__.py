"""docgen as a library: what `import docgen` gives, a module a subject. docs/api.md shows it in use.

The command line and packages use these modules and `docgen.errors`, `docgen.extension`, nothing of the rooms behind them.
"""
