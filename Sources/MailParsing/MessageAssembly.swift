import MailModel

/// Builds one message: header fields, then structure, then the content of each leaf.
struct MessageAssembly {
  let limits: ParsingLimits
  let buffers = ScratchBuffers.take()
  private(set) var message: Message
  var log: DefectLog
  var text: TextAssembly
  private let bytes: ByteView
  private let lines: LineScanner
  private let content: (BodyPart, String?, UnsafeRawBufferPointer) -> Void

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
    let source = EntitySource(bytes: bytes)
    for leaf in scanner.structure.leaves { take(leaf, in: source) }
    buffers.giveBack()

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

  /// Takes a leaf of `source`: decodes it, tells of it, and looks into it.
  mutating func take(_ leaf: Leaf, in source: EntitySource) {
    let bytes = source.bytes
    let path = source.path(of: leaf)
    let place = source.place ?? ByteRange(offset: leaf.body.lowerBound, length: leaf.body.count)
    let scratch = buffers.level(source.depth)
    let token = leaf.header.transferEncoding.map { TransferEncoding.token(in: bytes, at: $0) } ?? 0..<0
    let type = leaf.contentType
    let encoding = type.isMultipart ? .identity : TransferEncoding(bytes[token])
    let outcome = encoding.decode(bytes[leaf.body], scratch: scratch.leaf)
    let decoded = outcome.bytes
    if let defect = outcome.defect { log.record(defect, part: path, at: place.offset) }

    let (disposition, filename) = names(of: leaf, in: source)
    let part = BodyPart(
      path: path, contentType: type.type, charset: type.charset, disposition: disposition, filename: filename,
      transferEncoding: token.isEmpty ? "7bit" : Self.label(bytes[token].raw), decodedSize: decoded.count,
      decodedDigest: ContentDigest(of: decoded.raw), range: place, contentID: contentID(of: leaf, in: source))
    emit(part, via: leaf.isRecovered ? "recovering-view" : source.via, decoded)
    let second = secondReading(of: leaf, in: source, encoding, outcome)
    if let second {
      log.record(.ambiguousStructure, part: path, at: place.offset)
      var other = part
      other.decodedSize = second.count
      other.decodedDigest = ContentDigest(of: second.raw)
      emit(other, via: "recovering-view", second)
    }

    if type.type.hasPrefix("text/") || type.isMultipart {
      text.take(leaf, part: part, decoded: second ?? decoded, log: &log)
    }
    takeInside(leaf, part: part, decoded: decoded, depth: source.depth)
  }

  /// What a more lenient reader decodes: an encoding whose name has punctuation around it, base64 behind padding.
  private func secondReading(
    of leaf: Leaf, in source: EntitySource, _ encoding: TransferEncoding, _ outcome: TransferEncoding.Outcome
  ) -> ByteView? {
    let scratch = buffers.level(source.depth).inner
    let body = source.bytes[leaf.body]
    if case .unknown = encoding, let field = leaf.header.transferEncoding {
      let lenient = TransferEncoding(source.bytes[TransferEncoding.lenientToken(in: source.bytes, at: field)])
      switch lenient {
      case .identity, .unknown: return nil
      case .base64, .quotedPrintable, .uuencode:
        return lenient.decode(body, padding: .separates, scratch: scratch).bytes
      }
    }
    guard outcome.continues else { return nil }
    return encoding.decode(body, padding: .separates, scratch: scratch).bytes
  }

  /// Tells of a part and lends its bytes; `via` is nil for the leaves of the message's own tree.
  mutating func emit(_ part: BodyPart, via: String?, _ decoded: ByteView) {
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

  private mutating func names(
    of leaf: Leaf, in source: EntitySource
  ) -> (disposition: String?, filename: String?) {
    var disposition: String?
    var name: (text: String, isRepaired: Bool)?
    if let range = leaf.header.disposition {
      let field = UnfoldedField(range, in: source.bytes).withBytes {
        ParameterizedField($0, limit: limits.parameters)
      }
      if !field.token.isEmpty { disposition = Self.label(field.token) }
      name = field.text(.filename) ?? field.text(.name)
      let offset = source.place?.offset ?? range.lowerBound
      if field.isMalformed { log.record(.malformedParameter, part: source.path(of: leaf), at: offset) }
      if field.hasUnclosedQuote { log.record(.unclosedQuote, part: source.path(of: leaf), at: offset) }
    }
    name = name ?? leaf.contentType.parameters?.text(.name)
    if name?.isRepaired == true {
      log.record(.malformedEncodedWord, part: source.path(of: leaf), at: source.place?.offset ?? leaf.header.start)
    }
    let text = name?.text.trimmingASCIISpace
    return (disposition, text?.isEmpty == true ? nil : text)
  }

  private func contentID(of leaf: Leaf, in source: EntitySource) -> String? {
    guard let range = leaf.header.contentID else { return nil }
    return UnfoldedField(range, in: source.bytes).withBytes { MessageIDParsing.single($0).id?.rawValue }
  }

  private static func label(_ bytes: some Sequence<UInt8>) -> String {
    String(decoding: bytes.prefix(255).map(ASCII.lowercased), as: UTF8.self)
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
