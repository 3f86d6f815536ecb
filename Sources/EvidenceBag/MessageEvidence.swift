import CaseStore
import MailArchives
import MailModel
import MailParsing

/// A message as it is put into a bag: which files, and what they hold.
struct MessageEvidence {
  /// One of the message's files.
  struct File {
    /// Its path in the bag.
    let path: String
    let digest: ContentDigest
    let size: Int64
    let form: Form
  }

  /// What a file's bytes are.
  enum Form: String {
    /// The bytes of the source, from `offset`, as many as `length` says.
    case verbatim
    /// Those bytes with the quoting of the mailbox undone.
    case unquoted
    /// The message as this program writes it out of a format that holds no text of it, such as an Outlook item.
    case rendered
  }

  /// An attachment, and the member of the ZIP file that holds it; nil where none does.
  struct Part {
    let part: BodyPart
    let member: String?
  }

  let row: ThreadRow
  var files: [File] = []
  var parts: [Part] = []
}

/// Takes messages out of the sources of a case.
struct MessageTaker {
  /// Why a message was not taken.
  struct Failure: Error {
    let reason: String
  }

  private let sources: [String: ArchiveSource]
  private var readers: [String: VerbatimReader] = [:]

  /// Takes the sources of a case; where one is no longer reached by its path, by its place on the disk.
  init(_ stored: [StoredSource]) {
    var sources: [String: ArchiveSource] = [:]
    for source in stored {
      guard let kind = ArchiveKind(rawValue: source.kind) else { continue }
      var archive = ArchiveSource(path: source.path, kind: kind, size: 0, modified: 0)
      if let location = source.location, !FileDigest.exists(archive.file) {
        archive = ArchiveSource(path: location, kind: kind, size: 0, modified: 0)
      }
      sources[source.path] = archive
    }
    self.sources = sources
  }

  /// The file on disk that holds the source of that path in the case; nil where the case has no such source.
  func file(of source: String) -> String? { sources[source]?.file }

  /// Writes the message of `row` into `bag`, its files' paths beginning with `stem`, and its attachments into `zip`.
  ///
  /// - Throws: `Failure` where the message is not there any more; `BagError` where the bag cannot be written.
  mutating func take(
    _ row: ThreadRow, into bag: BagWriter, as stem: String, _ zip: inout AttachmentZip?
  ) throws -> MessageEvidence {
    let place = row.message.place
    guard let source = sources[place.source] else { throw Failure(reason: "the case names no such source") }
    let raw = try read(place, of: source)
    var evidence = MessageEvidence(row: row)
    guard (raw.digest ?? raw.bytes.withUnsafeBytes { ContentDigest(ofMessage: $0) }) == row.message.digest else {
      throw Failure(reason: "another message stands there now: the source was changed since it was swept")
    }
    let isItem = source.kind == .msg
    if source.kind != .pst {
      evidence.files.append(try copy(place, of: source, into: bag, as: stem + (isItem ? ".msg" : ".eml")))
    }
    // Only the head of a message beyond the limit was read: its verbatim copy has it all.
    if raw.digest == nil {
      let bytes = raw.bytes.withUnsafeBytes { ContentDigest(of: $0) }
      if evidence.files.first?.digest != bytes {
        let form: MessageEvidence.Form = isItem || source.kind == .pst ? .rendered : .unquoted
        let path = "\(stem).\(form.rawValue).eml"
        let written = try bag.addPayload(path) { file in
          try raw.bytes.withUnsafeBytes { (buffer) throws(BagError) -> Void in try file.append(buffer) }
        }
        evidence.files.append(
          MessageEvidence.File(path: path, digest: written.digest, size: written.size, form: form))
      }
    }
    evidence.parts = try attachments(of: raw, among: Set(row.message.attachments), &zip)
    return evidence
  }

  private func read(_ place: Place, of source: ArchiveSource) throws -> RawMessage {
    var limits = ArchiveLimits()
    limits.batchMessages = 1
    do throws(ArchiveError) {
      var reader = try ArchiveReader(source, from: Int64(clamping: place.range.offset), limits: limits)
      if let message = try reader.nextBatch()?.messages.first { return message }
    } catch {
      throw Failure(reason: error.message)
    }
    throw Failure(reason: "the source ends before it")
  }

  private mutating func copy(
    _ place: Place, of source: ArchiveSource, into bag: BagWriter, as path: String
  ) throws -> MessageEvidence.File {
    do {
      let reader = try readers[place.source] ?? VerbatimReader(source)
      readers[place.source] = reader
      let written = try bag.addPayload(path) { file in
        try reader.forEachPiece(of: place.range) { piece in
          try piece.withUnsafeBytes { (buffer) throws(BagError) -> Void in try file.append(buffer) }
        }
      }
      return MessageEvidence.File(path: path, digest: written.digest, size: written.size, form: .verbatim)
    } catch let error as ArchiveError {
      throw Failure(reason: error.message)
    }
  }

  private func attachments(
    of raw: RawMessage, among wanted: Set<ContentDigest>, _ zip: inout AttachmentZip?
  ) throws -> [MessageEvidence.Part] {
    guard !wanted.isEmpty else { return [] }
    var contents: [(part: BodyPart, bytes: [UInt8])] = []
    _ = MIMEParser().parse(raw.bytes, digest: raw.digest) { part, _, bytes in
      if wanted.contains(part.decodedDigest) { contents.append((part, Array(bytes))) }
    }
    return try contents.map { part, bytes in
      MessageEvidence.Part(part: part, member: try zip?.add(bytes, part.decodedDigest))
    }
  }
}
