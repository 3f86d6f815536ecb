import MailModel

@testable import MailParsing

extension FuzzTarget {
  /// Messages, and the encodings and forms of their bodies.
  static let bodies = [
    FuzzTarget("mime") { bytes in
      var limits = ParsingLimits()
      limits.parts = 200
      limits.depth = 20
      let parser = MIMEParser(limits: limits)
      var contents: [Int] = []
      let message = parser.parse(MailBytes(bytes)) { part, _, content in
        hold(part.decodedSize >= content.count, "a part is as long as it says")
        contents.append(content.count)
      }
      for part in message.parts {
        hold(part.range.offset >= 0 && part.range.length >= 0, "\(part.range)")
        hold(part.range.offset + part.range.length <= bytes.count, "a part lies in the message: \(part.range)")
      }
      let again = parser.parse(MailBytes(bytes))
      hold(again.parts == message.parts && again.text == message.text, "the same bytes give the same message")
      hold(message.partPlaces.count == message.parts.count, "every part has a place")
    },
    FuzzTarget("transfer") { bytes in
      withView(bytes) { view in
        let out = OutputBuffer()
        out.reset(capacity: 2 * view.count + 64)
        _ = QuotedPrintable.decode(view, into: out)
        for padding in [Base64.Padding.ends] {
          out.reset(capacity: view.count + 64)
          _ = Base64.decode(view, into: out, padding: padding)
          hold(out.count <= view.count, "base64 shrinks")
        }
        out.reset(capacity: view.count + 64)
        _ = UUEncode.decode(body: view, into: out)
        if let block = UUEncode.block(in: view, from: 0) {
          out.reset(capacity: view.count + 64)
          _ = UUEncode.decode(block, of: view, into: out)
        }
        if YEnc.block(in: view, from: 0) != nil {
          out.reset(capacity: view.count + 64)
          YEnc.decode(lines: view, into: out)
        }
        _ = PercentEncoding.decoded(view)
      }
    },
    FuzzTarget("charset") { bytes in
      guard let first = bytes.first else { return }
      let name = charsets[Int(first) % charsets.count]
      let text = withView(Array(bytes.dropFirst())) { CharsetDecoding.decodeBody($0, charset: name).text }
      hold(text.utf8.count <= 16 * bytes.count + 16, "decoding does not swell: \(name ?? "none")")
    },
    FuzzTarget(text: "html") { text in
      let outcome = HTMLText.read(text, links: 100)
      hold(outcome.links.count <= 100, "the limit holds")
      hold(outcome.text.utf8.count <= 4 * text.utf8.count + 64, "text does not swell")
    },
    FuzzTarget("styles") { bytes in
      withView(bytes) { view in
        var rules = StyleRules()
        rules.take(view)
        _ = ElementStyle(view)
        _ = StyleColor(view)
        _ = StyleColor(attribute: view)
      }
    },
    FuzzTarget(text: "flowed") { text in
      for deletesSpace in [true, false] { _ = FlowedText.unwrapped(text, deletesSpace: deletesSpace) }
    },
    FuzzTarget("tnef") { bytes in
      withView(bytes) { view in
        _ = TNEF(view, limit: 100)
        _ = MAPIProperties(view, in: 0..<view.count)
      }
    },
    FuzzTarget("signed-content") { bytes in
      withView(bytes) { view in
        let out = OutputBuffer()
        out.reset(capacity: view.count + 64)
        _ = SignedContent.decode(view, into: out)
        _ = SignedContent.isEnveloped(view)
      }
    },
  ]

  private static let charsets: [String?] = [
    nil, "utf-8", "us-ascii", "windows-1252", "utf-7", "hz-gb-2312", "iso-2022-jp", "iso-2022-kr", "shift_jis",
    "euc-jp",
    "gb18030", "big5", "euc-kr", "koi8-r", "utf-16", "utf-16le", "utf-32", "windows-1255", "x-unknown", "iso-8859-15",
  ]
}
