import Conversations
import MailModel

@testable import HijackDetection

extension Archive {
  /// A thread between Ann and Bob that ends on day 21; returns its place.
  mutating func tenderThread() -> Int {
    let thread = begin(
      Mail(
        id: "t1@corp.example", from: "ann@corp.example", name: "Ann Example", subject: "tender 7", day: 20,
        newText: Array(1...20)
      ).facts)
    reply(
      in: thread,
      Mail(
        id: "t2@corp.example", from: "bob@corp.example", name: "Bob Sample", to: ["ann@corp.example"],
        subject: "Re: tender 7", day: 21, inReplyTo: ["t1@corp.example"], newText: Array(31...50),
        quotedText: Array(1...20)
      ).facts)
    return thread
  }
}
