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

    /// A moment at which a run can be made to wait.
    enum Moment: String {
      /// What is to be swept is known, and nothing is read yet.
      case planned
      /// A piece of a source was read, and is not stored yet.
      case reading
      /// All is swept, and no conversation is judged yet.
      case judging
      /// The case is written.
      case summing
    }

    private static let asked = getenv("THREADSWEEP_TEST_HALT").map { String(cString: $0).split(separator: " ") }
    private nonisolated(unsafe) static var hasHalted = false

    /// Waits at `moment`, once, where `THREADSWEEP_TEST_HALT` says `MOMENT FILE`: the file is made, and waited for until
    /// somebody removes it.
    static func halt(at moment: Moment) {
      guard let asked, asked.count == 2, asked[0] == moment.rawValue, !hasHalted else { return }
      hasHalted = true
      close(open(String(asked[1]), O_WRONLY | O_CREAT, 0o600))
      while access(String(asked[1]), F_OK) == 0 { usleep(2_000) }
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
