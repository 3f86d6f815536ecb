import CaseStore

/// What is asked for, by whom, and with which program: the first line of the custody record.
public struct EvidenceRequest: Sendable {
  /// The id of a finding, a conversation or a campaign, or a message's identifier.
  public var subject: String
  /// The arguments of the program, as they were given.
  public var arguments: [String]
  /// The user's name in the system.
  public var user: String
  /// The machine's name.
  public var host: String
  /// The program's version.
  public var version: String
  /// The present, in seconds since 1970.
  public var now: Int64

  /// Makes a request from all that is to be recorded of it.
  public init(subject: String, arguments: [String], user: String, host: String, version: String, now: Int64) {
    self.subject = subject
    self.arguments = arguments
    self.user = user
    self.host = host
    self.version = version
    self.now = now
  }

  /// The conversations asked for, sorted; none where nothing in `store` has that id.
  func conversations(in store: CaseStore) throws(CaseError) -> [String] {
    if let campaign = try store.campaign(subject) { return campaign.conversations }
    return try store.conversation(named: subject).map { [$0] } ?? []
  }
}
