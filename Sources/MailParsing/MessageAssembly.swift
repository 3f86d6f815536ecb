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
  /// What decides on the roles of the parts, beside each of them.
  private var evidence: [PartRoles.Evidence] = []
  private var embeddedEvidence: [PartRoles.Evidence] = []

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
    message.hiddenText = text.hiddenText
    assignRoles()
    normalisePlaces()
    message.defects = log.defects
    return message
  }

  /// The length of a UTF-8 byte order mark that an export put before the first field.
  private static func markLength(_ bytes: ByteView) -> Int {
    bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF ? 3 : 0
  }

  private mutating func normalisePlaces() {
    let fields = message.fieldPlaces.count
    let places = NormalisedPlaces(bytes).normalised(message.fieldPlaces.map(\.range) + message.parts.map(\.range))
    for (index, range) in places.prefix(fields).enumerated() { message.fieldPlaces[index].range = range }
    message.partPlaces = Array(places.dropFirst(fields))
  }

  /// Only when all HTML parts are read it is known which pictures they show.
  private mutating func assignRoles() {
    let roles = PartRoles(contentIDs: text.contentIDs)
    for (index, evidence) in evidence.enumerated() where message.parts.indices.contains(index) {
      message.parts[index].role = roles.role(of: message.parts[index], evidence)
    }
    for (index, evidence) in embeddedEvidence.enumerated() where message.embedded.indices.contains(index) {
      message.embedded[index].part.role = roles.role(of: message.embedded[index].part, evidence)
    }
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
    var part = BodyPart(
      path: path, contentType: type.type, charset: type.charset, disposition: disposition, filename: filename,
      transferEncoding: token.isEmpty ? "7bit" : Self.label(bytes[token].raw), decodedSize: decoded.count,
      decodedDigest: ContentDigest(of: decoded.raw), range: place, contentID: contentID(of: leaf, in: source))
    part.isEncrypted =
      EncryptedContent.isEncrypted(leaf, part.contentType, decoded)
      || (part.contentType != "application/pgp-encrypted" && text.isInside(.encrypted, leaf))
    part.reference = reference(of: leaf)
    let evidence = PartRoles.Evidence(
      isPicture: PartRoles.isPicture(decoded, type: part.contentType), isInRelated: text.isInside(.related, leaf),
      isInAlternative: text.isInside(.alternative, leaf), isFirst: message.parts.isEmpty)
    emit(part, via: leaf.isRecovered ? "recovering-view" : source.via, decoded, evidence)
    let second = secondReading(of: leaf, in: source, encoding, outcome)
    if let second {
      log.record(.ambiguousStructure, part: path, at: place.offset)
      var other = part
      other.decodedSize = second.count
      other.decodedDigest = ContentDigest(of: second.raw)
      emit(other, via: "recovering-view", second, evidence)
    }

    if type.type.hasPrefix("text/") || type.isMultipart {
      text.take(leaf, part: part, decoded: second ?? decoded, log: &log)
    }
    takeInside(leaf, part: part, decoded: decoded, in: source)
  }

  /// What another reader decodes: the encoding of a second field, one whose name is misspelt, base64 behind padding.
  private func secondReading(
    of leaf: Leaf, in source: EntitySource, _ encoding: TransferEncoding, _ outcome: TransferEncoding.Outcome
  ) -> ByteView? {
    let scratch = buffers.level(source.depth).inner
    let body = source.bytes[leaf.body]
    if let second = leaf.header.secondTransferEncoding.map({ TransferEncoding.lenient(in: source.bytes, at: $0) }),
      second != encoding, second.changes || encoding.changes
    {
      return second.decode(body, padding: .separates, scratch: scratch).bytes
    }
    if case .unknown = encoding, let field = leaf.header.transferEncoding {
      let lenient = TransferEncoding.lenient(in: source.bytes, at: field)
      return lenient.changes ? lenient.decode(body, padding: .separates, scratch: scratch).bytes : nil
    }
    guard outcome.continues else { return nil }
    return encoding.decode(body, padding: .separates, scratch: scratch).bytes
  }

  /// Tells of a part and lends its bytes; `via` is nil for the leaves of the message's own tree.
  mutating func emit(
    _ part: BodyPart, via: String?, _ decoded: ByteView, _ evidence: PartRoles.Evidence = PartRoles.Evidence()
  ) {
    if let via {
      guard message.embedded.count < limits.parts else {
        log.record(.tooManyParts, part: part.path)
        return
      }
      message.embedded.append(EmbeddedPart(via: via, part: part))
      embeddedEvidence.append(evidence)
    } else {
      message.parts.append(part)
      self.evidence.append(evidence)
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
      name = Self.nonBlank(field.text(.filename)) ?? Self.nonBlank(field.text(.name))
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

  private static func nonBlank(_ name: (text: String, isRepaired: Bool)?) -> (text: String, isRepaired: Bool)? {
    name.flatMap { $0.text.utf8.allSatisfy(ASCII.isSpace) ? nil : $0 }
  }

  /// What a leaf says of content that lies elsewhere (RFC 2046 §5.2.2, §5.2.3).
  private func reference(of leaf: Leaf) -> [String: String] {
    let type = leaf.contentType
    guard type.type == "message/partial" || type.type == "message/external-body", let parameters = type.parameters
    else {
      return [:]
    }
    var reference: [String: String] = [:]
    for name in Self.referenceParameters {
      guard let value = parameters.text(name)?.text else { continue }
      // A long URL may be broken over lines (RFC 2017 §3).
      let text = name == .url ? value.filter { !$0.isWhitespace } : value.trimmingASCIISpace
      reference[String(describing: name.text)] = text
    }
    return reference
  }

  private static let referenceParameters: [ParameterName] = [
    .id, .number, .total, .accessType, .url, .name, .site, .directory, .mode, .server, .subject, .expiration, .size,
    .permission,
  ]

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
