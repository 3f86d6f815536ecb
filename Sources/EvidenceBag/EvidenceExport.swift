import CaseStore
import FindingExport
import MailModel

/// Puts conversations into a bag: every message as it stands in its source, and who took it, when, from where.
///
/// ```
/// bagit.txt  bag-info.txt  manifest-sha256.txt  tagmanifest-sha256.txt  custody.jsonl
/// data/findings.jsonl
/// data/thread-<conversation>/001.eml  001.unquoted.eml  attachments.zip
/// ```
/// No name in a bag comes from mail. The sources are only read.
public struct EvidenceExport {
  /// What came of it.
  public struct Outcome: Sendable {
    /// Messages in the bag.
    public var messages = 0
    /// Attachments in it, each place counted.
    public var attachments = 0
    /// What could not be put in, or was changed meanwhile, in words.
    public var problems: [String] = []
  }

  private let store: CaseStore
  private let request: EvidenceRequest
  private let conversations: [String]

  /// Looks for what `request` asks for in `store`; nil where nothing there has that id.
  ///
  /// - Throws: what reading the case throws.
  public init?(of store: CaseStore, _ request: EvidenceRequest) throws(CaseError) {
    conversations = try request.conversations(in: store)
    guard !conversations.isEmpty else { return nil }
    self.store = store
    self.request = request
  }

  /// Writes the bag to `path`, where nothing is yet.
  ///
  /// - Throws: `BagError` where it cannot be written, `CaseError` where the case cannot be read.
  public func write(to path: String) throws -> Outcome {
    let bag = try BagWriter(at: path)
    var taker = MessageTaker(try store.sources())
    var custody = CustodyRecord(of: request, case: store.path)
    var outcome = Outcome()
    let threads = try conversations.map { ($0, try store.thread($0)) }
    var seals = SourceSeals(threads.flatMap { $0.1.compactMap { taker.file(of: $0.message.place.source) } })
    for (conversation, rows) in threads {
      try write(rows, as: "data/thread-" + conversation, into: bag, &taker, &custody, &outcome)
    }
    seals.close()
    for seal in seals.seals {
      custody.add(seal)
      if !seal.holds { outcome.problems.append("\(seal.file): the file changed while it was read, or cannot be read") }
    }
    try writeFindings(into: bag)
    try bag.addTag("custody.jsonl", custody.bytes)
    try bag.finish(info: [
      ("Bagging-Date", String(MailDate(seconds: request.now).rfc3339.prefix(10))),
      ("Bag-Software-Agent", "threadsweep \(request.version)"),
      ("External-Identifier", Self.oneLine(request.subject)),
    ])
    return outcome
  }

  private func write(
    _ rows: [ThreadRow], as folder: String, into bag: BagWriter, _ taker: inout MessageTaker,
    _ custody: inout CustodyRecord, _ outcome: inout Outcome
  ) throws {
    try bag.makeFolder(folder)
    let width = max(3, String(rows.count).count)
    // A packed source is read from its beginning: its messages are taken in its own order.
    let numbered = rows.enumerated().sorted { $0.element.message.place < $1.element.message.place }
    func take(_ zip: inout AttachmentZip?) throws {
      for (number, row) in numbered {
        let digits = String(number + 1)
        let stem = folder + "/" + String(repeating: "0", count: width - digits.count) + digits
        do {
          let evidence = try taker.take(row, into: bag, as: stem, &zip)
          outcome.messages += 1
          outcome.attachments += evidence.parts.count { $0.member != nil }
          for part in evidence.parts where part.member == nil {
            outcome.problems.append(
              "\(stem).eml: attachment \(part.part.decodedDigest.hex) has no room in the ZIP file")
          }
          custody.add(evidence, zip: folder + "/attachments.zip")
        } catch let failure as MessageTaker.Failure {
          let place = row.message.place
          outcome.problems.append("\(place.source), byte \(place.range.offset): \(failure.reason)")
          custody.add(missing: row, reason: failure.reason)
        }
      }
    }
    guard rows.contains(where: { !$0.message.attachments.isEmpty }) else {
      var none: AttachmentZip?
      return try take(&none)
    }
    try bag.addPayload(folder + "/attachments.zip") { file in
      var zip: AttachmentZip? = AttachmentZip(file)
      try take(&zip)
      try zip?.finish()
    }
  }

  /// What was found in those conversations, accepted or not, in the shape of `findings list`.
  private func writeFindings(into bag: BagWriter) throws {
    var filter = FindingFilter(now: request.now)
    filter.minimumLevel = .info
    filter.includesAccepted = true
    let wanted = Set(conversations)
    let findings = try store.findings(filter).filter { $0.message.conversation.map(wanted.contains) ?? false }
    let bytes = ExportFormat.jsonl.bytes(of: findings, version: request.version)
    try bag.addPayload("data/findings.jsonl") { try $0.append(bytes) }
  }

  /// A value of `bag-info.txt` is one line.
  private static func oneLine(_ text: String) -> String { text.printable }
}
