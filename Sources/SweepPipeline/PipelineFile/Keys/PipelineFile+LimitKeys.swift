/// The keys of `limits`: a line each.
extension PipelineFile {
  static var limitKeys: [PipelineKey<PipelineFile>] {
    messageLimitKeys + parsingLimitKeys + archiveLimitKeys + [
      .value(
        "attachment_bytes", \.configuration.inspection.attachmentBytes, .bytes(in: 1 << 10...1 << 30),
        "Bytes of one attachment that are looked at."),
      .value(
        "kept_attachment_bytes", \.configuration.kept.bytes, .bytes(in: 0...1 << 50),
        "What the case keeps of attachments at most, deflated."),
      .group("attachments", "What the inspection of one attachment may cost.", inspectionLimitKeys),
    ]
  }

  private static var messageLimitKeys: [PipelineKey<PipelineFile>] {
    [
      .value(
        "message_bytes", \.configuration.archives.messageBytes, .bytes(in: 1 << 10...1 << 30),
        "The longest message; a longer one is cut there, and its defect says so."),
      .value(
        "message_seconds", \.configuration.quarantine.seconds, .integer(in: 1...86_400),
        "Seconds of a processor's time for one message in one stage; after that it counts as hanging."),
    ]
  }

  /// What the parsing of one message may cost; what a limit cuts is a defect of the message.
  private static var parsingLimitKeys: [PipelineKey<PipelineFile>] {
    [
      .value("headers", \.configuration.parsing.headerCount, .integer(in: each), "Fields of one header that are read."),
      .value(
        "header_bytes", \.configuration.parsing.headerBytes, .bytes(in: texts),
        "Bytes of one header field that are read."),
      .value(
        "kept_header_bytes", \.configuration.parsing.keptHeaderBytes, .bytes(in: texts),
        "Bytes of one header field that are kept."),
      .value("addresses", \.configuration.parsing.addresses, .integer(in: each), "Addresses of one field."),
      .value("references", \.configuration.parsing.references, .integer(in: each), "Message ids of one field."),
      .value("parameters", \.configuration.parsing.parameters, .integer(in: each), "Parameters of one field."),
      .value("parts", \.configuration.parsing.parts, .integer(in: each), "Parts of one message."),
      .value(
        "part_depth", \.configuration.parsing.depth, .integer(in: 1...1_000), "Multiparts and messages in one another."),
      .value(
        "part_bytes", \.configuration.parsing.partBytes, .bytes(in: 1 << 8...1 << 34), "What one part may decode to."),
      .value("text_bytes", \.configuration.parsing.textBytes, .bytes(in: texts), "Text of one message, decoded."),
      .value("links", \.configuration.parsing.links, .integer(in: each), "Links of one message."),
      .value(
        "defects", \.configuration.parsing.defects, .integer(in: each), "Defects of one message that are recorded."),
    ]
  }

  private static var archiveLimitKeys: [PipelineKey<PipelineFile>] {
    [
      .value(
        "archive_depth", \.archiveDepth, .integer(in: 0...32),
        "Archives within archives, among exports and in attachments."),
      .value(
        "archive_entries", \.configuration.archives.entries, .integer(in: 1...100_000_000),
        "Members of one export that are looked at, those of archives within it included."),
      .value(
        "archive_bytes", \.configuration.archives.inflatedBytes, .bytes(in: 1 << 10...1 << 50),
        "What one export may inflate to."),
      .value(
        "archive_ratio", \.configuration.archives.expansionRatio, .integer(in: 1...1_000_000),
        "How many bytes one packed byte of an export may give; the first 64 MiB are free."),
    ]
  }

  /// The keys of `limits.attachments`.
  static var inspectionLimitKeys: [PipelineKey<PipelineFile>] {
    [
      .value(
        "entries", \.configuration.inspection.entries, .integer(in: counts),
        "Members of all archives and parts of all documents in it."),
      .value("inflated_bytes", \.configuration.inspection.inflatedBytes, .bytes(in: sizes), "What it may inflate to."),
      .value(
        "entry_bytes", \.configuration.inspection.entryBytes, .bytes(in: sizes), "What one member may inflate to."),
      .value(
        "lzma_bytes", \.configuration.inspection.lzmaBytes, .bytes(in: sizes),
        "What LZMA may give of that: it is slow."),
      .value(
        "ratio", \.configuration.inspection.expansionRatio, .integer(in: 1...1_000_000),
        "Bytes for one packed byte above which a member is a bomb."),
      .value("children", \.configuration.inspection.children, .integer(in: counts), "Members that the verdict names."),
      .value("urls", \.configuration.inspection.urls, .integer(in: counts), "URLs that the verdict names."),
      .value("formulas", \.configuration.inspection.formulas, .integer(in: counts), "Formulas that the verdict holds."),
      .value(
        "macro_source_bytes", \.configuration.inspection.macroSourceBytes, .bytes(in: sizes),
        "Source of the VBA of one project."),
      .value(
        "macro_steps", \.configuration.inspection.macroSteps, .integer(in: steps),
        "Cells of Excel 4.0 macros that are followed."),
      .value(
        "vba_steps", \.configuration.inspection.vbaSteps, .integer(in: steps), "Statements of VBA that are followed."),
      .value(
        "passwords", \.configuration.inspection.passwords, .integer(in: counts),
        "Passwords of the mail that are tried."),
      .value(
        "password_hashes", \.configuration.inspection.passwordHashes, .integer(in: steps),
        "What trying the well-known passwords may cost; an Office document asks for up to 100000 each."),
      .value(
        "hashes_for_each_password", \.configuration.inspection.hashesForEachPassword, .integer(in: steps),
        "What each password of the mail adds to that."),
      .value(
        "findings_of_one_technique", \.configuration.inspection.findingsOfOneTechnique, .integer(in: 1...1_000_000),
        "Findings of one technique."),
    ]
  }

  private static var each: ClosedRange<Int> { 1...1_000_000 }
  private static var texts: ClosedRange<Int> { 1 << 8...1 << 30 }
  private static var counts: ClosedRange<Int> { 0...10_000_000 }
  private static var steps: ClosedRange<Int> { 0...1_000_000_000 }
  private static var sizes: ClosedRange<Int> { 1 << 10...1 << 34 }

  /// How many archives may lie in one another, among exports and in attachments alike.
  private var archiveDepth: Int {
    get { configuration.inspection.depth }
    set {
      configuration.inspection.depth = newValue
      configuration.archives.nesting = newValue
    }
  }
}
