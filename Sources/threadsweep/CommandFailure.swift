import ArgumentParser
import CaseStore
import EvidenceBag
import MailArchives
import SweepPipeline

/// An error as the user is told it: one line, and an exit status.
struct CommandFailure: Error {
  var status: ExitStatus
  var message: String

  init(_ status: ExitStatus, _ message: String) {
    self.status = status
    self.message = message
  }

  /// The one place where errors of the modules become exit statuses; nil for an error of the command line itself.
  init?(_ error: any Error) {
    switch error {
    case let failure as CommandFailure:
      self = failure
    case let error as CaseError:
      self.init(Self.status(of: error.code), error.description)
    case let error as ArchiveError:
      self.init(.partial, "\(error.path): \(error.message)")
    case let error as BagError:
      self.init(Self.status(of: error.code), error.description)
    case let error as PipelineFileError:
      self.init(.badPipeline, error.description)
    case is ExitCode, is ValidationError, is CleanExit:
      return nil
    default:
      // Errors that the argument parser throws are its own to print.
      guard String(reflecting: type(of: error)).hasPrefix("ArgumentParser.") == false else { return nil }
      self.init(.internalError, String(describing: error))
    }
  }

  private static func status(of code: CaseError.Code) -> ExitStatus {
    switch code {
    case .notFound: .noInput
    case .notACase, .tooNew, .conflict: .usage
    case .locked: .locked
    case .cannotCreate: .cannotCreate
    case .storage: .storage
    }
  }

  private static func status(of code: BagError.Code) -> ExitStatus {
    switch code {
    case .cannotCreate: .cannotCreate
    case .storage: .storage
    case .notFound: .noInput
    case .notABag: .notMail
    }
  }
}
