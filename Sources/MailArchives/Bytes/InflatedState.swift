import MailModel

/// The state behind `InflatedBytes`: where inflation stands, what it gave last, and where it can be taken up again.
struct InflatedState {
  /// How much is inflated at once, and how much packed data is read at once.
  private static let pieceBytes = 128 << 10
  private static let firstPieceBytes = 32 << 10
  /// How much of what was inflated is kept.
  private static let keptBytes: Int64 = 12 << 20

  private let packed: any ByteSource
  private let description: InflatedBytes.Description
  private(set) var size = Int64.max
  private(set) var failure: ArchiveError?

  /// The pieces that were inflated last, one after another, up to `point.out`.
  private var pieces: [MailBytes] = []
  /// Where the first of `pieces` begins.
  private var keptStart: Int64 = 0
  private var point: InflationPoint
  private var marks = InflationMarks()
  /// Packed bytes that were read and not used yet; they begin at `point.packedOffset`.
  private var input = MailBytes([])

  init(_ packed: any ByteSource, _ description: InflatedBytes.Description) {
    self.packed = packed
    self.description = description
    point = InflationPoint(description.codec)
  }

  mutating func bytes(from offset: Int64, count: Int) throws(ArchiveError) -> MailBytes {
    if offset < keptStart { goBack(to: offset) }
    let (end, overflow) = offset.addingReportingOverflow(Int64(count))
    // One byte more, so that the end is known as soon as it is reached.
    let wanted = overflow || end == .max ? Int64.max : end + 1
    while point.out < min(wanted, size) { try inflatePiece(reading: offset) }
    return kept(from: offset, to: min(overflow ? .max : end, point.out, size))
  }

  // MARK: What was inflated

  private func kept(from start: Int64, to end: Int64) -> MailBytes {
    guard start >= keptStart, start < end else { return MailBytes([]) }
    let count = Int(clamping: end - start)
    var skip = Int(clamping: start - keptStart)
    var index = 0
    while index < pieces.count, skip >= pieces[index].count {
      skip -= pieces[index].count
      index += 1
    }
    guard index < pieces.count else { return MailBytes([]) }
    if skip + count <= pieces[index].count { return pieces[index][skip..<skip + count] }
    return ByteBlock(capacity: count) { memory in
      var written = 0
      for piece in pieces[index...] where written < count {
        let taken = piece[skip..<min(piece.count, skip + count - written)]
        skip = 0
        taken.withUnsafeBytes { memory[written...].copyBytes(from: $0) }
        written += taken.count
      }
      return written
    }.bytes
  }

  private mutating func keep(_ piece: MailBytes, reading offset: Int64) {
    pieces.append(piece)
    var dropped = 0
    while dropped < pieces.count - 1 {
      let end = keptStart + Int64(pieces[dropped].count)
      // What is being read is kept in any case: it was asked for in one piece.
      guard point.out - end >= Self.keptBytes, end <= offset else { break }
      keptStart = end
      dropped += 1
    }
    pieces.removeFirst(dropped)
  }

  private mutating func goBack(to offset: Int64) {
    point = marks.point(before: offset) ?? InflationPoint(description.codec)
    pieces = []
    keptStart = point.out
    input = MailBytes([])
  }

  // MARK: Inflating

  private mutating func inflatePiece(reading offset: Int64) throws(ArchiveError) {
    marks.note(point)
    if input.isEmpty, !point.isEnded {
      input = try packed.bytes(from: point.packedOffset, count: Self.pieceBytes)
    }
    let limit = description.allowance.limit
    var outcome = InflationPoint.Outcome.going
    var isStuck = false
    // A first look takes little: archives of a million small members are looked into one by one.
    let capacity = Int(clamping: min(max(point.out, Int64(Self.firstPieceBytes)), Int64(Self.pieceBytes)))
    let block = ByteBlock(capacity: capacity) { memory in
      let step = input.withUnsafeBytes { point.advance(over: $0, into: memory) }
      outcome = step.outcome
      input = input[step.consumed..<input.count]
      isStuck = step.consumed == 0 && step.produced == 0
      return step.produced
    }
    let piece = block.bytes
    if !piece.isEmpty { keep(piece, reading: offset) }
    if point.out >= limit, size == .max {
      return end(.limit("inflates beyond \(description.allowance.words); what lies beyond was not read"))
    }
    switch outcome {
    case .going:
      // Without progress the input is at its end: what was there was offered, and room there was.
      if isStuck { finish(isWhole: point.endsWithInput && input.isEmpty) }
    case .ended: finish(isWhole: true)
    case .streamEnded: try goOnBehindStream()
    case .damaged(let words):
      end(.damage("the compressed data are damaged (\(words)) behind \(point.out) inflated bytes; get the file anew"))
    }
  }

  /// A gzip file may hold several members; zeros may fill it up (RFC 1952 §2.2).
  private mutating func goOnBehindStream() throws(ArchiveError) {
    while true {
      if input.count < 2 { input = try packed.bytes(from: point.packedOffset, count: Self.pieceBytes) }
      guard !input.isEmpty else { return finish(isWhole: true) }
      let head = input[0..<2].array
      if head == [0x1F, 0x8B] {
        if point.restart() { return }
        return end(.damage("cannot be inflated: zlib has no memory"))
      }
      let zeros = input.withUnsafeBytes { bytes in bytes.firstIndex { $0 != 0 } ?? bytes.count }
      guard zeros > 0 else {
        return end(.damage("other data follow the compressed ones; they were not read"))
      }
      point.packedOffset += Int64(zeros)
      input = input[zeros..<input.count]
    }
  }

  private mutating func finish(isWhole: Bool) {
    guard isWhole else {
      return end(.damage("the compressed data are cut off behind \(point.out) inflated bytes; get the file anew"))
    }
    if let stated = description.statedSize, stated != point.out {
      return end(.damage("\(point.out) bytes instead of the \(stated) that the archive names; get the file anew"))
    }
    if let stated = description.checksum, stated != point.checksum {
      return end(.damage("fails its CRC check: the content is damaged; get the file anew"))
    }
    size = point.out
  }

  private enum Ending {
    case limit(String)
    case damage(String)
  }

  private mutating func end(_ ending: Ending) {
    switch ending {
    case .limit(let words):
      size = min(point.out, description.allowance.limit)
      failure = ArchiveError(.unreadable, path: description.path, message: words)
    case .damage(let words):
      size = point.out
      failure = ArchiveError(.unreadable, path: description.path, message: words)
    }
  }
}
