import MailModel

/// Reads the header fields of a message into its value.
struct MessageHeaderReader {
  let bytes: ByteView
  let limits: ParsingLimits
  /// A bit for each kind of field that was read.
  private var seen: UInt32 = 0

  init(bytes: ByteView, limits: ParsingLimits) {
    self.bytes = bytes
    self.limits = limits
  }

  mutating func read(_ block: HeaderBlock, into message: inout Message, log: inout DefectLog) {
    let table = HeaderFieldTable.standard.fields
    message.header.reserveCapacity(block.fields.count)
    message.fieldPlaces.reserveCapacity(block.fields.count)
    for defect in block.defects { log.record(defect.code, at: defect.offset) }
    for field in block.fields {
      let known = table[field.index]
      message.fieldPlaces.append(
        HeaderPlace(
          name: known.name, range: ByteRange(offset: field.start, length: field.body.upperBound - field.start)))
      let unfolded = UnfoldedField(field.body, in: bytes)
      unfolded.withBytes { body in
        if known.isRetained { keep(known.name, body, field, into: &message, log: &log) }
        guard known.kind.isOfMessage else { return }
        guard seen & known.kind.bit == 0 else {
          log.record(.duplicateHeader, at: field.start)
          return
        }
        seen |= known.kind.bit
        interpret(known.kind, body, field, into: &message, log: &log)
      }
    }
    if message.messageID == nil { log.record(.missingMessageID) }
    if seen & HeaderFieldKind.date.bit == 0 { log.record(.missingDate) }
  }

  private func keep(
    _ name: HeaderName, _ body: ByteView, _ field: RawField, into message: inout Message, log: inout DefectLog
  ) {
    let kept = body[0..<min(body.count, limits.keptHeaderBytes)]
    if kept.count < body.count { log.record(.headerTooLarge, at: field.start) }
    let (text, isRepaired) = HeaderText.string(kept)
    if isRepaired { log.record(.nonASCIIHeader, at: field.start) }
    message.header.append(HeaderField(name: name, value: text))
  }

  private func interpret(
    _ kind: HeaderFieldKind, _ body: ByteView, _ field: RawField, into message: inout Message, log: inout DefectLog
  ) {
    switch kind {
    case .subject:
      let (text, isRepaired) = HeaderDecoding.decode(body)
      message.subject = text
      if isRepaired { log.record(body.isASCII ? .malformedEncodedWord : .nonASCIIHeader, at: field.start) }
      if !isRepaired, !body.isASCII { log.record(.nonASCIIHeader, at: field.start) }
    case .from: message.from = addresses(body, field, &log)
    case .sender: message.sender = addresses(body, field, &log).first
    case .to: message.to = addresses(body, field, &log)
    case .cc: message.cc = addresses(body, field, &log)
    case .replyTo: message.replyTo = addresses(body, field, &log)
    case .messageID:
      let (id, isMalformed) = MessageIDParsing.single(folded(field))
      message.messageID = id
      if isMalformed { log.record(.malformedMessageID, at: field.start) }
    case .inReplyTo: message.inReplyTo = references(field, &log)
    case .references: message.references = references(field, &log)
    case .date:
      let (date, isRepaired) = DateParsing.date(body)
      message.date = date
      guard let date else {
        log.record(.malformedDate, at: field.start)
        return
      }
      if isRepaired { log.record(.repairedDate, at: field.start) }
      if !Self.plausible.contains(date.seconds) { log.record(.implausibleDate, at: field.start) }
    case .kept, .contentType, .contentTransferEncoding, .contentDisposition, .contentID: break
    }
  }

  /// From 1980, before which no mail of RFC 822 exists, to 2100.
  private static let plausible: ClosedRange<Int64> = 315_532_800...4_102_444_800

  private func addresses(_ body: ByteView, _ field: RawField, _ log: inout DefectLog) -> [MailAddress] {
    let outcome = AddressParsing.addresses(in: body, limit: limits.addresses)
    if outcome.isMalformed { log.record(.malformedAddress, at: field.start) }
    if outcome.isCut { log.record(.tooManyAddresses, at: field.start) }
    if !body.isASCII { log.record(.nonASCIIHeader, at: field.start) }
    return outcome.addresses
  }

  /// The body of a field as it stands: in an identifier a blank that folding made is none.
  private func folded(_ field: RawField) -> ByteView { bytes[bytes.trimmed(field.body)] }

  private func references(_ field: RawField, _ log: inout DefectLog) -> [MessageID] {
    let outcome = MessageIDParsing.list(folded(field), limit: limits.references)
    if outcome.isMalformed { log.record(.malformedReferences, at: field.start) }
    if outcome.isCut { log.record(.tooManyReferences, at: field.start) }
    return outcome.ids
  }
}
