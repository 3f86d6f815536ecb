import Foundation
import MailTestSupport
import PersonalStorage
import Testing

/// The bytes of a data file in memory.
final class MemoryBytes: StorageBytes {
  private let content: [UInt8]

  init(_ content: [UInt8]) { self.content = content }

  var size: Int64 { Int64(content.count) }

  func bytes(from offset: Int64, count: Int) throws(StorageError) -> [UInt8] {
    let start = Int(min(max(offset, 0), size))
    return Array(content[start..<min(start + max(count, 0), content.count)])
  }
}

/// The data files of the repository, by name.
enum Fixture: String, CaseIterable, CustomTestStringConvertible {
  case plain = "plain.pst"
  case compressible = "compressible.pst"
  case cyclic = "cyclic.pst"
  case ansi = "ansi.pst"
  case pages4K = "pages-4k.ost"

  var testDescription: String { rawValue }

  func bytes() throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: Fixtures.path("pst/" + rawValue))))
  }

  func storage() throws -> PersonalStorage { try PersonalStorage(MemoryBytes(try bytes())) }

  /// What the writer put in.
  func truth() throws -> [TrueMessage] {
    let data = try Data(contentsOf: URL(fileURLWithPath: Fixtures.path("pst/truth.json")))
    let all = try JSONDecoder().decode([String: [TrueMessage]].self, from: data)
    return all[rawValue.split(separator: ".").first.map(String.init) ?? ""] ?? []
  }
}

/// A message as the writer put it in.
final class TrueMessage: Decodable, Sendable {
  struct Attachment: Decodable, Sendable {
    let name: String
    let sha256: String?
    let message: TrueMessage?
  }

  /// Nil for a message that no folder lists.
  let folder: String?
  let subject: String
  let id: String?
  let body: String
  let attachments: [Attachment]
}
