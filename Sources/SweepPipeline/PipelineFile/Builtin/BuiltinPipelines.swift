// Written by `make pipelines` from the files in pipelines/; change those.

extension PipelineFile {
  /// The pipelines that come with threadsweep, by the names under which files and options refer to them.
  static let builtin: [String: String] = [
    "builtin:default": #"""
    # yaml-language-server: $schema=../docs/reference/pipeline.schema.json
    # The built-in pipeline, written out: copy it, and change what you need. An unknown key is an error.
    schema: 1
    name: default
    sources: []                 # such as { path: exports, owners: { ann.keller: ann.keller@corp.example } }; PATHs win
    window:                     # messages outside it are not judged, but still serve as baselines
      since: null
      until: null
    limits:
      message_bytes: 64MiB      # a longer message is cut there, and its defect says so
      headers: 10000            # fields of one header that are read,
      header_bytes: 1MiB        # bytes of one field,
      kept_header_bytes: 16KiB  # and what is kept of it
      addresses: 20000          # of one field
      references: 2000          # identifiers of one field
      parameters: 1000          # of one Content-Type or Content-Disposition
      parts: 2000
      part_depth: 50            # multiparts and messages within one another
      part_bytes: 1GiB          # of one part, decoded
      text_bytes: 1MiB          # of the text that people read
      links: 5000
      defects: 500              # that are recorded of one message
      archive_depth: 5          # archives within archives, among exports and in attachments
      archive_entries: 1000000  # members of one export that are looked at, those of archives within it included
      archive_bytes: 1TiB       # what one export may inflate to,
      archive_ratio: 400        # and how many bytes one packed byte may give; the first 64 MiB are free
      attachment_bytes: 256MiB
      attachments:              # what the inspection of one attachment may cost; what a limit cuts is named in the verdict
        entries: 20000          # members of all archives and parts of all documents in it
        inflated_bytes: 256MiB  # what it may inflate to in all,
        entry_bytes: 32MiB      # and one member of it
        lzma_bytes: 24MiB       # what LZMA may give of that: it is slow
        ratio: 400              # bytes for one packed byte above which a member is a bomb
        children: 1000          # members that the verdict names
        urls: 200
        formulas: 500
        macro_source_bytes: 8MiB
        macro_steps: 30000      # cells of Excel 4.0 macros that are followed
        vba_steps: 8000         # statements of VBA that are followed
        passwords: 32           # passwords of the mail that are tried
        password_hashes: 110000 # what trying the well-known passwords may cost; an Office document asks for up to 100000 each
        hashes_for_each_password: 100000
        findings_of_one_technique: 4
      message_seconds: 120      # of a processor's time for one message in one stage; after that it counts as hanging
      kept_attachment_bytes: 1GiB   # what the case keeps of attachments at most, deflated
    keep_attachments: suspicious    # all or none; what is kept can be inspected again (rescore)
    organisation:
      domains: []               # your own mail domains; empty: not known
      trusted_relays: []        # such as 203.0.113.0/24; empty: all Received fields are believed
    checkpoint:
      messages: 256             # a batch is committed after so many messages,
      bytes: 4MiB               # or so many bytes,
      every: 30s                # or so long, whatever comes first
    errors:
      stop_after: null          # such as 10%: stop where more of the sources cannot be read
      allow_partial: false      # status 0 where some input was unreadable
    stages:
      attachments:
        yara: []                # files of YARA rules; they want a threadsweep that was built with them
        yara_messages: false    # hold the rules against messages too, not only against attachments
      scoring:
        pack: builtin:default   # or a pack file; `threadsweep signals pack` writes one to begin with
        disable: []             # names of signals that do not count
        weights: {}             # log-likelihood ratios in place of the pack's, by signal or technique
    outputs: []                 # such as { type: html, path: report.html, overwrite: true }
    fail_on: null               # the level from which a finding makes the status 10
    schedule:
      calendar: null            # such as *-*-* 02:30; `threadsweep schedule print` makes units and a line of cron
      max_duration: null        # such as 4h
      report: all               # or new: what a run tells

    """#,
    "builtin:nightly": #"""
    # yaml-language-server: $schema=../docs/reference/pipeline.schema.json
    # A mail server's archive, looked through every night: what is new is swept, what it changes is judged again, and what is new
    # is told. Extend it with your sources, and have `threadsweep schedule print FILE` make the units.
    schema: 1
    name: nightly
    extends: builtin:default
    errors:
      stop_after: 10%               # a share that is not mounted, a disk that dies: no night's work
    fail_on: high
    schedule:
      calendar: "*-*-* 02:30"
      max_duration: 4h
      report: new                   # summary, outputs and status 10 tell what the last complete run did not

    """#,
    "builtin:qakbot": #"""
    # yaml-language-server: $schema=../docs/reference/pipeline.schema.json
    # Qakbot from 2020 until its takedown in August 2023: replies in stolen threads, from outside, with links to archives, locked
    # ZIP files whose password stands in the mail, smuggled HTML, disk images with shortcuts, OneNote and PDF files.
    schema: 1
    name: qakbot
    extends: builtin:default
    window:
      since: 2020-04-01
      until: 2023-09-01
    limits:
      archive_depth: 8              # a ZIP in HTML in a PDF, an image in the ZIP, a shortcut in the image
      attachments:
        passwords: 64
        urls: 500
    stages:
      scoring:
        weights:
          archive-password: 3       # the password beside its locked ZIP file is this family's mark
          link-to-archive: 2.5
    fail_on: high

    """#,
    "builtin:quick-triage": #"""
    # yaml-language-server: $schema=../docs/reference/pipeline.schema.json
    # A first look at a large export, within the hour: the same signals as ever, attachments not followed as far.
    # What it does not see, a later run with builtin:default may.
    schema: 1
    name: quick-triage
    extends: builtin:default
    limits:
      message_bytes: 16MiB
      message_seconds: 20
      archive_depth: 3
      attachment_bytes: 32MiB
      attachments:
        entries: 2000
        inflated_bytes: 64MiB
        entry_bytes: 16MiB
        lzma_bytes: 8MiB
        macro_steps: 5000
        vba_steps: 2000
        passwords: 4
        password_hashes: 10000      # most passwords of Office documents are not tried: a trial costs 100000 hashes
        hashes_for_each_password: 10000
    keep_attachments: none
    errors:
      allow_partial: true           # a first look does not fail for a broken file

    """#,
    "builtin:squirrelwaffle-2021": #"""
    # yaml-language-server: $schema=../docs/reference/pipeline.schema.json
    # The waves of autumn 2021: replies out of hacked Exchange servers (ProxyLogon, ProxyShell), in stolen threads, inside the
    # company, with links to ZIP files or with workbooks and documents that bring Squirrelwaffle, then Qakbot or Cobalt Strike.
    # Name your own domains: `organisation: { domains: [corp.example] }` in a file that extends this one.
    schema: 1
    name: squirrelwaffle-2021
    extends: builtin:default
    window:
      since: 2021-09-01             # the first wave came in the middle of September 2021
      until: 2022-03-01
    limits:
      attachments:
        macro_steps: 100000         # its workbooks put their addresses together cell by cell
        formulas: 2000
    stages:
      scoring:
        weights:
          campaign-link-path: 4     # the form of its links is known: words, a slash, and a ZIP file's digits
    fail_on: high

    """#,
  ]
}
