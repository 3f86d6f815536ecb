#if YARA
  import AttachmentInspection
  import CYARA
  import Synchronization

  /// Compiled rules and the scanners that run them.
  ///
  /// `@unchecked Sendable` holds: libyara lets any number of scanners use the same rules, which nobody changes once they
  /// are compiled; a scanner belongs to one thread at a time, because it is taken out of `idle` under the lock and put
  /// back when its search is over. Nothing of libyara's is used after `deinit`, since every search holds `self`.
  final class CompiledRules: @unchecked Sendable {
    private typealias Scanner = UnsafeMutablePointer<YR_SCANNER>

    /// Seconds that a search of one buffer may take.
    private static let patience: Int32 = 10

    private let rules: UnsafeMutablePointer<YR_RULES>
    private let idle = Mutex<[Int]>([])

    /// Takes rules over.
    init(_ rules: UnsafeMutablePointer<YR_RULES>) { self.rules = rules }

    deinit {
      for scanner in idle.withLock({ $0 }) { yr_scanner_destroy(Scanner(bitPattern: scanner)) }
      yr_rules_destroy(rules)
    }

    /// What the rules find in those bytes.
    func matches(in bytes: [UInt8]) -> BufferMatches {
      let search = search(bytes)
      return BufferMatches(matches: search.matches, isCut: search.isCut)
    }

    /// A module that the rules import and may not; nil where there is none.
    func forbiddenModule() -> String? { search([0]).forbiddenModule }

    private func search(_ bytes: [UInt8]) -> RuleSearch {
      var search = RuleSearch()
      guard let scanner = takeScanner() else {
        search.isCut = true
        return search
      }
      let status = withUnsafeMutablePointer(to: &search) { search in
        // Called back only from within yr_scanner_scan_mem, during which `search` stays where it is.
        yr_scanner_set_callback(
          scanner, { _, message, data, search in RuleSearch.hear(message, data, search) },
          UnsafeMutableRawPointer(search))
        return bytes.withUnsafeBufferPointer { yr_scanner_scan_mem(scanner, $0.baseAddress, $0.count) }
      }
      yr_scanner_set_callback(scanner, nil, nil)
      if status == ERROR_SUCCESS {
        idle.withLock { $0.append(Int(bitPattern: scanner)) }
      } else {
        search.isCut = true
        yr_scanner_destroy(scanner)
      }
      return search
    }

    private func takeScanner() -> Scanner? {
      if let known = idle.withLock({ $0.popLast() }) { return Scanner(bitPattern: known) }
      var scanner: Scanner?
      guard yr_scanner_create(rules, &scanner) == ERROR_SUCCESS, let scanner else { return nil }
      yr_scanner_set_timeout(scanner, Self.patience)
      // The bytes lie in memory of our own: no signal handlers for mapped files that shrink.
      yr_scanner_set_flags(
        scanner, SCAN_FLAGS_REPORT_RULES_MATCHING | SCAN_FLAGS_FAST_MODE | SCAN_FLAGS_NO_TRYCATCH)
      return scanner
    }
  }
#endif
