import MailModel

/// Walks the MIME tree of a message in one pass over its lines, with a stack of its own instead of recursion.
///
/// A line is compared with the boundaries of all multiparts that are open, the innermost first (RFC 2046 §5.1.2 says
/// that a boundary of an outer multipart ends the inner ones).
struct StructureScanner {
  let bytes: ByteView
  private var lines: LineScanner
  let limits: ParsingLimits
  var structure = MIMEStructure()

  private var frames: [Frame] = []
  private var isFull = false
  private var recoveries: [Recovery] = []
  /// Where the region that is being walked ends.
  private var end: Int
  private var isRecovering = false

  /// The leaves that were found, where a second reading looks for more.
  private var known: Set<LeafIdentity> = []
  /// Bytes that may yet be searched for lines which end with CR alone.
  private var returnBudget: Int

  /// Regions that are read a second time, at most.
  private static let recoveryLimit = 128
  /// Lines at the beginning of a plain text in which a delimiter counts as one.
  private static let linesOfDisguise = 10

  private struct Frame {
    /// The delimiter without the two hyphens; nil for a message.
    var boundary: [UInt8]?
    /// What the paths of children begin with; empty for the message as a whole.
    var prefix: String
    var isDigest = false
    var container: Int
    var childCount = 0
    var hasStarted = false
    var hasEnded = false
    /// The multipart itself, as the leaf it becomes where its boundary never appears.
    var asLeaf: Leaf?
    /// The leaves and containers found when it was opened.
    var start: Int
  }

  /// A region that another reader may see otherwise: it is read again, with a boundary of which it is not sure.
  struct Recovery {
    var region: Range<Int>
    var prefix: String
    var container: Int
    /// The boundary that the first reading used.
    var stated: [UInt8]?
    /// The boundary to try before one is guessed.
    var tried: [UInt8]?
    /// Whether lines end with CR alone.
    var endsLinesWithReturn = false
  }

  private struct LeafIdentity: Hashable {
    var body: Range<Int>
    var type: String

    init(_ leaf: Leaf) {
      body = leaf.body
      type = leaf.contentType.type
    }
  }

  private struct Delimiter {
    var frame: Int
    var isClosing: Bool
    var lineStart: Int
    var next: Int
  }

  init(bytes: ByteView, lines: LineScanner, limits: ParsingLimits) {
    self.bytes = bytes
    self.lines = lines
    self.limits = limits
    end = bytes.count
    returnBudget = bytes.count * 4
  }

  // MARK: The walk

  /// Walks the message whose header block was read already.
  mutating func walk(header: HeaderBlock) {
    structure.containers.append(Container(kind: .message, parent: nil, child: 1))
    frames = [Frame(boundary: nil, prefix: "", container: 0, childCount: 1, start: 0)]
    // What is wrong with the message's own fields is told by whoever reads them.
    var header = header
    header.defects = []
    var entity = next(of: header, start: 0, defaultType: "text/plain")
    while let (start, defaultType) = entity {
      let block = scanHeader(from: start)
      entity = next(of: block, start: start, defaultType: defaultType)
    }
    recover()
  }

