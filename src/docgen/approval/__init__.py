"""The workflow's hands: what is approved, how it is given, what is issued, and what a file turns out to be."""
