import MailModel

extension MboxForm {
  /// How much of the file is looked at, in bytes.
  static let window = 1 << 20

  /// Learns the form of the mbox in `file`.
  ///
  /// - Throws: what reading throws.
  init(learnedFrom file: any ByteSource) throws(ArchiveError) {
    let prefix = try file.bytes(from: 0, count: Self.window + SeparatorEvidence.lookahead)
    self = prefix.withUnsafeBytes { MboxForm(learnedFrom: $0) }
  }

  /// Learns the form from the first bytes of a file.
  init(learnedFrom bytes: UnsafeRawBufferPointer) {
    terminator = Self.terminator(of: bytes)
    let lines = FromLines(in: bytes, terminator: terminator)
    learnSeparators(lines)
    learnQuoting(lines)
    keepsFlags = MessageFlags.mayStand(in: bytes, terminator: terminator)
  }

  /// CR where the file has CRs and no LF at all (line ends of an old Mac), else LF.
  private static func terminator(of bytes: UnsafeRawBufferPointer) -> UInt8 {
    if LineScan.nextLine(in: bytes, after: 0, terminator: 0x0A) != nil { return 0x0A }
    return LineScan.nextLine(in: bytes, after: 0, terminator: 0x0D) == nil ? 0x0A : 0x0D
  }

  private mutating func learnSeparators(_ lines: FromLines) {
    let certain = lines.candidates.filter { $0.evidence.mailFields >= 2 }
    let spaced = certain.filter { $0.evidence.followsBlankLine && !$0.isFirst }
    let glued = certain.filter { !$0.evidence.followsBlankLine && !$0.isFirst }
    if spaced.isEmpty, !glued.isEmpty { spacing = .anywhere }
    let counted = spacing == .anywhere ? glued : spaced
    var counts: [SeparatorLine: Int] = [:]
    for candidate in counted { counts[candidate.evidence.line, default: 0] += 1 }
    guard let first = lines.candidates.first(where: { $0.isFirst })?.evidence.line ?? counted.first?.evidence.line
    else { return }
    counts[first, default: 0] += 1
    accept(first)
    // A form that a quarter of the separators have is the file's as well: two mailboxes joined into one. One line
    // alone is more likely a mail that was pasted into a body, and so are many that stand here and there.
    let total = counts.values.reduce(0, +)
    let runs = Self.runs(of: counted.map(\.evidence.line))
    for (line, count) in counts where line.date != .none && count >= 2 && count > total / 4 {
      let own = runs[line] ?? Runs()
      if own.count * 3 <= count || own.count == 1 && own.reachesEnd { accept(line) }
    }
    let daemons = counted.filter { $0.evidence.line == SeparatorLine(sender: .daemon, date: first.date) }
    let all = counts[SeparatorLine(sender: .daemon, date: first.date)] ?? 0
    let isConstant = all >= 3 && ((total - all) * 4 <= all || daemons.count { $0.isBounce } * 2 < daemons.count)
    acceptRelatives(of: first, daemonIsConstant: isConstant)
  }

  /// How the separators of one form lie among the others.
  private struct Runs {
    var count = 0
    var reachesEnd = false
  }

  private static func runs(of lines: [SeparatorLine]) -> [SeparatorLine: Runs] {
    var runs: [SeparatorLine: Runs] = [:]
    for (index, line) in lines.enumerated() where index == 0 || lines[index - 1] != line {
      runs[line, default: Runs()].count += 1
    }
    if let last = lines.last { runs[last]?.reachesEnd = true }
    return runs
  }

  /// Accepts what stands beside the first separator's form in a Unix mailbox.
  ///
  /// There bounces from `MAILER-DAEMON` stand between mails from addresses. Where (nearly) all messages are the
  /// daemon's, or most of them are no bounces, its name is an exporter's constant.
  private mutating func acceptRelatives(of first: SeparatorLine, daemonIsConstant isConstant: Bool) {
    let mailbox = SeparatorLine(sender: .mailbox, date: first.date)
    if first.sender == .mailbox || first.sender == .words {
      accept(SeparatorLine(sender: .daemon, date: first.date))
      accept(mailbox)
    } else if first.sender == .daemon, !isConstant {
      accept(mailbox)
    }
  }

  /// A body line that begins with `From ` and is no separator shows that bodies stand as they are.
  private mutating func learnQuoting(_ lines: FromLines) {
    var candidates = lines.candidates[...]
    for at in lines.fromLines {
      while let next = candidates.first, next.at < at { candidates = candidates.dropFirst() }
      if let next = candidates.first, next.at == at, next.evidence.isSeparator(in: self) { continue }
      quoting = .none
      return
    }
  }
}

/// The lines of a file's first bytes that begin with `From `.
private struct FromLines {
  struct Candidate {
    var at: Int
    var evidence: SeparatorEvidence
    /// Whether nothing but a byte order mark and blank lines precedes.
    var isFirst: Bool
    /// Whether the separator names the daemon, and so does the header below it.
    var isBounce = false
  }

  /// How many candidates are kept.
  private static let maximumCandidates = 20_000

  /// Those that look like a separator.
  var candidates: [Candidate] = []
  /// All of them.
  var fromLines: [Int] = []

  init(in bytes: UnsafeRawBufferPointer, terminator: UInt8) {
    var at = MboxForm.contentStart(of: bytes)
    let first = at
    let limit = min(bytes.count, MboxForm.window)
    if LineScan.kind(of: bytes, at: at) == .from { note(at, first: first, in: bytes, terminator: terminator) }
    while candidates.count < Self.maximumCandidates,
      case let stop = LineScan.nextFromLine(in: bytes, after: at, limit: limit, terminator: terminator)
    {
      switch stop {
      case .from(let line):
        note(line, first: first, in: bytes, terminator: terminator)
        at = line
      case .quotedFrom(let line): at = line
      case .contentL, .blank, .lineStart, .midLine: return
      }
    }
  }

  private mutating func note(_ at: Int, first: Int, in bytes: UnsafeRawBufferPointer, terminator: UInt8) {
    guard fromLines.count < Self.maximumCandidates else { return }
    fromLines.append(at)
    let span = bytes.bindMemory(to: UInt8.self).span
    let evidence = SeparatorEvidence(
      in: span, at: at, terminator: terminator, isAtFileStart: at == first, counting: .always)
    guard let evidence else { return }
    var candidate = Candidate(at: at, evidence: evidence, isFirst: at == first)
    if evidence.line.sender == .daemon {
      candidate.isBounce = SeparatorEvidence.isBounce(in: span, belowLineAt: at, terminator: terminator)
    }
    candidates.append(candidate)
  }
}

extension MboxForm {
  /// The first byte that is neither a UTF-8 byte order mark nor a line end.
  static func contentStart(of bytes: UnsafeRawBufferPointer) -> Int {
    var index = byteOrderMark(of: bytes)
    while index < bytes.count, bytes[index] == 0x0A || bytes[index] == 0x0D { index += 1 }
    return index
  }

  /// The length of the UTF-8 byte order mark with which the bytes begin; 0 where there is none.
  static func byteOrderMark(of bytes: UnsafeRawBufferPointer) -> Int {
    bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF ? 3 : 0
  }
}
