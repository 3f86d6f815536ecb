import GRDB

/// The tables of a case, as migrations: a case written by an older version is brought forward when it is opened.
///
/// Facts (what the sweep found in one message, or in one content) and judgement (what follows from all of them) are
/// kept apart: judgement can be thrown away and made again at any time.
enum CaseSchema {
  /// Marks the file as a case in SQLite's application id: "TSWP".
  static let applicationID: Int32 = 0x5453_5750

  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1: facts") { db in
      try db.execute(sql: facts)
      try db.execute(sql: "PRAGMA application_id = \(applicationID)")
    }
    migrator.registerMigration("1: judgement") { try $0.execute(sql: judgement) }
    migrator.registerMigration("1: sweeps") { try $0.execute(sql: sweeps) }
    migrator.registerMigration("2: servers") { try $0.execute(sql: servers) }
    migrator.registerMigration("3: acceptances") { try $0.execute(sql: acceptances) }
    migrator.registerMigration("4: mailboxes") { try $0.execute(sql: mailboxes) }
    migrator.registerMigration("5: copies and mailboxes in judgement") { try $0.execute(sql: copies) }
    migrator.registerMigration("6: strikes") { try $0.execute(sql: strikes) }
    migrator.registerMigration("6: kept contents and packs") { try $0.execute(sql: kept) }
    migrator.registerMigration("6: bytes that signals rest on") { try $0.execute(sql: ranges) }
    migrator.registerMigration("7: purges") { try $0.execute(sql: purges) }
    return migrator
  }

  private static let facts = """
    CREATE TABLE source (
      id INTEGER PRIMARY KEY,
      path TEXT NOT NULL UNIQUE,
      kind TEXT NOT NULL,
      -- inbox, sent, drafts, …: judgement needs to know whose Sent folder it looks at
      role TEXT NOT NULL,
      owner TEXT,
      bytes INTEGER NOT NULL,
      modified INTEGER NOT NULL,
      messages INTEGER NOT NULL DEFAULT 0,
      complete INTEGER NOT NULL DEFAULT 0
    ) STRICT;

    -- How far a source was swept, and how to know it again. Committed with the rows that it covers.
    CREATE TABLE checkpoint (
      source INTEGER PRIMARY KEY REFERENCES source (id) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      bytes INTEGER NOT NULL,
      modified INTEGER NOT NULL,
      head_digest BLOB NOT NULL,
      tail_digest BLOB NOT NULL
    ) STRICT;

    CREATE TABLE message (
      id INTEGER PRIMARY KEY,
      digest BLOB NOT NULL UNIQUE,
      message_id TEXT,
      size INTEGER NOT NULL,
      date INTEGER,
      author TEXT NOT NULL,
      subject TEXT NOT NULL
    ) STRICT;

    -- What judgement reads of a message, packed: it is only ever read with its message.
    CREATE TABLE message_facts (
      message INTEGER PRIMARY KEY REFERENCES message (id) ON DELETE CASCADE,
      packed BLOB NOT NULL
    ) STRICT;

    CREATE TABLE place (
      source INTEGER NOT NULL REFERENCES source (id) ON DELETE CASCADE,
      offset INTEGER NOT NULL,
      length INTEGER NOT NULL,
      message INTEGER NOT NULL REFERENCES message (id) ON DELETE CASCADE,
      PRIMARY KEY (source, offset)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX place_of_message ON place (message);

    CREATE TABLE address (
      id INTEGER PRIMARY KEY,
      address TEXT NOT NULL UNIQUE
    ) STRICT;

    -- role: 0 from, 1 to, 2 cc, 3 reply-to
    CREATE TABLE correspondence (
      message INTEGER NOT NULL REFERENCES message (id) ON DELETE CASCADE,
      role INTEGER NOT NULL,
      address INTEGER NOT NULL REFERENCES address (id),
      PRIMARY KEY (message, role, address)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE attachment_content (
      id INTEGER PRIMARY KEY,
      digest BLOB NOT NULL UNIQUE,
      size INTEGER NOT NULL,
      type TEXT NOT NULL,
      score REAL NOT NULL,
      inspector INTEGER NOT NULL,
      verdict BLOB NOT NULL
    ) STRICT;

    -- The parts of a message that are attachments; its texts are read again from the archive when someone asks.
    CREATE TABLE part (
      message INTEGER NOT NULL REFERENCES message (id) ON DELETE CASCADE,
      ordinal INTEGER NOT NULL,
      path TEXT NOT NULL,
      via TEXT,
      content_type TEXT NOT NULL,
      filename TEXT,
      offset INTEGER NOT NULL,
      length INTEGER NOT NULL,
      content INTEGER NOT NULL REFERENCES attachment_content (id),
      PRIMARY KEY (message, ordinal)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX part_of_content ON part (content);

    CREATE TABLE defect (
      message INTEGER NOT NULL REFERENCES message (id) ON DELETE CASCADE,
      ordinal INTEGER NOT NULL,
      code TEXT NOT NULL,
      part TEXT,
      offset INTEGER,
      PRIMARY KEY (message, ordinal)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE quarantine (
      source INTEGER NOT NULL REFERENCES source (id) ON DELETE CASCADE,
      offset INTEGER NOT NULL,
      length INTEGER NOT NULL,
      reason TEXT NOT NULL,
      PRIMARY KEY (source, offset)
    ) STRICT, WITHOUT ROWID;
    """

  private static let judgement = """
    CREATE TABLE conversation (
      id INTEGER PRIMARY KEY,
      key TEXT NOT NULL UNIQUE,
      messages INTEGER NOT NULL
    ) STRICT;

    -- Where a message stands in its conversation. parent names a message; parent_id an identifier that may belong to
    -- a message that the archive does not hold.
    CREATE TABLE link (
      message INTEGER PRIMARY KEY REFERENCES message (id) ON DELETE CASCADE,
      conversation INTEGER NOT NULL REFERENCES conversation (id),
      reason TEXT NOT NULL,
      parent INTEGER REFERENCES message (id) ON DELETE SET NULL,
      parent_id TEXT
    ) STRICT;
    CREATE INDEX link_of_conversation ON link (conversation);
    CREATE INDEX link_of_parent ON link (parent) WHERE parent IS NOT NULL;

    -- The signals of a message before clusters and the alarm rule, packed: what an incremental judgement keeps.
    CREATE TABLE observed_message (
      message INTEGER PRIMARY KEY REFERENCES message (id) ON DELETE CASCADE,
      packed BLOB NOT NULL
    ) STRICT;

    CREATE TABLE finding (
      id INTEGER PRIMARY KEY,
      key TEXT NOT NULL UNIQUE,
      message INTEGER NOT NULL REFERENCES message (id) ON DELETE CASCADE,
      kind TEXT NOT NULL,
      level INTEGER NOT NULL,
      score REAL NOT NULL,
      family TEXT NOT NULL,
      campaign TEXT,
      fingerprint TEXT NOT NULL
    ) STRICT;
    CREATE INDEX finding_by_rank ON finding (level DESC, score DESC);
    CREATE INDEX finding_of_message ON finding (message);

    CREATE TABLE signal (
      finding INTEGER NOT NULL REFERENCES finding (id) ON DELETE CASCADE,
      ordinal INTEGER NOT NULL,
      name TEXT NOT NULL,
      signal_group TEXT NOT NULL,
      weight REAL NOT NULL,
      evidence TEXT NOT NULL,
      PRIMARY KEY (finding, ordinal)
    ) STRICT, WITHOUT ROWID;

    -- The run that first made a finding; kept while findings are made again.
    CREATE TABLE finding_history (
      key TEXT PRIMARY KEY,
      first_sweep INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    -- How far the case was judged: the last message row that judgement has seen, and the rules it judged by.
    CREATE TABLE judgement (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      judged_through INTEGER NOT NULL,
      scoring TEXT NOT NULL
    ) STRICT;
    """

  private static let servers = """
    -- Exchange servers by their builds, as Received fields name them; part of judgement, made anew with it.
    CREATE TABLE server (
      host TEXT NOT NULL,
      build TEXT NOT NULL,
      first_seen INTEGER,
      last_seen INTEGER,
      messages INTEGER NOT NULL,
      delivered INTEGER NOT NULL,
      -- the message that shows the build last
      witness INTEGER NOT NULL REFERENCES message (id) ON DELETE CASCADE,
      PRIMARY KEY (host, build)
    ) STRICT, WITHOUT ROWID;
    -- A case that was judged before there were servers is judged again.
    DELETE FROM judgement;
    """

  private static let acceptances = """
    -- What became of a finding: the run that last changed it, and the run in which it was there no more.
    ALTER TABLE finding_history ADD COLUMN changed_sweep INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE finding_history ADD COLUMN fingerprint TEXT;
    ALTER TABLE finding_history ADD COLUMN gone_sweep INTEGER;

    -- What people have looked at and accept, by content: the same finding stays accepted wherever its mail stands.
    CREATE TABLE acceptance (
      fingerprint TEXT PRIMARY KEY,
      finding TEXT NOT NULL,
      reason TEXT NOT NULL,
      -- seconds since 1970; null: for good
      until INTEGER,
      accepted INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    """

  private static let copies = """
    -- Of which message this is a sender's own copy, and what the places of its mail said when it was judged.
    ALTER TABLE link ADD COLUMN copy_of INTEGER REFERENCES message (id) ON DELETE SET NULL;
    ALTER TABLE link ADD COLUMN trace INTEGER NOT NULL DEFAULT 0;
    CREATE INDEX link_of_copy ON link (copy_of) WHERE copy_of IS NOT NULL;
    CREATE INDEX message_by_identifier ON message (message_id) WHERE message_id IS NOT NULL;
    -- What the sources and their messages were when the case was judged: a known message may have come to a new place.
    ALTER TABLE judgement ADD COLUMN places TEXT NOT NULL DEFAULT '';
    """

  private static let kept = """
    -- The bytes of attachments that may have to be inspected again. deflated is null, and stored 0, where there was no
    -- room.
    CREATE TABLE kept_content (
      content INTEGER PRIMARY KEY REFERENCES attachment_content (id) ON DELETE CASCADE,
      size INTEGER NOT NULL,
      stored INTEGER NOT NULL,
      deflated BLOB
    ) STRICT;
    -- With the inspector's version: which rules of the user's the verdict was made with, by digest.
    ALTER TABLE attachment_content ADD COLUMN rules TEXT NOT NULL DEFAULT '';
    -- The passwords that the mail around a locked attachment names, one a line: a verdict of the place needs them.
    ALTER TABLE part ADD COLUMN passwords TEXT;
    -- The numbers that the case was judged by, for people.
    ALTER TABLE judgement ADD COLUMN pack TEXT NOT NULL DEFAULT '';
    """

  private static let purges = """
    -- What was removed from the case, or redacted, for data protection: never whom it was about.
    CREATE TABLE purge (
      id INTEGER PRIMARY KEY,
      time INTEGER NOT NULL,
      scope TEXT NOT NULL,
      treatment TEXT NOT NULL,
      messages INTEGER NOT NULL,
      places INTEGER NOT NULL,
      contents INTEGER NOT NULL
    ) STRICT;
    """

  private static let ranges = """
    -- Where in the message's bytes the signal stands: offset+length, one after the other with blanks; null for nowhere.
    ALTER TABLE signal ADD COLUMN ranges TEXT;
    """

  private static let sweeps = """
    CREATE TABLE sweep (
      id INTEGER PRIMARY KEY,
      started INTEGER NOT NULL,
      state TEXT NOT NULL,
      exit INTEGER,
      seconds REAL NOT NULL DEFAULT 0,
      bytes INTEGER NOT NULL DEFAULT 0,
      version TEXT NOT NULL,
      command TEXT NOT NULL,
      extraction TEXT NOT NULL,
      scoring TEXT NOT NULL,
      configuration TEXT NOT NULL
    ) STRICT;
    """

  private static let mailboxes = """
    -- The path with the file on disk by its absolute path: a file is known again under another spelling.
    ALTER TABLE source ADD COLUMN location TEXT;
    -- What mailboxes note of one message: its folder's role where it is not the source's (Gmail's labels), its flags.
    ALTER TABLE place ADD COLUMN role TEXT;
    ALTER TABLE place ADD COLUMN flags INTEGER NOT NULL DEFAULT 0;
    -- Short checksums of the file's beginnings: what became of a file that is shorter now.
    ALTER TABLE checkpoint ADD COLUMN beginnings BLOB NOT NULL DEFAULT x'';
    """

  /// By path: a message can bring the process down before its source is in the case.
  private static let strikes = """
    DROP TABLE quarantine;
    CREATE TABLE quarantine (
      path TEXT NOT NULL,
      offset INTEGER NOT NULL,
      length INTEGER NOT NULL,
      stage TEXT NOT NULL,
      reason TEXT NOT NULL,
      PRIMARY KEY (path, offset, stage)
    ) STRICT, WITHOUT ROWID;

    -- What messages did to the process that are not quarantined yet.
    CREATE TABLE strike (
      path TEXT NOT NULL,
      offset INTEGER NOT NULL,
      stage TEXT NOT NULL,
      kind TEXT NOT NULL,
      count INTEGER NOT NULL,
      PRIMARY KEY (path, offset, stage, kind)
    ) STRICT, WITHOUT ROWID;
    """
}
