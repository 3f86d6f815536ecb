import AttachmentInspection
import MailArchives
import MailModel
import MailParsing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// One file to inspect by itself, outside any case.
public struct InspectionInput: Sendable {
  /// As what a file is read.
  public enum Reading: String, Sendable, CaseIterable {
    /// As mail.
    case message
    /// As a document.
    case attachment
  }

  /// What inspection finds in a file: one object for a document or a message, one for each message of an archive.
  public enum Object: Sendable {
    /// A message, with its place.
    case message(Message, Place)
    /// The verdict on a document with what it rests on, and the document's path.
    case attachment(AttachmentAnalysis, path: String)
  }

  /// Why a file could not be inspected.
  public struct Failure: Error, Sendable {
    /// What happened, the path included.
    public var message: String
    /// Whether there is no such file.
    public var isMissing: Bool
  }

  /// The largest document that is read; what lies beyond is told as a limit.
  public static let maximumDocumentBytes = 1 << 29

  let path: String
  let reading: Reading?
  let rules: (any BufferMatching)?
  let detail: InspectionDetail

  /// Takes the file at `path`, read as `reading`, or as what its first bytes say.
  ///
  /// Documents are shown in that detail, and `rules` are held against them.
  public init(
    _ path: String, reading: Reading?, detail: InspectionDetail = .evidence, rules: (any BufferMatching)? = nil
  ) {
    self.rules = rules
    self.path = path
    self.reading = reading
    self.detail = detail
  }

  /// Hands the objects to `body` in the order of the file, each made when its turn comes.
  ///
  /// - Throws: `Failure` where the file is missing or unreadable; what `body` throws.
  public func forEachObject(_ body: (Object) throws -> Void) async throws {
    let steps = try mailSources().map { SweepStep(source: $0, position: 0) }
    if steps.isEmpty { return try body(.attachment(try inspectDocument(), path: path)) }
    for try await batch in steps.rawMessages().parsingMIME(width: 3) {
      for mail in batch.elements { try body(.message(mail.message, mail.place)) }
      if let failure = batch.failures.first {
        throw Failure(message: "\(failure.path): \(failure.message)", isMissing: false)
      }
    }
  }

  /// The mail in the file: one source, or the folders of an Outlook data file; none where it is no mail.
  private func mailSources() throws -> [ArchiveSource] {
    if reading == .attachment { return [] }
    do throws(ArchiveError) {
      if let source = try SourceDiscovery.source(at: path) {
        // An Outlook message is a document too, and inspected as one unless it is asked for as mail.
        if source.kind == .pst { return try folders() }
        return source.kind == .msg && reading != .message ? [] : [source]
      }
      return reading == .message ? [ArchiveSource(fileAt: path, as: .eml)] : []
    } catch {
      throw Failure(error)
    }
  }

  private func folders() throws(ArchiveError) -> [ArchiveSource] {
    let found = try SourceDiscovery.discover([path])
    if found.sources.isEmpty, let error = found.unreadable.first { throw error }
    return found.sources
  }

  private func inspectDocument() throws -> AttachmentAnalysis {
    let bytes = try FileContent.bytes(ofFileAt: path, limit: Self.maximumDocumentBytes)
    let name = path.split(separator: "/").last.map(String.init)
    return AttachmentInspector(rules: rules).analyse(bytes, detail: detail).placed(name: name, declaredType: nil)
  }
}

extension InspectionInput.Failure {
  init(_ error: ArchiveError) {
    message = "\(error.path): \(error.message)"
    if case .notFound = error.code { isMissing = true } else { isMissing = false }
  }
}
