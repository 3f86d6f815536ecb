import Conversations
import MailModel

/// Findings on servers: those of the archive's own people that ran a build with an open hole when it was attacked.
///
/// An indication, not a proof of a break-in, and it says so; it stays below the alarm line.
public struct ExposurePass {
  /// Days before the first known attacks in which a sighting still tells something.
  private static let days: Int64 = 180

  /// What the findings on servers need to know of the rest of the case.
  public struct Context {
    /// What the people who sweep know of their own mail.
    public var organisation: Organisation
    /// The facts of the servers' witnesses, by message.
    public var facts: [ContentDigest: MessageFacts]
    /// The conversations of the witnesses.
    public var conversations: [ContentDigest: ConversationID]
    /// How many hijacking messages at the alarm line passed through each host.
    public var hijacks: [String: Int]

    /// Makes a context from its parts.
    public init(
      organisation: Organisation, facts: [ContentDigest: MessageFacts],
      conversations: [ContentDigest: ConversationID], hijacks: [String: Int]
    ) {
      self.organisation = organisation
      self.facts = facts
      self.conversations = conversations
      self.hijacks = hijacks
    }
  }

  /// The servers that a finding can be made of: own ones with an open hole, in the order of the listing.
  public static func candidates(_ servers: [MailServer], _ organisation: Organisation) -> [MailServer] {
    servers.filter { server in
      !openings(of: server).isEmpty && (server.delivered > 0 || organisation.owns(server.host))
    }
  }

  /// One finding for each host among `candidates`, ranked.
  public static func findings(_ candidates: [MailServer], _ context: Context) -> [Finding] {
    Dictionary(grouping: candidates, by: \.host).values
      .compactMap { finding(on: $0.sorted { $0.build < $1.build }, context) }
      .sorted(by: Finding.ranked)
  }

  /// The holes that were open in times of attack, or shortly before.
  private static func openings(of server: MailServer) -> [Vulnerability] {
    guard let lastSeen = server.lastSeen else { return [] }
    return server.build.vulnerabilities.filter { lastSeen >= $0.attackedSince - days * 86_400 }
  }

  private static func finding(on builds: [MailServer], _ context: Context) -> Finding? {
    let latest = builds.max { ($0.lastSeen ?? .min, $1.witness) < ($1.lastSeen ?? .min, $0.witness) }
    guard let latest, let facts = context.facts[latest.witness],
      let conversation = context.conversations[latest.witness]
    else { return nil }
    let holes = Vulnerability.allCases.compactMap { hole -> (hole: Vulnerability, builds: [MailServer])? in
      let open = builds.filter { openings(of: $0).contains(hole) }
      return open.isEmpty ? nil : (hole, open)
    }
    let wasAttacked = holes.contains { hole in
      hole.builds.contains { ($0.lastSeen ?? .min) >= hole.hole.attackedSince }
    }
    let hijacks = context.hijacks[latest.host] ?? 0
    let score = !wasAttacked ? 0.3 : hijacks > 0 ? 0.75 : 0.6
    let names = holes.map(\.hole.rawValue).joined(separator: "\n")
    return Finding(
      id: "f" + ContentDigest(of: "exposure\n" + latest.host).hex.prefix(20), kind: .exposure,
      level: Level(score: score), score: score, family: "exposed-server", message: latest.witness,
      messageID: facts.edges.messageID?.rawValue, conversation: conversation, campaign: nil, date: facts.date,
      from: facts.from?.key ?? facts.author, subject: facts.subject,
      signals: holes.map { signal($0.hole, $0.builds, hijacks: hijacks) }, attachments: facts.attachments,
      fingerprint: String(ContentDigest(of: "exposure\n" + latest.host + "\n" + names).hex.prefix(32)))
  }

  private static func signal(_ hole: Vulnerability, _ builds: [MailServer], hijacks: Int) -> Signal {
    let seen = builds.map { server in
      "\(server.build.text) from \(day(server.firstSeen)) to \(day(server.lastSeen))"
    }
    let passed = hijacks > 0 ? "; \(hijacks) hijacking messages passed through it" : ""
    return Signal(
      id: "server-open-to-" + hole.rawValue, group: .transport, weight: 0,
      evidence: bounded(builds.first?.host ?? "", to: 128) + " ran " + seen.prefix(4).joined(separator: ", ")
        + ", open to " + hole.cves.joined(separator: ", ") + passed)
  }

  private static func day(_ seconds: Int64?) -> String {
    seconds.map { String(MailDate(seconds: $0).rfc3339.prefix(10)) } ?? "an unknown day"
  }
}
