import Foundation

/// The processors of this machine.
enum ProcessorCount {
  /// How many this process may use, at least 1.
  static var online: Int { max(1, ProcessInfo.processInfo.activeProcessorCount) }
}