  /// Takes in an entity whose header block is known; returns where the next entity begins.
  private mutating func next(
    of block: HeaderBlock, start: Int, defaultType: String
  ) -> (start: Int, defaultType: String)? {
    let path = currentPath()
    for defect in block.defects { note(defect.code, path, defect.offset) }
    var header = EntityHeader()
    header.start = start
    var type = ContentType(default: defaultType)
    var seen: UInt32 = 0
    var secondType: ContentType?
    for field in block.fields {
      let kind = HeaderFieldTable.standard.fields[field.index].kind
      switch kind {
      case .contentType, .contentTransferEncoding, .contentDisposition, .contentID:
        guard seen & kind.bit == 0 else {
          note(.duplicateHeader, path, field.start)
          if kind == .contentType { secondType = secondType ?? contentType(field.body) }
          if kind == .contentTransferEncoding {
            header.secondTransferEncoding = header.secondTransferEncoding ?? field.body
          }
          continue
        }
        seen |= kind.bit
      default: continue
      }
      switch kind {
      case .contentType:
        type = contentType(field.body)
        header.contentType = field.body
        for code in type.defects { note(code, path, field.start) }
      case .contentTransferEncoding: header.transferEncoding = field.body
      case .contentDisposition: header.disposition = field.body
      default: header.contentID = field.body
      }
    }
    secondType = secondType ?? typeBehindReturn(in: start..<block.bodyStart)
    let parent = frames.last
    let leaf = Leaf(
      path: path, contentType: type, header: header, body: block.bodyStart..<block.bodyStart,
      container: parent?.container ?? 0, child: parent?.childCount ?? 1, isRecovered: isRecovering || isBehindEnd)
    if let secondType, secondType.type != type.type || secondType.boundary != type.boundary {
      note(.ambiguousStructure, path, start)
      if secondType.isMultipart {
        let regionEnd = nextDelimiter(from: block.bodyStart).map {
          bodyEnd(before: $0.lineStart, from: block.bodyStart)
        }
        ask(
          Recovery(
            region: block.bodyStart..<max(block.bodyStart, regionEnd ?? end), prefix: path, container: leaf.container,
            stated: type.boundary, tried: secondType.boundary))
      }
    }
    if type.isMultipart { return openMultipart(leaf, bodyStart: block.bodyStart) }
    if type.isMessage, isPlain(header), openMessage(leaf) { return (block.bodyStart, "text/plain") }
    let delimiter = nextDelimiter(from: block.bodyStart)
    let leafEnd = delimiter.map { bodyEnd(before: $0.lineStart, from: block.bodyStart) } ?? end
    append(leaf, bodyEnd: leafEnd)
    askUnmasking(of: leaf, region: block.bodyStart..<max(block.bodyStart, leafEnd))
    return resume(at: delimiter)
  }

  private func contentType(_ body: Range<Int>) -> ContentType {
    UnfoldedField(body, in: bytes).withBytes { ContentType($0, limits: limits) }
  }

  /// A Content-Type field behind a CR that is no line end, where some readers begin a new line.
  private func typeBehindReturn(in header: Range<Int>) -> ContentType? {
    guard lines.terminator == ASCII.lineFeed else { return nil }
    var at = header.lowerBound
    while let found = bytes.firstIndex(of: ASCII.carriageReturn, from: at, to: header.upperBound) {
      at = found + 1
      guard bytes[at] != ASCII.lineFeed, bytes.matches(lowercase: "content-type:", at: at) else { continue }
      let line = at + 13..<lines.nextLine(from: at, to: header.upperBound)
      let end = bytes.firstIndex(of: ASCII.carriageReturn, from: line.lowerBound, to: line.upperBound)
      return contentType(line.lowerBound..<(end ?? line.upperBound))
    }
    return nil
  }

  private mutating func openMultipart(_ leaf: Leaf, bodyStart: Int) -> (start: Int, defaultType: String)? {
    let boundary = leaf.contentType.boundary
    if !isPlain(leaf.header) { note(.illegalTransferEncoding, leaf.path, leaf.header.start) }
    // An empty boundary is none by the grammar, and readers take `--` for its delimiter.
    if boundary?.isEmpty == true { note(.missingBoundary, leaf.path, leaf.header.start) }
    guard let boundary, frames.count < limits.depth else {
      let isDeep = frames.count >= limits.depth
      note(isDeep ? .nestedTooDeep : .missingBoundary, leaf.path, leaf.header.start)
      let delimiter = nextDelimiter(from: bodyStart)
      let bodyEnd = delimiter.map { self.bodyEnd(before: $0.lineStart, from: bodyStart) } ?? end
      append(leaf, bodyEnd: bodyEnd)
      if !isDeep {
        ask(Recovery(region: bodyStart..<max(bodyStart, bodyEnd), prefix: leaf.path, container: leaf.container))
      }
      return resume(at: delimiter)
    }
    if leaf.contentType.parameters?.hasUnclosedQuote == true {
      note(.ambiguousStructure, leaf.path, leaf.header.start)
    }
    let isInMessage = frames.last.map { $0.boundary == nil } ?? true
    structure.containers.append(
      Container(kind: Self.kind(of: leaf.contentType.type), parent: leaf.container, child: leaf.child))
    frames.append(
      Frame(
        boundary: boundary, prefix: isInMessage ? frames.last?.prefix ?? "" : leaf.path,
        isDigest: leaf.contentType.type == "multipart/digest", container: structure.containers.count - 1,
        asLeaf: leaf, start: bodyStart))
    return resume(at: nextDelimiter(from: bodyStart))
  }

