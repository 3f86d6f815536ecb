import AttachmentInspection
import Foundation
import GRDB
import HijackDetection
import MailModel

/// A content whose verdict another version of the inspector gave, or other rules.
public struct OutdatedContent: Sendable, Hashable {
  /// The content's row.
  public var row: Int64
  /// The digest of its bytes.
  public var digest: ContentDigest
  /// The rules that its verdict was made with; empty where there were none.
  public var rules: String
  /// Whether the case keeps its bytes.
  public var isKept: Bool
}

/// An attachment of one message, with what the mail around it says of it.
public struct AttachmentPlace: Sendable, Hashable {
  /// The message's row.
  public var message: Int64
  /// Its number among the message's attachments.
  public var ordinal: Int
  /// The declared name; nil where none was given.
  public var name: String?
  /// The declared media type.
  public var declaredType: String
  /// The passwords that the mail names, best first, where the content is locked.
  public var passwords: [String]
}

extension CaseStore {
  /// The contents whose verdict is older than this version of the inspector, or was made with other rules than `rules`,
  /// by digest; nil stands for any rules.
  public func outdatedContents(rules: String?) throws(CaseError) -> [OutdatedContent] {
    try read { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT c.id, c.digest, c.rules, k.deflated IS NOT NULL
          FROM attachment_content c LEFT JOIN kept_content k ON k.content = c.id
          WHERE c.inspector < ?1 OR (?2 IS NOT NULL AND c.rules <> ?2) ORDER BY c.digest
          """, arguments: [AttachmentInspector.version, rules])
      return rows.map {
        OutdatedContent(
          row: $0[0], digest: ContentDigest(bytes: $0[1] as Data) ?? .zero, rules: $0[2], isKept: $0[3])
      }
    }
  }

  /// Where a content is attached, in the order of the messages.
  public func places(ofContent row: Int64) throws(CaseError) -> [AttachmentPlace] {
    try read { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT message, ordinal, filename, content_type, passwords FROM part WHERE content = ?
          ORDER BY message, ordinal
          """, arguments: [row])
      return rows.map {
        AttachmentPlace(
          message: $0[0], ordinal: $0[1], name: $0[2], declaredType: $0[3],
          passwords: (($0[4] as String?) ?? "").split(separator: "\n").map(String.init))
      }
    }
  }

  /// Puts a new verdict in the place of an old one, and what follows from it at each place into the facts of its message,
  /// in one transaction.
  public func replaceVerdict(
    ofContent row: Int64, with verdict: AttachmentVerdict, rules: String,
    facts: [(place: AttachmentPlace, fact: AttachmentFact)]
  ) async throws(CaseError) {
    try await write { db in
      try db.cachedStatement(
        sql: "UPDATE attachment_content SET type = ?, score = ?, inspector = ?, rules = ?, verdict = ? WHERE id = ?"
      ).execute(arguments: [
        verdict.type.rawValue, verdict.score, AttachmentInspector.version, rules, Data(verdict.packed()), row,
      ])
      let update = try db.cachedStatement(sql: "UPDATE message_facts SET packed = ? WHERE message = ?")
      for (place, fact) in facts {
        guard var found = try CaseStore.facts(ofMessage: place.message, db),
          found.attachments.indices.contains(place.ordinal), found.attachments[place.ordinal].digest == fact.digest
        else { continue }
        // Where it stands in the message is no matter of inspection.
        let range = found.attachments[place.ordinal].range
        found.attachments[place.ordinal] = fact
        found.attachments[place.ordinal].range = range
        try update.execute(arguments: [Data(found.packed()), place.message])
      }
    }
  }
}
