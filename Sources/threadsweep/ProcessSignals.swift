import Dispatch
import SweepPipeline

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The signals of the process.
enum ProcessSignals {
  /// Makes a closed pipe and a reached file size limit errors of the write, not the end of the process.
  static func ignoreBrokenPipesAndFileLimits() {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
  }

  /// Ends a sweep gracefully at the first SIGINT, SIGTERM or SIGHUP (a lost session), and at once at the second.
  ///
  /// A lost session counts as SIGTERM: the statuses promised are 130 and 143.
  static func stopping(_ stop: StopSignal) -> [any DispatchSourceSignal] {
    [SIGINT, SIGTERM, SIGHUP].map { number in
      let told = number == SIGHUP ? SIGTERM : number
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        if stop.reason != nil { _exit(128 + told) }
        stop.stop(.interrupted(told))
        StandardError.write("\nthreadsweep: stopping at the next checkpoint; once more ends at once\n")
      }
      source.resume()
      return source
    }
  }
}
