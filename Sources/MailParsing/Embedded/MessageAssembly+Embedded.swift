import MailModel
import OutlookItems

/// What stands inside leaves: encoded files in text, messages and signed entities that are encoded, `winmail.dat`.
extension MessageAssembly {
  /// Looks into a leaf whose decoded bytes are `decoded`.
  mutating func takeInside(_ leaf: Leaf, part: BodyPart, decoded: ByteView, depth: Int) {
    let type = leaf.contentType
    if type.type == "text/plain" {
      takeEncodedFiles(in: decoded, of: part, depth: depth)
    } else if type.isMessage {
      takeMessage(decoded, leaf, of: part, depth: depth)
    } else if Self.signedTypes.contains(type.type) {
      takeSignedContent(decoded, leaf, of: part, depth: depth)
    } else if TNEF.isTNEF(decoded) {
      takeTNEF(decoded, leaf, of: part, depth: depth)
    }
  }

  private static let signedTypes: Set<String> = ["application/pkcs7-mime", "application/x-pkcs7-mime"]

  // MARK: Files in text

  private mutating func takeEncodedFiles(in text: ByteView, of part: BodyPart, depth: Int) {
    let scratch = buffers.level(depth).inner
    // Only where nothing was decoded, offsets in the text are offsets in the message.
    let isPlain = part.range.length == text.count && depth == 0
    func place(_ range: Range<Int>) -> ByteRange {
      isPlain ? ByteRange(offset: part.range.offset &+ range.lowerBound, length: range.count) : part.range
    }
    var at = 0
    while message.embedded.count < limits.parts, let block = UUEncode.block(in: text, from: at) {
      at = max(block.range.upperBound, at + 1)
      scratch.reset(capacity: block.lines.count)
      let isWell = UUEncode.decode(lines: text[block.lines], into: scratch) && block.isClosed
      guard scratch.count > 0 else { continue }
      if !isWell { log.record(.malformedUUEncode, part: part.path, at: part.range.offset) }
      emitFile(scratch.view, named: HeaderText.string(text[block.name]).text, part, place(block.range), via: "uuencode")
    }
    at = 0
    while message.embedded.count < limits.parts, let block = YEnc.block(in: text, from: at) {
      at = max(block.range.upperBound, at + 1)
      scratch.reset(capacity: block.lines.count)
      YEnc.decode(lines: text[block.lines], into: scratch)
      guard scratch.count > 0 else { continue }
      emitFile(scratch.view, named: HeaderText.string(text[block.name]).text, part, place(block.range), via: "yenc")
    }
  }

  private mutating func emitFile(
    _ content: ByteView, named name: String?, type: String = "application/octet-stream", _ part: BodyPart,
    _ place: ByteRange, via: String
  ) {
    let inner = BodyPart(
      path: part.path, contentType: type, disposition: "attachment", filename: name, transferEncoding: via,
      decodedSize: content.count, decodedDigest: ContentDigest(of: content.raw), range: place)
    emit(inner, via: via, content)
  }

  // MARK: Entities

  /// A message that is encoded, which RFC 2046 §5.2.1 forbids: it stands as a leaf, and its parts as embedded ones.
  private mutating func takeMessage(_ decoded: ByteView, _ leaf: Leaf, of part: BodyPart, depth: Int) {
    guard takeEntity(decoded, leaf, of: part, via: "encoded-message", .message, depth: depth) else { return }
    log.record(.illegalTransferEncoding, part: part.path, at: part.range.offset)
  }

  /// Opaque-signed mail (RFC 8551 §3.5.2): what a person reads stands inside the signature.
  private mutating func takeSignedContent(_ decoded: ByteView, _ leaf: Leaf, of part: BodyPart, depth: Int) {
    let scratch = buffers.level(depth).inner
    scratch.reset(capacity: decoded.count)
    guard SignedContent.decode(decoded, into: scratch) else { return }
    _ = takeEntity(scratch.view, leaf, of: part, via: "smime", .other, depth: depth)
  }

