#if DEBUG
  import MailModel

  #if canImport(Glibc)
    import Glibc
  #elseif canImport(Musl)
    import Musl
  #else
    import Darwin
  #endif

  /// Faults that a test asks for, in builds for tests alone: a message or an attachment that says `X-Test-Fault: trap` does
  /// what no message should be able to.
  enum TestFault {
    private static let isOn = getenv("THREADSWEEP_TEST_FAULTS") != nil

    /// Commits the fault that `bytes` ask for at `stage`, as in `X-Test-Fault: parsing trap`.
    static func commit(_ bytes: [UInt8], at stage: FlightRecorder.Stage) {
      guard isOn else { return }
      let text = String(decoding: bytes.prefix(4_096), as: UTF8.self)
      guard let line = text.split(whereSeparator: \.isNewline).first(where: { $0.hasPrefix("X-Test-Fault: ") }) else {
        return
      }
      let words = line.dropFirst(14).split(separator: " ")
      guard words.count == 2, words[0] == stage.name else { return }
      switch words[1] {
      case "trap": _ = words[words.count]
      case "abort": abort()
      case "overflow": _ = descend(words.count)
      case "allocation": exhaust()
      case "loop": spin()
      case "kill": kill(getpid(), SIGKILL)
      default: break
      }
    }

    @inline(never) private static func descend(_ depth: Int) -> Int {
      // Not a tail call: the frame is needed after it.
      withUnsafeTemporaryAllocation(of: Int.self, capacity: 256) {
        $0[0] = depth; return descend(depth + 1) + $0[0]
      }
    }

    private static func exhaust() {
      var limit = rlimit(rlim_cur: 1 << 30, rlim_max: 1 << 30)
      #if canImport(Glibc)
        setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit)
      #endif
      var blocks: [[UInt8]] = []
      while true { blocks.append([UInt8](repeating: 1, count: 64 << 20)) }
    }

    private static func spin() {
      var count: UInt64 = 0
      while getpid() != 0 { count &+= 1 }
    }
  }
#endif
