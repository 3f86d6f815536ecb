import MailModel

/// A header field as it stands in the message: which one it is and where its body lies.
struct RawField {
  /// The field's index in `HeaderFieldTable.standard.fields`.
  var index: Int
  /// The bytes behind the colon, folding and all, without the last line end.
  var body: Range<Int>
  /// The first byte of the field.
  var start: Int
}

/// The known fields of one header block, and where the body behind it begins.
struct HeaderBlock {
  var fields: [RawField] = []
  /// The first byte of the body.
  var bodyStart = 0
  /// Fields of any name that were seen.
  var fieldCount = 0
  var defects: [(code: DefectCode, offset: Int)] = []

  /// The body of the first field of that kind.
  func first(_ kind: HeaderFieldKind) -> RawField? {
    for field in fields where HeaderFieldTable.standard.fields[field.index].kind == kind { return field }
    return nil
  }
}

/// Splits a header block into fields (RFC 5322 §2.2, with the obsolete forms of §4.5 and what is found in the wild).
struct HeaderScanner {
  let bytes: ByteView
  let lines: LineScanner
  let limits: ParsingLimits
  /// Where the entity ends at the latest.
  let end: Int

  /// Lines without a colon that are stepped over in search of the next field.
  private static let strayLines = 4

  /// Reads the block that begins at `start`; a line for which `isBoundary` holds ends it.
  func scan(from start: Int, isBoundary: (Int) -> Bool) -> HeaderBlock {
    var block = HeaderBlock()
    var position = start
    var open: (index: Int?, bodyStart: Int, start: Int)?
    var openEnd = start
    let table = HeaderFieldTable.standard

    func close() {
      guard let field = open else { return }
      open = nil
      block.fieldCount += 1
      if block.fieldCount > limits.headerCount {
        if block.fieldCount == limits.headerCount + 1 { block.defects.append((.tooManyHeaders, field.start)) }
        return
      }
      var body = field.bodyStart..<max(field.bodyStart, openEnd)
      if body.count > limits.headerBytes {
        block.defects.append((.headerTooLarge, field.start))
        body = body.lowerBound..<body.lowerBound + limits.headerBytes
      }
      guard let index = field.index else { return }
      block.fields.append(RawField(index: index, body: body, start: field.start))
    }

    scan: while position < end {
      let byte = bytes[position]
      if byte == ASCII.lineFeed || byte == ASCII.carriageReturn {
        let next = lines.nextLine(from: position, to: end)
        if lines.contentEnd(of: position..<next) == position {
          position = next
          break scan
        }
      }
      if ASCII.isBlank(byte) {
        let next = lines.nextLine(from: position, to: end)
        if open == nil, block.fieldCount == 0 { block.defects.append((.malformedHeader, position)) }
        openEnd = lines.contentEnd(of: position..<next)
        position = next
        continue
      }
      if byte == 0x2D, bytes[position + 1] == 0x2D, isBoundary(position) { break scan }
      if let colon = colon(of: position) {
        close()
        let next = lines.nextLine(from: colon, to: end)
        var nameEnd = colon
        while nameEnd > position, ASCII.isBlank(bytes[nameEnd - 1]) { nameEnd -= 1 }
        if nameEnd == position { block.defects.append((.malformedHeader, position)) }
        open = (table.index(of: position..<nameEnd, in: bytes), colon + 1, position)
        openEnd = lines.contentEnd(of: colon + 1..<next)
        position = next
        continue
      }
      // No field: an envelope line, a stray line between fields, or the body that follows without a blank line.
      if isEnvelope(position) {
        if position != start { block.defects.append((.malformedHeader, position)) }
        close()
        position = lines.nextLine(from: position, to: end)
        continue
      }
      block.defects.append((.malformedHeader, position))
      let isDelimiter = byte == 0x2D && bytes[position + 1] == 0x2D
      guard !isDelimiter, let resumed = fieldBehindStrayLines(from: position, isBoundary) else { break scan }
      close()
      position = resumed
    }
    close()
    block.bodyStart = position
    return block
  }

  /// The colon that ends the field name at `position`, blanks before it allowed; nil where no field stands there.
  private func colon(of position: Int) -> Int? {
    var at = position
    while at < end, bytes[at] > 0x20, bytes[at] < 0x7F, bytes[at] != 0x3A { at += 1 }
    if bytes[at] == 0x3A, at < end { return at }
    guard at > position else { return nil }
    let nameEnd = at
    while at < end, ASCII.isBlank(bytes[at]) { at += 1 }
    return at > nameEnd && at < end && bytes[at] == 0x3A ? at : nil
  }

  private func isEnvelope(_ position: Int) -> Bool {
    bytes.matches(lowercase: "from ", at: position) || bytes.matches(lowercase: ">from ", at: position)
  }

  /// The next field behind a few lines that are none; nil where a blank line, a delimiter or the end comes first.
  private func fieldBehindStrayLines(from position: Int, _ isBoundary: (Int) -> Bool) -> Int? {
    var at = position
    for _ in 0..<Self.strayLines {
      at = lines.nextLine(from: at, to: end)
      if at >= end || lines.contentEnd(of: at..<lines.nextLine(from: at, to: end)) == at { return nil }
      if bytes[at] == 0x2D, bytes[at + 1] == 0x2D, isBoundary(at) { return nil }
      if let colon = colon(of: at), HeaderFieldTable.standard.index(of: at..<colon, in: bytes) != nil { return at }
    }
    return nil
  }
}
