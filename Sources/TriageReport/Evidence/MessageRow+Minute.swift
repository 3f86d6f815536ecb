import CaseStore

extension MessageRow {
  /// The date in UTC to the minute: `2021-09-21 07:16`.
  var minute: String {
    guard let rfc3339 else { return "no date" }
    return String(rfc3339.prefix(10)) + " " + String(rfc3339.dropFirst(11).prefix(5))
  }
}
