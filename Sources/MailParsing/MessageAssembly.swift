import MailModel

/// Builds one message: header fields, then structure, then the content of each leaf.
struct MessageAssembly {
  private let bytes: ByteView
  private let lines: LineScanner
  private let limits: ParsingLimits
  private let content: (BodyPart, String?, UnsafeRawBufferPointer) -> Void
  private var message: Message
  private var log: DefectLog
  private var text: TextAssembly
  private let scratch = OutputBuffer()
  private let embeddedScratch = OutputBuffer()

  init(
    bytes: ByteView, digest: ContentDigest, limits: ParsingLimits,
    content: @escaping (BodyPart, String?, UnsafeRawBufferPointer) -> Void
  ) {
    self.bytes = bytes
    self.limits = limits
    self.content = content
    lines = LineScanner(bytes)
    message = Message(digest: digest, size: bytes.count)
    log = DefectLog(limit: limits.defects)
    text = TextAssembly(limits: limits)
  }

  mutating func build() -> Message {
    if bytes.isEmpty { log.record(.emptyMessage) }
    if bytes.firstIndex(of: 0) != nil { log.record(.nulBytes, at: bytes.firstIndex(of: 0)) }
    let block = HeaderScanner(bytes: bytes, lines: lines, limits: limits, end: bytes.count)
      .scan(from: Self.markLength(bytes)) { _ in false }
    if block.fieldCount == 0, !bytes.isEmpty { log.record(.missingHeader, at: 0) }
    var reader = MessageHeaderReader(bytes: bytes, limits: limits)
    reader.read(block, into: &message, log: &log)

    var scanner = StructureScanner(bytes: bytes, lines: lines, limits: limits)
    scanner.walk(header: block)
    for defect in scanner.structure.defects { log.record(defect.code, part: defect.part, at: defect.offset) }
    text.containers = scanner.structure.containers
    for leaf in scanner.structure.leaves { take(leaf) }

    let (joined, isCut) = text.joined()
    message.text = joined
    if isCut { log.record(.textTruncated) }
    message.links = text.links
    message.defects = log.defects
    return message
  }

  /// The length of a UTF-8 byte order mark that an export put before the first field.
  private static func markLength(_ bytes: ByteView) -> Int {
    bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF ? 3 : 0
  }

  // MARK: Leaves

  private mutating func take(_ leaf: Leaf) {
    let path = leaf.path
    let token = leaf.header.transferEncoding.map { TransferEncoding.token(in: bytes, at: $0) } ?? 0..<0
    let type = leaf.contentType
    var encoding = TransferEncoding(bytes[token])
    if type.isMultipart { encoding = .identity }
    let body = bytes[leaf.body]
    let outcome = encoding.decode(body, scratch: scratch)
    let decoded = outcome.bytes
    if let defect = outcome.defect { log.record(defect, part: path, at: leaf.body.lowerBound) }

    let (disposition, filename) = names(of: leaf)
    let part = BodyPart(
      path: path, contentType: type.type, charset: charset(of: type), disposition: disposition, filename: filename,
      transferEncoding: token.isEmpty ? "7bit" : lowercased(token), decodedSize: decoded.count,
      decodedDigest: ContentDigest(of: decoded.raw),
      range: ByteRange(offset: leaf.body.lowerBound, length: leaf.body.count), contentID: contentID(of: leaf))
    let via = leaf.isRecovered ? "recovering-view" : nil
    emit(part, via: via, decoded)
    let second = secondReading(of: leaf, encoding, outcome)
    if let second {
      log.record(.ambiguousStructure, part: path, at: leaf.body.lowerBound)
      var other = part
      other.decodedSize = second.count
      other.decodedDigest = ContentDigest(of: second.raw)
      emit(other, via: "recovering-view", second)
    }

    if type.type.hasPrefix("text/") || type.isMultipart {
      text.take(leaf, part: part, decoded: second ?? decoded, log: &log)
      if type.type == "text/plain" { takeEncodedBlocks(in: decoded, of: part, isEncoded: decoded.count != body.count) }
    } else if type.isMessage {
      takeEncodedMessage(decoded, of: part)
    } else if TNEF.isTNEF(decoded) {
      takeTNEF(decoded, of: part)
    }
  }

