"""Mail as bytes: messages, mbox files, dates, identifiers of a given form."""
