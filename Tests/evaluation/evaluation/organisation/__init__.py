"""A simulated organisation and its mailboxes. Its figures are always told apart from those on real mail."""
