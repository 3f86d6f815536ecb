"""The evaluation: mail with known hijacks in it, judged by the built binary, compared with what was written."""
