"""Two revisions of a document beside each other: what changed (`compare`), 修订对照表 (`table`), a Word file with tracked changes (`redline`)."""
