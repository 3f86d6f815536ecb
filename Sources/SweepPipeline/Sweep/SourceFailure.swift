import CaseStore
import MailArchives

/// A source that could not be swept, wholly or from some byte on.
public struct SourceFailure: Sendable, Hashable {
  /// The kinds of failure, each with an exit status of its own.
  public enum Kind: Sendable {
    /// There is no such file or folder.
    case missing
    /// A file named by the user holds no mail.
    case notMail
    /// The file cannot be read, or not to its end.
    case unreadable
  }

  /// The kind of failure.
  public var kind: Kind
  /// The source.
  public var path: String
  /// What happened, and how to mend it.
  public var message: String

  init(_ error: ArchiveError) {
    path = error.path
    message = error.message
    kind =
      switch error.code {
      case .notFound: .missing
      case .notAMailArchive: .notMail
      default: .unreadable
      }
  }

  /// A source that was found, and could not be read when its turn came.
  init(amidSweep error: ArchiveError) {
    self.init(error)
    guard kind == .missing else { return }
    kind = .unreadable
    message = "it was there when the sweep began, and is gone; where it has another name now, the next run sweeps it"
  }

  /// A message that is stepped over, or a source that is not read, because it brought the process down.
  init(_ quarantined: QuarantinedMessage) {
    path = quarantined.place.source
    let range = quarantined.place.range
    let message = "the message at byte \(range.offset) (\(range.length) bytes)"
    let what =
      switch quarantined.stage {
      case FlightRecorder.Stage.judging.name: "the conversation of \(message) not judged"
      case FlightRecorder.Stage.gathering.name: "\(message) left out of judgement"
      default: range.length == 0 ? "not read" : "\(message) stepped over"
      }
    self.message = "\(what): it \(quarantined.reason)"
    kind = .unreadable
  }

  /// A source that bears the path of another one: a file called `a.zip!b.mbox` beside a ZIP that holds `b.mbox`.
  static func ambiguous(_ path: String) -> SourceFailure {
    SourceFailure(
      ArchiveError(
        .unreadable, path: path, message: "two sources have this path, one of them was not read; rename the file"))
  }
}
