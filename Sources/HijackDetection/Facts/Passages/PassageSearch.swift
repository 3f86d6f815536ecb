import MailModel

/// Finds where in a message's bytes the values stand that signals may name.
public enum PassageSearch {
  /// Passages kept of a message; those of one value, of one part.
  private static let limit = 128
  private static let perValue = 2
  /// Texts that are looked at.
  private static let parts = 8

  /// The passages in the texts of a message, in the order of its parts.
  ///
  /// `bytes` are the message's, as it was parsed. What does not stand in one piece (between tags of HTML, in charsets that
  /// are not read here) is not found: a signal names the whole part then.
  public static func passages(of message: Message, in bytes: MailBytes) -> [Passage] {
    var passages: [Passage] = []
    for (part, place) in zip(message.parts, message.partPlaces).lazy.filter({ part, _ in
      part.role == .body && part.contentType.hasPrefix("text/")
    }).prefix(parts) {
      guard passages.count < limit, part.range.offset >= 0, part.range.length > 0 else { continue }
      let (end, overflow) = part.range.offset.addingReportingOverflow(min(part.range.length, EncodedText.limit))
      guard !overflow else { continue }
      let text = EncodedText(
        withoutReturns(bytes[part.range.offset..<end].array), transferEncoding: part.transferEncoding,
        charset: part.charset ?? "us-ascii")
      var counts: [PassageValue: Int] = [:]
      for (value, stretch) in found(in: text.bytes, isHTML: part.contentType == "text/html") {
        guard passages.count < limit, counts[value, default: 0] < perValue, let within = text.place(of: stretch) else {
          continue
        }
        counts[value, default: 0] += 1
        let (offset, overflow) = place.offset.addingReportingOverflow(within.lowerBound)
        guard !overflow else { continue }
        passages.append(Passage(value, ByteRange(offset: offset, length: within.count)))
      }
    }
    return passages
  }

  /// Line ends as the message's identity has them.
  private static func withoutReturns(_ body: [UInt8]) -> [UInt8] {
    guard body.contains(0x0D) else { return body }
    var out: [UInt8] = []
    out.reserveCapacity(body.count)
    for at in body.indices where body[at] != 0x0D || at + 1 >= body.count || body[at + 1] != 0x0A {
      out.append(body[at])
    }
    return out
  }

  private static func found(in bytes: [UInt8], isHTML: Bool) -> [(PassageValue, Range<Int>)] {
    var found: [(PassageValue, Range<Int>)] = []
    for stretch in LinkExtraction.stretches(in: bytes) {
      var target = String(decoding: bytes[stretch], as: UTF8.self)
      if isHTML { target = target.replacing("&amp;", with: "&") }
      if let link = LinkFact(target: target) { found.append((.link(link), stretch)) }
    }
    found += IBAN.places(in: bytes).map { (.iban($0.iban), $0.place) }
    found += MoneyAmount.places(in: bytes).map { (.amount($0.amount), $0.place) }
    found += QuotedAddresses.places(in: bytes).map { (.address($0.address), $0.place) }
    let written = Array(bytes.prefix(16_384))
    found += PasswordMention.places(in: written).map { place in
      (.password(String(decoding: written[place], as: UTF8.self)), place)
    }
    return found + requests(in: written)
  }

  /// Phrases are looked for as in the decoded text, where they stand in no line that is marked as quoted.
  private static func requests(in bytes: [UInt8]) -> [(PassageValue, Range<Int>)] {
    var places: [Int] = []
    let normalised = PhraseText.normalised(bytes, places: &places)
    return RequestFacts.places(in: normalised).compactMap { request, stretch in
      guard stretch.upperBound < places.count, stretch.lowerBound < stretch.upperBound else { return nil }
      let place = places[stretch.lowerBound]..<max(places[stretch.lowerBound], places[stretch.upperBound])
      let line = bytes[..<place.lowerBound].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
      return bytes[line] == 0x3E ? nil : (.request(request), trimmed(place, bytes))
    }
  }

  private static func trimmed(_ place: Range<Int>, _ bytes: [UInt8]) -> Range<Int> {
    var end = min(place.upperBound, bytes.count)
    while end > place.lowerBound, bytes[end - 1] <= 0x20 { end -= 1 }
    return place.lowerBound..<end
  }
}

extension MessageFacts {
  /// The passages of the message that a signal may name, the others left out.
  func passagesWorthKeeping(_ found: [Passage]) -> [Passage] {
    guard !found.isEmpty else { return [] }
    var values = Set((newLinks + quotedLinks).map(PassageValue.link))
    values.formUnion((newIBANs + quotedIBANs).map(PassageValue.iban))
    values.formUnion((newAmounts + quotedAmounts).map(PassageValue.amount))
    values.formUnion((quotedAddresses + signature.addresses).map(PassageValue.address))
    values.formUnion(passwords.map(PassageValue.password))
    for request in RequestFacts.named where requests.contains(request) { values.insert(.request(request)) }
    return found.filter { values.contains($0.value) }
  }
}