  /// Reads an entity with its own header inside a leaf; false where it has none, or stands too deep.
  private mutating func takeEntity(
    _ entity: ByteView, _ leaf: Leaf, of part: BodyPart, via: String, _ kind: Container.Kind, depth: Int
  ) -> Bool {
    let lines = LineScanner(entity)
    let block = HeaderScanner(bytes: entity, lines: lines, limits: limits, end: entity.count)
      .scan(from: 0) { _ in false }
    guard block.fieldCount > 0 else { return false }
    guard depth < EntitySource.mostDepth else {
      log.record(.nestedTooDeep, part: part.path, at: part.range.offset)
      return true
    }
    var scanner = StructureScanner(bytes: entity, lines: lines, limits: limits)
    scanner.walk(header: block)
    let source = EntitySource(bytes: entity, prefix: part.path, via: via, place: part.range, depth: depth + 1)
    let base = text.append(scanner.structure.containers, under: leaf, as: kind)
    for defect in scanner.structure.defects {
      log.record(defect.code, part: defect.part.map { "\(part.path).\($0)" } ?? part.path, at: part.range.offset)
    }
    for var inner in scanner.structure.leaves where message.embedded.count < limits.parts {
      inner.container += base
      take(inner, in: source)
    }
    return true
  }

  // MARK: TNEF

  private mutating func takeTNEF(_ decoded: ByteView, _ leaf: Leaf, of part: BodyPart, depth: Int) {
    let stream = TNEF(decoded, limit: limits.parts)
    for item in stream.items where message.embedded.count < limits.parts {
      let data = decoded[item.data]
      switch item.kind {
      case .attachment:
        emitFile(data, named: item.name, part, part.range, via: "tnef")
      case .message:
        if depth < EntitySource.mostDepth {
          takeTNEF(data, leaf, of: part, depth: depth + 1)
        } else {
          log.record(.nestedTooDeep, part: part.path, at: part.range.offset)
        }
      case .plainText:
        takeTNEFBody(data, "text/plain", "body.txt", stream.charset, leaf, of: part)
      case .html:
        takeTNEFBody(data, "text/html", "body.html", stream.charset, leaf, of: part)
      case .compressedRTF:
        takeTNEFRichText(data, leaf, of: part, besides: stream.items)
      }
    }
  }

  /// Rich text, and the HTML or text that stands in it where the stream has none beside it.
  private mutating func takeTNEFRichText(
    _ data: ByteView, _ leaf: Leaf, of part: BodyPart, besides items: [TNEF.Item]
  ) {
    let (richText, isWhole) = CompressedRTF.decode(Array(data.raw), limit: limits.partBytes)
    if !isWhole { log.record(.malformedText, part: part.path, at: part.range.offset) }
    guard !richText.isEmpty else { return }
    richText.withUnsafeBytes {
      emitFile(ByteView($0), named: "body.rtf", type: "application/rtf", part, part.range, via: "tnef")
    }
    let body = RichTextBody(richText, limit: limits.partBytes)
    let isHTML = body.form == .html
    guard !body.text.isEmpty, !items.contains(where: { $0.kind == (isHTML ? .html : .plainText) }) else { return }
    body.text.withUnsafeBytes {
      takeTNEFBody(
        ByteView($0), isHTML ? "text/html" : "text/plain", isHTML ? "body.html" : "body.txt", "utf-8", leaf, of: part)
    }
  }

  private mutating func takeTNEFBody(
    _ data: ByteView, _ type: String, _ name: String, _ charset: String?, _ leaf: Leaf, of part: BodyPart
  ) {
    emitFile(data, named: name, type: type, part, part.range, via: "tnef")
    var body = leaf
    body.contentType = ContentType(default: type)
    // Where the mail has a body of its own, this one says the same.
    body.isRecovered = true
    let inner = BodyPart(
      path: part.path, contentType: type, charset: charset, decodedSize: data.count, decodedDigest: .zero,
      range: part.range)
    text.take(body, part: inner, decoded: data, log: &log)
  }
}
