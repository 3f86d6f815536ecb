import Foundation
import GRDB
import HijackDetection
import MailModel

/// A mail server as `servers list` shows it: all builds under one name.
public struct ServerRow: Sendable {
  /// The server's name, lower case.
  public var host: String
  /// Its builds, the oldest sighting first.
  public var builds: [ServerBuildRow]

  /// The holes that were open in one of its builds.
  public var vulnerabilities: [Vulnerability] {
    Vulnerability.allCases.filter { hole in builds.contains { $0.build.vulnerabilities.contains(hole) } }
  }
}

/// A server with one build.
public struct ServerBuildRow: Sendable {
  /// The build.
  public var build: ExchangeBuild
  /// When it was first seen, in seconds since 1970; nil where no field has a date.
  public var firstSeen: Int64?
  /// When it was last seen.
  public var lastSeen: Int64?
  /// Messages that it took.
  public var messages: Int
  /// Messages that it took as one of the last servers before the mailbox.
  public var delivered: Int
  /// The message that shows it last, at its smallest place.
  public var witness: Place
  /// The witness's identity.
  public var witnessDigest: ContentDigest
}

extension CaseStore {
  /// The Exchange servers that the archive's mail names, by name.
  public func servers() throws(CaseError) -> [ServerRow] {
    try read { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT s.host, s.build, s.first_seen, s.last_seen, s.messages, s.delivered, s.witness, m.digest
          FROM server s JOIN message m ON m.id = s.witness ORDER BY s.host, s.first_seen, s.last_seen, s.build
          """)
      var servers: [ServerRow] = []
      for row in rows {
        guard let build = ExchangeBuild(row[1]) else { continue }
        let entry = ServerBuildRow(
          build: build, firstSeen: row[2], lastSeen: row[3], messages: row[4], delivered: row[5],
          witness: try CaseStore.smallestPlace(ofMessage: row[6], db),
          witnessDigest: ContentDigest(bytes: row[7] as Data) ?? .zero)
        if servers.last?.host == row[0] as String {
          servers[servers.count - 1].builds.append(entry)
        } else {
          servers.append(ServerRow(host: row[0], builds: [entry]))
        }
      }
      return servers
    }
  }

  static func replaceServers(with servers: [(row: Int64, server: MailServer)], _ db: Database) throws {
    try db.execute(sql: "DELETE FROM server")
    let insert = try db.cachedStatement(
      sql: """
        INSERT INTO server (host, build, first_seen, last_seen, messages, delivered, witness)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """)
    for (row, server) in servers {
      try insert.execute(arguments: [
        server.host, server.build.text, server.firstSeen, server.lastSeen, server.messages, server.delivered, row,
      ])
    }
  }
}
