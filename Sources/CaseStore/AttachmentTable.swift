import AttachmentInspection
import Foundation
import GRDB
import MailModel

extension CaseStore {
  /// The verdicts that this version of the inspector already gave on the contents named, with those rules of the user's
  /// (`AttachmentInspector.rulesDigest`).
  public func verdicts(on digests: [ContentDigest], rules: String) throws(CaseError) -> [ContentDigest:
    AttachmentVerdict]
  {
    guard !digests.isEmpty else { return [:] }
    return try read { db in
      let statement = try db.cachedStatement(
        sql: "SELECT verdict FROM attachment_content WHERE digest = ? AND inspector = ? AND rules = ?")
      var verdicts: [ContentDigest: AttachmentVerdict] = [:]
      for digest in digests where verdicts[digest] == nil {
        let packed = try Data.fetchOne(
          statement, arguments: [Data(digest.bytes), AttachmentInspector.version, rules])
        verdicts[digest] = packed.flatMap { AttachmentVerdict(packed: Array($0)) }
      }
      return verdicts
    }
  }
}
