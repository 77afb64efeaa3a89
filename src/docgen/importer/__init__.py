"""Papers made elsewhere to YAML drafts: read, cleaned, cut into pieces, repaired, recognised, reported.

`importing.import_file` is the whole of it. Nothing is invented and nothing is
lost: every character of the source is in a draft or in the report's list of
what was dropped, and the report does the sum (`conservation.py`).
"""
