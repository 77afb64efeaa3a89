"""The workflow's hands: reads content, asks the record, writes to it. Knows workspaces, files and the pipeline."""
