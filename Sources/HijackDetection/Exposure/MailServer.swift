import MailModel

/// An Exchange server with one build, as the Received fields of an archive show it.
public struct MailServer: Sendable, Hashable {
  /// The server's name, lower case.
  public var host: String
  /// Its build.
  public var build: ExchangeBuild
  /// When it first took a message with this build, in seconds since 1970; nil where no such field has a date.
  public var firstSeen: Int64?
  /// When it last did.
  public var lastSeen: Int64?
  /// Messages that it took.
  public var messages: Int
  /// Messages that it took as one of the last servers before the mailbox: a server of the archive's own people.
  public var delivered: Int
  /// The message that shows the build last.
  public var witness: ContentDigest

  /// Makes a server from what is stored of it.
  public init(
    host: String, build: ExchangeBuild, firstSeen: Int64?, lastSeen: Int64?, messages: Int, delivered: Int,
    witness: ContentDigest
  ) {
    self.host = host
    self.build = build
    self.firstSeen = firstSeen
    self.lastSeen = lastSeen
    self.messages = messages
    self.delivered = delivered
    self.witness = witness
  }
}
