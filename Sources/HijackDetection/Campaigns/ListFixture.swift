import MailModel

/// Links that a mailing list puts below every message: all its mail shares them, so they make no wave.
enum ListFixture {
  /// Messages of the list, more than a week away, that make a link a fixture: waves are over by then.
  private static let minimum = 4

  /// Path segments by which list servers lead to themselves, lower case.
  private static let segments: Set<String> = [
    "mailman", "listinfo", "mailman3", "postorius", "unsubscribe", "subscribe", "groups", "subscriptions",
  ]

  /// Whether a link of a message is one of its list: by its path, or because the list's mail bears it at other times.
  static func holds(_ link: LinkFact, of message: JudgedMessage) -> Bool {
    guard let list = message.facts.listID, !list.isEmpty else { return false }
    let name = list.prefix { $0 != "." }
    let leadsToList = link.path.lowercased().split(separator: "/").contains { segment in
      segments.contains(String(segment)) || segment.utf8.count >= 3 && segment == name
    }
    if leadsToList { return true }
    let key = MessageKeys.listLink(list, link)
    let earlier = message.history.before(key, byAtLeast: Wave.week.rawValue)
    return earlier + message.history.after(key, beyond: .week) >= minimum
  }
}
