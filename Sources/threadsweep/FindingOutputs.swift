import CaseStore
import FindingExport
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

  init(_ options: JudgementOptions) {
    outputs = options.output
    overwrite = options.overwrite || EnvironmentTwin.isOn("overwrite")
  }

  /// Refuses before the work what would fail after it.
  func check() throws {
    for output in outputs where !overwrite && access(output.path, F_OK) == 0 {
      throw CommandFailure(.cannotCreate, "\(output.path): the file exists; --overwrite replaces it")
    }
  }

  /// Writes the findings of `store` to every output: beside its name first, then renamed.
  func write(from store: CaseStore) throws {
    guard !outputs.isEmpty else { return }
    let findings = try store.findings(FindingFilter())
    for output in outputs {
      try Self.replace(output.path, with: FindingListing.bytes(of: findings, as: output.format))
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
