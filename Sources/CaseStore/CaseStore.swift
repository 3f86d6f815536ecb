import GRDB

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A case: one SQLite file that holds what was swept, and what was judged of it.
///
/// Extract once, ask again: every command but `scan` answers from this file alone. One process writes at a time (see
/// `CaseLock`); readers work beside it (WAL).
public final class CaseStore: Sendable {
  /// What a case is opened for.
  public enum Access: Sendable {
    /// Reading only; the case must exist.
    case reading
    /// Writing to a case that exists.
    case writing
    /// Writing; the case is made where it does not exist.
    case creating
  }

  /// The case's file.
  public let path: String
  let database: any DatabaseReader & DatabaseWriter
  private let lock: CaseLock?

  /// Opens the case at `path`, bringing an older one forward where it is opened for writing.
  ///
  /// A new file has mode 0600: it holds people's mail.
  ///
  /// - Throws: `notFound`, `notACase`, `tooNew`, `locked`, `cannotCreate` or `storage`.
  public init(path: String, for access: Access) throws(CaseError) {
    self.path = path
    if access == .creating {
      try Self.createFile(at: path)
    } else if fileAccess(path, F_OK) != 0 {
      throw CaseError(.notFound, path: path, message: "no case lies here; `threadsweep scan` makes one")
    }
    lock = access == .reading ? nil : try CaseLock(path: path)
    do {
      database = try DatabasePool(path: path, configuration: Self.configuration(for: access))
      try Self.checkIdentity(of: database, path: path, access: access)
      if access != .reading { try CaseSchema.migrator.migrate(database) }
    } catch {
      throw CaseError(error, path: path)
    }
  }

  /// Leaves the case as one plain file that can be read anywhere, read-only media included; the store is done with.
  ///
  /// A file in write-ahead mode wants a second one beside it even for reading. While others read the case it cannot
  /// change its mode, and stays as it is: the next run does it.
  public func seal() {
    do {
      try database.close()
      let queue = try DatabaseQueue(path: path)
      try queue.inDatabase { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
      try queue.close()
    } catch {
      // Nothing is lost: all transactions are on disk, in the file or in the log beside it.
    }
  }

  private static func createFile(at path: String) throws(CaseError) {
    let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    if descriptor >= 0 {
      close(descriptor)
      return
    }
    let reason = errno
    guard reason != EEXIST else { return }
    throw CaseError(
      reason == ENOSPC || reason == EIO ? .storage : .cannotCreate, path: path,
      message: "the case cannot be created: \(String(cString: strerror(reason)))")
  }

  private static func configuration(for access: Access) -> Configuration {
    var configuration = Configuration()
    configuration.readonly = access == .reading
    configuration.maximumReaderCount = 4
    configuration.busyMode = .timeout(10)
    configuration.prepareDatabase { db in
      try db.execute(sql: "PRAGMA synchronous = FULL")
      // 16 MiB of pages: the upper levels of the indexes of a few million messages.
      try db.execute(sql: "PRAGMA cache_size = -16384")
      if !db.configuration.readonly { try db.execute(sql: "PRAGMA wal_autocheckpoint = 4000") }
    }
    return configuration
  }

  private static func checkIdentity(
    of database: any DatabaseReader, path: String, access: Access
  ) throws {
    try database.read { db in
      let application = try Int32.fetchOne(db, sql: "PRAGMA application_id") ?? 0
      // A process that was killed at once leaves the migrator's own table, and nothing else yet.
      let tables =
        try Int.fetchOne(
          db,
          sql:
            "SELECT count(*) FROM sqlite_schema WHERE name != 'grdb_migrations' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
        ) ?? 0
      if tables == 0 && access == .creating { return }
      guard application == CaseSchema.applicationID else {
        throw CaseError(.notACase, path: path, message: "the file is a database, but not a threadsweep case")
      }
      let migrator = CaseSchema.migrator
      if try migrator.hasBeenSuperseded(db) {
        throw CaseError(.tooNew, path: path, message: "the case was written by a newer threadsweep; update this one")
      }
      if access == .reading, try !migrator.hasCompletedMigrations(db) {
        throw CaseError(
          .conflict, path: path,
          message: "the case was written by an older threadsweep; run `threadsweep rescore` on it")
      }
    }
  }

  /// Runs `body` in a read transaction.
  func read<Value: Sendable>(_ body: @Sendable (Database) throws -> Value) throws(CaseError) -> Value {
    do { return try database.read(body) } catch { throw CaseError(error, path: path) }
  }

  /// Runs `body` in a write transaction on the database's own queue, without blocking the caller's thread.
  func write<Value: Sendable>(
    _ body: @escaping @Sendable (Database) throws -> Value
  ) async throws(CaseError) -> Value {
    do { return try await database.write(body) } catch { throw CaseError(error, path: path) }
  }
}

private func fileAccess(_ path: String, _ mode: Int32) -> Int32 { access(path, mode) }