  private mutating func openMessage(_ leaf: Leaf) -> Bool {
    guard frames.count < limits.depth else {
      note(.nestedTooDeep, leaf.path, leaf.header.start)
      return false
    }
    structure.containers.append(Container(kind: .message, parent: leaf.container, child: leaf.child))
    frames.append(
      Frame(
        boundary: nil, prefix: leaf.path, container: structure.containers.count - 1, childCount: 1,
        start: leaf.body.lowerBound))
    return true
  }

  /// Goes on behind a delimiter: closes what it ends, and returns the entity that it begins.
  private mutating func resume(at first: Delimiter?) -> (start: Int, defaultType: String)? {
    var delimiter = first
    while let found = delimiter {
      guard !isFull else { break }
      while frames.count > found.frame + 1 { closeLast(at: found.lineStart) }
      let last = frames.count - 1
      guard last >= 0 else { break }
      let frame = frames[last]
      if found.isClosing {
        frames[last].hasEnded = true
        if !frame.hasStarted, !frame.hasEnded {
          endWithoutStart(bodyEnd: bodyEnd(before: found.lineStart, from: frame.start))
        } else if frame.childCount == 0, !frame.hasEnded {
          note(.emptyMultipart, pathOf(frame), found.lineStart)
        }
        delimiter = nextDelimiter(from: found.next)
        if !frame.hasEnded { askOutside(of: frame, region: found.next..<(delimiter?.lineStart ?? end)) }
        continue
      }
      if !frame.hasStarted { askOutside(of: frame, region: frame.start..<found.lineStart) }
      frames[last].hasStarted = true
      // Delimiters directly behind one another have no part between them.
      if let again = delimiterLine(at: found.next), again.frame == found.frame {
        note(.missingPartBody, pathOf(frame), found.lineStart)
        delimiter = again
        continue
      }
      if frame.hasEnded { note(.ambiguousStructure, pathOf(frame), found.lineStart) }
      frames[last].childCount += 1
      return (found.next, frame.isDigest ? "message/rfc822" : "text/plain")
    }
    while !frames.isEmpty { closeLast(at: end) }
    return nil
  }

  private mutating func closeLast(at position: Int) {
    guard let frame = frames.last else { return }
    if let boundary = frame.boundary, !frame.hasEnded, !isFull {
      askReturns(in: frame, boundary, until: position)
      if frame.hasStarted {
        note(.missingBoundaryEnd, pathOf(frame), position)
      } else {
        endWithoutStart(bodyEnd: position < end ? bodyEnd(before: position, from: frame.start) : end)
      }
    }
    frames.removeLast()
  }

  /// A multipart whose boundary never began a part: it stands as a leaf, and its body is read a second time.
  private mutating func endWithoutStart(bodyEnd: Int) {
    guard let frame = frames.last, let leaf = frame.asLeaf else { return }
    note(.missingBoundaryStart, leaf.path, leaf.header.start)
    append(leaf, bodyEnd: bodyEnd)
    ask(
      Recovery(
        region: frame.start..<max(frame.start, bodyEnd), prefix: leaf.path, container: leaf.container,
        stated: frame.boundary))
  }

  // MARK: Delimiters

  /// The next line at or behind `start` that is a delimiter of an open multipart.
  private func nextDelimiter(from start: Int) -> Delimiter? {
    guard frames.contains(where: { $0.boundary != nil }) else { return nil }
    var position = start
    while position < end {
      if bytes[position] == 0x2D, bytes[position + 1] == 0x2D, let found = delimiterLine(at: position) { return found }
      position = lines.nextLine(from: position, to: end)
    }
    return nil
  }

