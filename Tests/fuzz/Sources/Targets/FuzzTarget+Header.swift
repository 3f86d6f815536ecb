import Conversations
import MailModel

@testable import HijackDetection
@testable import MailArchives
@testable import MailParsing

extension FuzzTarget {
  /// Header fields, one kind each.
  static let header = [
    FuzzTarget("encoded-words") { bytes in
      let (text, _) = withView(bytes) { HeaderDecoding.decode($0) }
      hold(text.utf8.count <= 3 * bytes.count + 3, "decoding does not swell")
    },
    FuzzTarget("parameters") { bytes in
      withView(bytes) { view in
        let field = ParameterizedField(view, limit: 64)
        for name in ParameterName.allCases { _ = field.text(name) }
        _ = ContentType(view, limits: ParsingLimits())
      }
    },
    FuzzTarget("dates") { bytes in
      withView(bytes) { view in
        guard let date = DateParsing.date(view).date else { return }
        hold(DateParsing.date(date.rfc5322).date?.seconds == date.seconds, "a date that is written is read as the same")
        _ = date.rfc3339
      }
      _ = ReceivedDate.seconds(bytes[...])
      bytes.withUnsafeBufferPointer { _ = SeparatorLine(in: $0.span, from: 0, to: $0.count) }
    },
    FuzzTarget("addresses") { bytes in
      let outcome = withView(bytes) { AddressParsing.addresses(in: $0, limit: 100) }
      hold(outcome.addresses.count <= 100, "the limit holds")
      for address in outcome.addresses { _ = address.key }
    },
    FuzzTarget("message-ids") { bytes in
      withView(bytes) { view in
        hold(MessageIDParsing.list(view, limit: 50).ids.count <= 50, "the limit holds")
        if let id = MessageIDParsing.single(view).id { _ = MessageIDForm(id, senderDomain: "example.org") }
      }
    },
    FuzzTarget(text: "received") { text in
      _ = Hop(received: text)
      _ = Hop.address(in: text)
    },
    FuzzTarget("thread-index") { bytes in
      guard let index = ThreadIndex(bytes) else { return }
      _ = index.lastTime(near: MailDate(seconds: 1_700_000_000))
      hold(!index.isExtension(of: index), "nothing extends itself")
    },
    FuzzTarget(text: "subjects") { text in
      let subject = ThreadSubject(text)
      hold(ThreadSubject(subject.base).base == subject.base, "what is stripped stays so")
      _ = FolderRole(path: text)
    },
  ]

  static func withView<Result>(_ bytes: [UInt8], _ body: (ByteView) -> Result) -> Result {
    bytes.withUnsafeBytes { body(ByteView($0)) }
  }
}
