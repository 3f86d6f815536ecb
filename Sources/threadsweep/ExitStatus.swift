import MailModel

/// What a command says to the shell when it ends (sysexits.h where it has a number for it).
enum ExitStatus: Error, Hashable {
  case complete
  case partial
  case findings
  case stoppedAtMaximumDuration
  case usage
  case notMail
  case noInput
  case internalError
  case cannotCreate
  case storage
  case locked
  case badPipeline
  case interrupted(Int32)

  /// The number.
  var code: Int32 {
    switch self {
    case .complete: 0
    case .partial: 3
    case .findings: 10
    case .stoppedAtMaximumDuration: 11
    case .usage: 64
    case .notMail: 65
    case .noInput: 66
    case .internalError: 70
    case .cannotCreate: 73
    case .storage: 74
    case .locked: 75
    case .badPipeline: 78
    case .interrupted(let signal): 128 + signal
    }
  }

  /// Where several hold, the one with the lowest rank is told.
  private var rank: Int {
    switch self {
    case .interrupted: 0
    case .internalError: 1
    case .storage: 2
    case .cannotCreate: 3
    case .locked: 4
    case .badPipeline: 5
    case .usage: 6
    case .noInput: 7
    case .notMail: 8
    case .stoppedAtMaximumDuration: 9
    case .partial: 10
    case .findings: 11
    case .complete: 12
    }
  }

  /// The status that is told where all of `statuses` hold.
  static func first(of statuses: some Sequence<ExitStatus>) -> ExitStatus {
    statuses.min { $0.rank < $1.rank } ?? .complete
  }

  /// Ends the command with this status, where it is not `complete`.
  func throwUnlessComplete() throws {
    if self != .complete { throw self }
  }
}