  /// The delimiter that the line at `position` is; nil where it is none.
  private func delimiterLine(at position: Int) -> Delimiter? {
    guard position < end, bytes[position] == 0x2D, bytes[position + 1] == 0x2D else { return nil }
    // A multipart that has ended yields to an open one of the same boundary.
    return delimiterLine(at: position, endedFrames: false) ?? delimiterLine(at: position, endedFrames: true)
  }

  private func delimiterLine(at position: Int, endedFrames: Bool) -> Delimiter? {
    var index = frames.count - 1
    while index >= 0 {
      if frames[index].hasEnded == endedFrames, let boundary = frames[index].boundary,
        let rest = boundaryEnd(boundary, at: position + 2)
      {
        let isClosing = bytes[rest] == 0x2D && bytes[rest + 1] == 0x2D
        var at = isClosing ? rest + 2 : rest
        while at < end, ASCII.isBlank(bytes[at]) { at += 1 }
        if at >= end || bytes[at] == ASCII.lineFeed || bytes[at] == ASCII.carriageReturn {
          return Delimiter(
            frame: index, isClosing: isClosing, lineStart: position, next: lines.nextLine(from: at, to: end))
        }
      }
      index -= 1
    }
    return nil
  }

  private func boundaryEnd(_ boundary: [UInt8], at position: Int) -> Int? {
    guard position + boundary.count <= end else { return nil }
    for (offset, byte) in boundary.enumerated() where bytes[position + offset] != byte { return nil }
    return position + boundary.count
  }

  /// The end of a body before a delimiter line: the line end before it is the delimiter's (RFC 2046 §5.1.1).
  private func bodyEnd(before lineStart: Int, from start: Int) -> Int {
    guard lineStart > start else { return start }
    return lines.contentEnd(of: start..<lineStart)
  }

  // MARK: The recovering view

  private mutating func ask(_ recovery: Recovery) {
    guard !isRecovering, !bytes.trimmed(recovery.region).isEmpty else { return }
    guard recoveries.count < Self.recoveryLimit else {
      note(.tooManyParts, recovery.prefix, recovery.region.lowerBound)
      return
    }
    recoveries.append(recovery)
  }

  /// Asks for a second reading of a leaf that may be a multipart to others: its type names a boundary or is malformed,
  /// or its text begins as a multipart does.
  private mutating func askUnmasking(of leaf: Leaf, region: Range<Int>) {
    var recovery = Recovery(region: region, prefix: leaf.path, container: leaf.container)
    if let boundary = leaf.contentType.boundary, !boundary.isEmpty {
      recovery.tried = boundary
    } else if !leaf.contentType.defects.contains(.malformedContentType) {
      guard leaf.contentType.type == "text/plain", !isRecovering, isPlain(leaf.header),
        let boundary = BoundaryGuess.boundary(
          in: region, of: bytes, lines: lines, stated: nil, lineLimit: Self.linesOfDisguise)
      else { return }
      recovery.tried = boundary
    }
    ask(recovery)
  }

  /// Asks for a reading of what stands before the first or behind the last delimiter of a multipart.
  private mutating func askOutside(of frame: Frame, region: Range<Int>) {
    guard !isRecovering, region.count > 16, let leaf = frame.asLeaf,
      let boundary = BoundaryGuess.boundary(in: region, of: bytes, lines: lines, stated: frame.boundary)
    else { return }
    ask(Recovery(region: region, prefix: leaf.path, container: frame.container, tried: boundary))
  }

  /// Asks for a reading with lines that end with CR alone, where a delimiter stands behind one.
  private mutating func askReturns(in frame: Frame, _ boundary: [UInt8], until position: Int) {
    let region = frame.start..<max(frame.start, position)
    guard !isRecovering, lines.terminator == ASCII.lineFeed, let leaf = frame.asLeaf, region.count <= returnBudget
    else {
      return
    }
    returnBudget -= region.count
    let delimiter = [ASCII.carriageReturn, 0x2D, 0x2D] + boundary
    let isThere = delimiter.withUnsafeBytes { bytes[region].firstIndex(of: ByteView($0), from: 0) != nil }
    guard isThere else { return }
    ask(
      Recovery(
        region: region, prefix: leaf.path, container: leaf.container, tried: boundary, endsLinesWithReturn: true))
  }

