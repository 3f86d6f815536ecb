import CaseStore
import MailModel

extension JSONWriter {
  /// Writes an acceptance as `threadsweep.acceptance/1`; `now` is in seconds since 1970.
  public mutating func acceptance(_ acceptance: Acceptance, now: Int64) {
    object { json in
      json.field("schema", "threadsweep.acceptance/1")
      json.field("state", acceptance.state(at: now))
      json.field("finding", acceptance.finding)
      json.field("fingerprint", acceptance.fingerprint)
      json.field("until", acceptance.until.map { MailDate(seconds: $0).rfc3339 })
      json.field("accepted", MailDate(seconds: acceptance.accepted).rfc3339)
      json.field("reason", acceptance.reason)
    }
  }
}

extension Acceptance {
  /// `used`, `unused` (no finding has that content any more) or `expired`, at the moment `now`.
  public func state(at now: Int64) -> String { isExpired(at: now) ? "expired" : isUsed ? "used" : "unused" }
}