  /// What a more lenient reader decodes: an encoding whose name has punctuation around it, base64 behind padding.
  private func secondReading(
    of leaf: Leaf, _ encoding: TransferEncoding, _ outcome: TransferEncoding.Outcome
  ) -> ByteView? {
    if case .unknown = encoding, let field = leaf.header.transferEncoding {
      let lenient = TransferEncoding(bytes[TransferEncoding.lenientToken(in: bytes, at: field)])
      switch lenient {
      case .identity, .unknown: return nil
      case .base64, .quotedPrintable, .uuencode:
        return lenient.decode(bytes[leaf.body], padding: .separates, scratch: embeddedScratch).bytes
      }
    }
    guard outcome.continues else { return nil }
    return encoding.decode(bytes[leaf.body], padding: .separates, scratch: embeddedScratch).bytes
  }

  private mutating func emit(_ part: BodyPart, via: String?, _ decoded: ByteView) {
    if let via {
      guard message.embedded.count < limits.parts else {
        log.record(.tooManyParts, part: part.path)
        return
      }
      message.embedded.append(EmbeddedPart(via: via, part: part))
    } else {
      message.parts.append(part)
    }
    if decoded.count > limits.partBytes {
      log.record(.partTooLarge, part: part.path)
    } else {
      content(part, via, decoded.raw)
    }
  }

  private mutating func names(of leaf: Leaf) -> (disposition: String?, filename: String?) {
    var disposition: String?
    var name: (text: String, isRepaired: Bool)?
    if let range = leaf.header.disposition {
      let field = UnfoldedField(range, in: bytes).withBytes { ParameterizedField($0, limit: limits.parameters) }
      if !field.token.isEmpty { disposition = Self.label(field.token) }
      name = field.text(.filename) ?? field.text(.name)
      if field.isMalformed { log.record(.malformedParameter, part: leaf.path, at: range.lowerBound) }
      if field.hasUnclosedQuote { log.record(.unclosedQuote, part: leaf.path, at: range.lowerBound) }
    }
    name = name ?? leaf.contentType.parameters?.text(.name)
    if name?.isRepaired == true { log.record(.malformedEncodedWord, part: leaf.path, at: leaf.header.start) }
    let text = name?.text.trimmingASCIISpace
    return (disposition, text?.isEmpty == true ? nil : text)
  }

  private func charset(of type: ContentType) -> String? {
    guard let bytes = type.parameters?.bytes(.charset), !bytes.isEmpty else { return nil }
    return Self.label(bytes)
  }

  private func contentID(of leaf: Leaf) -> String? {
    guard let range = leaf.header.contentID else { return nil }
    return UnfoldedField(range, in: bytes).withBytes { MessageIDParsing.single($0).id?.rawValue }
  }

  private func lowercased(_ range: Range<Int>) -> String { Self.label(Array(bytes[range].raw)) }

  private static func label(_ bytes: [UInt8]) -> String {
    String(decoding: bytes.prefix(255).map(ASCII.lowercased), as: UTF8.self)
  }

  // MARK: Parts inside leaves

  private mutating func takeEncodedBlocks(in text: ByteView, of part: BodyPart, isEncoded: Bool) {
    var at = 0
    while message.embedded.count < limits.parts, let block = UUEncode.block(in: text, from: at) {
      at = max(block.range.upperBound, at + 1)
      embeddedScratch.reset(capacity: block.lines.count)
      let isWell = UUEncode.decode(lines: text[block.lines], into: embeddedScratch) && block.isClosed
      guard embeddedScratch.count > 0 else { continue }
      if !isWell { log.record(.malformedUUEncode, part: part.path, at: part.range.offset) }
      takeBlock(text[block.name], range: block.range, via: "uuencode", of: part, isEncoded: isEncoded)
    }
    at = 0
    while message.embedded.count < limits.parts, let block = YEnc.block(in: text, from: at) {
      at = max(block.range.upperBound, at + 1)
      embeddedScratch.reset(capacity: block.lines.count)
      YEnc.decode(lines: text[block.lines], into: embeddedScratch)
      guard embeddedScratch.count > 0 else { continue }
      takeBlock(text[block.name], range: block.range, via: "yenc", of: part, isEncoded: isEncoded)
    }
  }

