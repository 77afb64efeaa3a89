"""Who may do what to a document, and the record of it: digests and metadata only, no content files, no writers."""