  private mutating func recover() {
    isRecovering = true
    let ordinary = lines
    known = Set(structure.leaves.map(LeafIdentity.init))
    for recovery in recoveries where !isFull {
      lines = recovery.endsLinesWithReturn ? LineScanner(bytes, terminator: ASCII.carriageReturn) : ordinary
      guard let boundary = triedBoundary(recovery) ?? guessedBoundary(recovery) else { continue }
      note(.ambiguousStructure, recovery.prefix, recovery.region.lowerBound)
      structure.containers.append(Container(kind: .other, parent: recovery.container, child: 1))
      begin(recovery, boundary)
      var entity = resume(at: nextDelimiter(from: recovery.region.lowerBound))
      while let (start, defaultType) = entity {
        entity = next(of: scanHeader(from: start), start: start, defaultType: defaultType)
      }
    }
  }

  private mutating func begin(_ recovery: Recovery, _ boundary: [UInt8]) {
    frames = [
      Frame(
        boundary: boundary, prefix: recovery.prefix, container: structure.containers.count - 1,
        start: recovery.region.lowerBound)
    ]
    end = recovery.region.upperBound
  }

  /// The boundary to try, where it begins a part in the region.
  private mutating func triedBoundary(_ recovery: Recovery) -> [UInt8]? {
    guard let boundary = recovery.tried else { return nil }
    begin(recovery, boundary)
    return nextDelimiter(from: recovery.region.lowerBound)?.isClosing == false ? boundary : nil
  }

  private func guessedBoundary(_ recovery: Recovery) -> [UInt8]? {
    BoundaryGuess.boundary(in: recovery.region, of: bytes, lines: lines, stated: recovery.stated)
  }

  // MARK: Leaves and paths

  private mutating func append(_ leaf: Leaf, bodyEnd: Int) {
    guard structure.leaves.count < limits.parts else {
      if !isFull { note(.tooManyParts, leaf.path, leaf.header.start) }
      isFull = true
      return
    }
    var leaf = leaf
    let start = leaf.body.lowerBound
    leaf.body = start..<max(start, bodyEnd)
    // What a second reading finds as the first did is no news.
    if isRecovering, !known.insert(LeafIdentity(leaf)).inserted { return }
    structure.leaves.append(leaf)
  }

  private func scanHeader(from start: Int) -> HeaderBlock {
    HeaderScanner(bytes: bytes, lines: lines, limits: limits, end: end).scan(from: start) {
      delimiterLine(at: $0) != nil
    }
  }

  private var isBehindEnd: Bool { frames.contains { $0.hasEnded } }

  /// The path of the entity that begins now.
  private func currentPath() -> String {
    guard let frame = frames.last else { return "1" }
    return frame.prefix.isEmpty ? String(frame.childCount) : "\(frame.prefix).\(frame.childCount)"
  }

  private func pathOf(_ frame: Frame) -> String? { frame.asLeaf?.path ?? (frame.prefix.isEmpty ? nil : frame.prefix) }

  /// Whether the body stands as it is, without an encoding that would have to be undone.
  private func isPlain(_ header: EntityHeader) -> Bool {
    guard let range = header.transferEncoding else { return true }
    if case .identity = TransferEncoding(bytes[TransferEncoding.token(in: bytes, at: range)]) { return true }
    return false
  }

  private mutating func note(_ code: DefectCode, _ path: String?, _ offset: Int?) {
    guard structure.defects.count < limits.defects else { return }
    structure.defects.append(Defect(code, part: path, offset: offset))
  }

  private static func kind(of type: String) -> Container.Kind {
    switch type {
    case "multipart/alternative": .alternative
    case "multipart/related": .related
    case "multipart/encrypted": .encrypted
    default: .other
    }
  }
}