  private mutating func takeBlock(
    _ name: ByteView, range: Range<Int>, via: String, of part: BodyPart, isEncoded: Bool
  ) {
    let decoded = embeddedScratch.view
    let place =
      isEncoded ? part.range : ByteRange(offset: part.range.offset &+ range.lowerBound, length: range.count)
    let inner = BodyPart(
      path: part.path, contentType: "application/octet-stream", disposition: "attachment",
      filename: HeaderText.string(name).text, transferEncoding: via, decodedSize: decoded.count,
      decodedDigest: ContentDigest(of: decoded.raw), range: place)
    emit(inner, via: via, decoded)
  }

  private mutating func takeTNEF(_ decoded: ByteView, of part: BodyPart) {
    for attachment in TNEF.attachments(of: decoded, limit: limits.parts) {
      let data = decoded[attachment.data]
      let inner = BodyPart(
        path: part.path, contentType: "application/octet-stream", disposition: "attachment",
        filename: attachment.name, transferEncoding: "tnef", decodedSize: data.count,
        decodedDigest: ContentDigest(of: data.raw), range: part.range)
      emit(inner, via: "tnef", data)
    }
  }

  /// A message that is encoded, which RFC 2046 §5.2.1 forbids: it stands as a leaf, and its parts as embedded ones.
  ///
  /// Only the first such level is opened; its parts are not opened again.
  private mutating func takeEncodedMessage(_ decoded: ByteView, of part: BodyPart) {
    let lines = LineScanner(decoded)
    let block = HeaderScanner(bytes: decoded, lines: lines, limits: limits, end: decoded.count)
      .scan(from: 0) { _ in false }
    guard block.fieldCount > 0 else { return }
    log.record(.illegalTransferEncoding, part: part.path, at: part.range.offset)
    var scanner = StructureScanner(bytes: decoded, lines: lines, limits: limits)
    scanner.walk(header: block)
    for leaf in scanner.structure.leaves {
      let token = leaf.header.transferEncoding.map { TransferEncoding.token(in: decoded, at: $0) } ?? 0..<0
      let inner = TransferEncoding(decoded[token]).decode(decoded[leaf.body], scratch: embeddedScratch).bytes
      let field = leaf.header.disposition.map {
        UnfoldedField($0, in: decoded).withBytes { ParameterizedField($0, limit: limits.parameters) }
      }
      let name = field?.text(.filename) ?? leaf.contentType.parameters?.text(.name)
      emit(
        BodyPart(
          path: "\(part.path).\(leaf.path)", contentType: leaf.contentType.type, charset: charset(of: leaf.contentType),
          disposition: field.map { Self.label($0.token) }, filename: name?.text,
          transferEncoding: token.isEmpty ? "7bit" : Self.label(Array(decoded[token].raw)),
          decodedSize: inner.count, decodedDigest: ContentDigest(of: inner.raw), range: part.range),
        via: "encoded-message", inner)
    }
  }
}

extension String {
  /// The string without blanks and line ends at its ends.
  var trimmingASCIISpace: String {
    var view = utf8[...]
    guard let first = view.first, let last = view.last, ASCII.isSpace(first) || ASCII.isSpace(last) else { return self }
    while let byte = view.first, ASCII.isSpace(byte) { view.removeFirst() }
    while let byte = view.last, ASCII.isSpace(byte) { view.removeLast() }
    return String(decoding: view, as: UTF8.self)
  }
}
