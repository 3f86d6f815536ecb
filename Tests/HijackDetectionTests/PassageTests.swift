import MailModel
import Testing

@testable import HijackDetection

/// What a passage names is what stands there: each is read again from the message's bytes by the test's own means.
@Suite struct PassageTests {
  static let text = """
    Dear Bob,
    please see http://new.test/quia-sit/dolorem.zip?a=1&b=2, the new bank details are
    DE89 3704 0044 0532 0130 00 (EUR 12.500,00). The archive password is U523x, grüße.

    > Please see http://new.test/quoted, write to pat@partner-firm.example
    """

  struct Form: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var encoding: String
    var charset = "utf-8"
    var type = "text/plain"
    var lineEnd = "\n"
  }

  private static let forms: [Form] = [
    Form(testDescription: "as it stands", encoding: "7bit"),
    Form(testDescription: "8bit with CRLF", encoding: "8bit", lineEnd: "\r\n"),
    Form(testDescription: "quoted-printable", encoding: "quoted-printable"),
    Form(testDescription: "quoted-printable with CRLF", encoding: "quoted-printable", lineEnd: "\r\n"),
    Form(testDescription: "quoted-printable in Latin-1", encoding: "quoted-printable", charset: "iso-8859-1"),
    Form(testDescription: "base64", encoding: "base64"),
    Form(testDescription: "base64 with CRLF", encoding: "base64", lineEnd: "\r\n"),
    Form(testDescription: "HTML", encoding: "quoted-printable", type: "text/html"),
  ]

  @Test(arguments: forms) func passagesAreReadAgainFromTheBytes(form: Form) throws {
    let header = "From: ann@corp.example\nSubject: Re: tender\n\n".lines(form.lineEnd)
    let shown = form.type == "text/html" ? Self.text.replacing("&", with: "&amp;") : Self.text
    let characters =
      form.charset == "utf-8" ? Array(shown.utf8) : shown.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
    let body = encoded(characters, form).lines(form.lineEnd)
    let all = Array((header + body).utf8)
    var part = BodyPart(
      path: "1", contentType: form.type, charset: form.charset, transferEncoding: form.encoding, decodedSize: 0,
      decodedDigest: .zero, range: ByteRange(offset: header.utf8.count, length: body.utf8.count))
    part.role = .body
    var message = Message(digest: ContentDigest(of: form.testDescription), size: all.count)
    message.parts = [part]
    let normalised = String(decoding: all, as: UTF8.self).replacing("\r\n", with: "\n").bytes()
    message.partPlaces = [ByteRange(offset: header.replacing("\r\n", with: "\n").utf8.count, length: 0)]
    let passages = PassageSearch.passages(of: message, in: MailBytes(all))
    let link = try #require(LinkFact(target: "http://new.test/quia-sit/dolorem.zip?a=1&b=2"))
    let quotedLink = try #require(LinkFact(target: "http://new.test/quoted"))
    let expected: [(PassageValue, String)] = [
      (.link(link), shown.contains("&amp;") ? link.url.replacing("&", with: "&amp;") : link.url),
      (.link(quotedLink), quotedLink.url), (.iban("DE89370400440532013000"), "DE89 3704 0044 0532 0130 00"),
      (.amount("EUR 12500"), "12.500,00"), (.address("pat@partner-firm.example"), "pat@partner-firm.example"),
      (.request(.bankChange), "new bank details"),
    ]
    for (value, written) in expected {
      let passage = try #require(passages.first { $0.value == value }, "\(written)")
      let range = passage.range.offset..<passage.range.offset + passage.range.length
      let bytes = Array(normalised[range])
      if form.encoding == "base64" {
        let text = String(decoding: Self.base64(bytes), as: UTF8.self)
        #expect(text.contains(written) && text.utf8.count <= written.utf8.count + 4, "\(text)")
      } else if form.encoding == "quoted-printable" {
        #expect(String(decoding: Self.quotedPrintable(bytes), as: UTF8.self) == written)
      } else {
        #expect(String(decoding: bytes, as: UTF8.self) == written)
      }
    }
    // Phrases that only the quotation has are not named.
    #expect(passages.filter { $0.value == .request(.lure) }.allSatisfy { $0.range.offset < normalised.count - 100 })
  }

  @Test func signalsNameThePassageAndNotTheText() throws {
    let text = "Please note our new bank details: DE89 3704 0044 0532 0130 00.\n"
    var facts = ann("new bank") { $0.text = text }.facts
    let iban = ByteRange(offset: 434, length: 27)
    let phrase = ByteRange(offset: 416, length: 16)
    facts.places.entries = [.init(place: .text, range: ByteRange(offset: 400, length: text.utf8.count))]
    facts.places.passages = [
      Passage(.iban("DE89370400440532013000"), iban), Passage(.request(.bankChange), phrase),
      Passage(.iban("GB82WEST12345698765432"), ByteRange(offset: 1, length: 2)),
    ]
    var archive = Archive.ordinary()
    let thread = archive.tenderThread()
    archive.reply(in: thread, facts)
    let observed = try #require(archive.observed(in: thread).first { $0.message == facts.digest })
    #expect(observed.signals.first { $0.id == "bank-detail-change" }?.ranges == [phrase, iban])
    #expect(facts.ranges(of: [.text]) == [ByteRange(offset: 400, length: text.utf8.count)])
    #expect(MessageFacts(packed: facts.packed()) == facts)
    #expect(facts.passagesWorthKeeping(facts.places.passages).count == 2)
  }

  /// Noise and cut encodings name nothing beyond the body, and trap nowhere.
  @Test func noiseIsReadWithinItsBounds() {
    var generator = SeededGenerator(seed: 5)
    let alphabet = Array("=\n\rA9b+/: http://a.b.test/ DE89370400440532013000 EUR 50 a@b.test pass: x1 \u{FC}".utf8)
    for _ in 0..<400 {
      let body = (0..<Int.random(in: 0..<300, using: &generator)).map { _ in
        alphabet.randomElement(using: &generator) ?? 0
      }
      for encoding in ["7bit", "quoted-printable", "base64", "x-unknown"] {
        var part = BodyPart(
          path: "1", contentType: "text/plain", charset: "windows-1252", transferEncoding: encoding, decodedSize: 0,
          decodedDigest: .zero, range: ByteRange(offset: 0, length: Int.random(in: 0...Int.max, using: &generator)))
        part.role = .body
        var message = Message(digest: .zero, size: body.count)
        (message.parts, message.partPlaces) = ([part], [ByteRange(offset: 0, length: body.count)])
        for passage in PassageSearch.passages(of: message, in: MailBytes(body)) {
          #expect(passage.range.offset >= 0 && passage.range.offset + passage.range.length <= body.count)
          #expect(passage.range.length > 0)
        }
      }
    }
  }

  // MARK: The test's own encodings

  private func encoded(_ bytes: [UInt8], _ form: Form) -> String {
    switch form.encoding {
    case "base64":
      let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
      var out = ""
      for start in stride(from: 0, to: bytes.count, by: 3) {
        let group = bytes[start..<min(start + 3, bytes.count)]
        let word = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
        for place in 0..<4 { out.append(place <= group.count ? alphabet[word >> (18 - 6 * place) & 63] : "=") }
        if start % 57 == 54 { out += "\n" }
      }
      return out + "\n"
    case "quoted-printable":
      var out = ""
      var column = 0
      for byte in bytes {
        let isPlain = byte == 0x0A || byte >= 0x20 && byte < 0x7F && byte != 0x3D
        let piece =
          isPlain ? String(Unicode.Scalar(byte)) : "=" + (byte < 16 ? "0" : "") + String(byte, radix: 16).uppercased()
        if byte != 0x0A, column + piece.utf8.count > 60 {
          out += "=\n"
          column = 0
        }
        out += piece
        column = byte == 0x0A ? 0 : column + piece.utf8.count
      }
      return out
    default: return String(decoding: bytes, as: UTF8.self)
    }
  }

  private static func base64(_ bytes: [UInt8]) -> [UInt8] {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var out: [UInt8] = []
    var (word, bits) = (0, 0)
    for byte in bytes {
      guard let value = alphabet.firstIndex(of: byte) else { continue }
      (word, bits) = ((word << 6 | value) & 0xFFFF, bits + 6)
      if bits >= 8 {
        bits -= 8
        out.append(UInt8(word >> bits & 0xFF))
      }
    }
    return out
  }

  private static func quotedPrintable(_ bytes: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    var at = 0
    while at < bytes.count {
      if bytes[at] == 0x3D, at + 1 < bytes.count, bytes[at + 1] == 0x0A {
        at += 2
      } else if bytes[at] == 0x3D, at + 2 < bytes.count {
        out.append(UInt8(String(decoding: bytes[at + 1...at + 2], as: UTF8.self), radix: 16) ?? 0)
        at += 3
      } else {
        out.append(bytes[at])
        at += 1
      }
    }
    return out
  }
}

extension String {
  fileprivate func lines(_ end: String) -> String { end == "\n" ? self : replacing("\n", with: end) }
}
