import CaseStore
import FindingExport
import MailArchives
import MailModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The files that findings are written to beside the case.
struct FindingOutputs {
  private let outputs: [OutputArgument]
  private let overwrite: Bool

  init(_ outputs: [OutputArgument], overwrite: Bool) {
    self.outputs = outputs
    self.overwrite = overwrite
  }

  /// Takes the outputs of the command line, or else those of `THREADSWEEP_OUTPUT`, separated by blanks.
  init(_ options: JudgementOptions) throws {
    let twin = EnvironmentTwin.value(of: "output")?.split(separator: " ").map(String.init) ?? []
    outputs =
      options.output.isEmpty
      ? try twin.map { text in
        guard let output = OutputArgument(argument: text) else {
          throw CommandFailure(.usage, "THREADSWEEP_OUTPUT: '\(text)' is not a value of --output")
        }
        return output
      } : options.output
    overwrite = options.overwrite || EnvironmentTwin.isOn("overwrite")
  }

  /// Refuses before the work what would fail after it, or would replace the case.
  func check(casePath: String) throws {
    var taken: Set<String> = []
    let caseFiles = ["", "-wal", "-shm", "-lock"].map { casePath + $0 }
    for output in outputs {
      guard taken.insert(output.path).inserted else {
        throw CommandFailure(.usage, "\(output.path): two outputs have the same name")
      }
      let isCase = caseFiles.contains { file in
        file == output.path || FileIdentity(file).map { $0 == FileIdentity(output.path) } ?? false
      }
      if isCase {
        throw CommandFailure(.cannotCreate, "\(output.path): this is the case itself; name another output")
      }
      if !overwrite, access(output.path, F_OK) == 0 {
        throw CommandFailure(.cannotCreate, "\(output.path): the file exists; --overwrite replaces it")
      }
      let slash = output.path.lastIndex(of: "/")
      let folder = slash.map { $0 == output.path.startIndex ? "/" : String(output.path[..<$0]) } ?? "."
      if access(folder, W_OK) != 0 {
        throw CommandFailure(.cannotCreate, "\(output.path): the folder does not exist, or may not be written to")
      }
    }
  }

  /// Writes the findings of `store`, from low upwards, to every output.
  func write(from store: CaseStore) throws {
    guard !outputs.isEmpty else { return }
    try write(try store.findings(FindingFilter(now: Present.seconds)), from: store)
  }

  /// Writes `findings` of `store` to every output: beside its name first, then renamed.
  ///
  /// A source of the case is never replaced: it is evidence.
  func write(_ findings: [FindingRow], from store: CaseStore) throws {
    let sources = Set(
      try store.sources().flatMap { [$0.path, $0.location ?? $0.path] }.compactMap { FileIdentity($0) })
    for output in outputs {
      if let file = FileIdentity(output.path), sources.contains(file) {
        throw CommandFailure(.cannotCreate, "\(output.path): this is a source of the case; name another output")
      }
      try Self.replace(output.path, with: output.format.bytes(of: findings, version: ThreadsweepCommand.version))
    }
  }

  private static func replace(_ path: String, with bytes: [UInt8]) throws {
    let beside = path + ".part"
    unlink(beside)
    let descriptor = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw failure(path, errno) }
    let error = DescriptorWriting.writeAll(bytes, to: descriptor)
    guard error == 0 else {
      close(descriptor)
      unlink(beside)
      throw failure(path, error)
    }
    guard fsync(descriptor) == 0, close(descriptor) == 0, rename(beside, path) == 0 else { throw failure(path, errno) }
  }

  private static func failure(_ path: String, _ error: Int32) -> CommandFailure {
    let status: ExitStatus = [ENOSPC, EIO, EFBIG, EDQUOT].contains(error) ? .storage : .cannotCreate
    return CommandFailure(status, "\(path): \(String(cString: strerror(error)))")
  }
}

/// A file whatever name it is reached by: its device and its inode.
private struct FileIdentity: Hashable {
  private let device: UInt64
  private let inode: UInt64

  init?(_ path: String) {
    var status = stat()
    guard PathText.withSystemPath(path, { stat($0, &status) }) == 0 else { return nil }
    device = UInt64(truncatingIfNeeded: status.st_dev)
    inode = UInt64(truncatingIfNeeded: status.st_ino)
  }
}
