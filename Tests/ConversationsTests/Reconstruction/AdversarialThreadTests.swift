import Conversations
import MailModel
import MailTestSupport
import Testing

/// Properties that hold whatever the messages say, and mail made to break or to stall the reconstruction.
@Suite("Adversarial threads") struct AdversarialThreadTests {
  /// A real conversation, and what bad programs and bad people make of its fields.
  private static func mess(seed: UInt64) -> [ThreadEdges] {
    var random = SplitMix64(seed: seed)
    var mails: [ThreadEdges] = []
    for number in 0..<80 {
      let thread = number % 7
      var references = (0..<Int.random(in: 0...6, using: &random)).map { _ in
        "t\(thread).\(Int.random(in: 0..<12, using: &random))"
      }
      switch Int.random(in: 0..<6, using: &random) {
      case 0: references.reverse()
      case 1: references.append("t\(thread).\(number / 7)")
      case 2: references = []
      default: break
      }
      let id = Int.random(in: 0..<8, using: &random) == 0 ? nil : "t\(thread).\(number / 7)"
      mails.append(
        mail(
          id, day: Int.random(in: 0..<9, using: &random) == 0 ? nil : Double(Int.random(in: 0..<30, using: &random)),
          refs: references,
          irt: Bool.random(using: &random) ? ["t\(thread).\(Int.random(in: 0..<12, using: &random))"] : [],
          subject: ["Re: lunch", "Re: tender", "tender", ""].randomElement(using: &random) ?? "",
          from: "p\(Int.random(in: 0..<9, using: &random))", to: ["p\(Int.random(in: 0..<9, using: &random))", "list"],
          content: "\(number)"))
    }
    return mails
  }

  /// The messages that identifiers connect, by the plainest algorithm there is.
  private static func components(_ mails: [ThreadEdges]) -> [ContentDigest: Int] {
    var names = mails.map { mail in
      Set(
        [mail.messageID?.rawValue ?? "nameless " + mail.message.hex]
          + (mail.references + mail.inReplyTo).map(\.rawValue))
    }
    var group = Array(mails.indices)
    var isChanged = true
    while isChanged {
      isChanged = false
      for one in mails.indices {
        for other in mails.indices where group[one] < group[other] && !names[one].isDisjoint(with: names[other]) {
          names[one].formUnion(names[other])
          names[other] = names[one]
          group[other] = group[one]
          isChanged = true
        }
      }
    }
    return Dictionary(uniqueKeysWithValues: zip(mails.map(\.message), group))
  }

  @Test(
    "What identifiers connect is one conversation; every other join is a link with its reason",
    arguments: UInt64(0)..<10)
  func joins(seed: UInt64) {
    let mails = Self.mess(seed: seed)
    let components = Self.components(mails)
    let conversations = ThreadReconstruction(mails).conversations
    var conversationOf: [Int: ConversationID] = [:]
    for conversation in conversations {
      let joined = Set(conversation.nodes.compactMap { $0.message.flatMap { components[$0] } })
      for component in joined {
        #expect(conversationOf.updateValue(conversation.id, forKey: component) == nil)
      }
      let strong: Set<LinkReason> = [.root, .references, .inReplyTo]
      #expect(conversation.nodes.count { !strong.contains($0.link) } == joined.count - 1)
    }
  }

  @Test("A subject joins only whom the conversation knows", arguments: UInt64(0)..<20)
  func subjects(seed: UInt64) {
    let mails = Self.mess(seed: seed)
    let byDigest = Dictionary(uniqueKeysWithValues: mails.map { ($0.message, $0) })
    for conversation in ThreadReconstruction(mails).conversations {
      for node in conversation.nodes where node.link == .subject {
        guard let message = node.message.flatMap({ byDigest[$0] }) else { continue }
        let people = Set([message.author] + message.recipients)
        let authors = conversation.nodes.compactMap { $0.message.flatMap { byDigest[$0] } }
          .filter { $0.message != message.message }.map(\.author)
        #expect(!people.isDisjoint(with: authors))
        #expect(message.references.isEmpty && message.inReplyTo.isEmpty)
      }
    }
  }

  @Test("Any order of the messages and of the names in them connects the same", arguments: UInt64(0)..<20)
  func orders(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let mails = Self.mess(seed: seed)
    let expected = ThreadReconstruction(mails).conversations
    for _ in 0..<3 { #expect(ThreadReconstruction(mails.shuffled(using: &random)).conversations == expected) }
    let turned = mails.map { mail in
      var mail = mail
      mail.references.shuffle(using: &random)
      return mail
    }
    // Without the weak links, which go by the trees' heads.
    func groups(_ mails: [ThreadEdges]) -> Set<ConversationID> {
      Set(
        ThreadReconstruction(
          mails.map { mail in
            var mail = mail
            mail.subject = ThreadSubject("x")
            return mail
          }
        ).conversations.map(\.id))
    }
    #expect(groups(turned) == groups(mails))
  }

  static let backwards: [ThreadReconstructionTests.Case] = [
    .init(
      "references latest first",
      [mail("a"), mail("b", day: 1, refs: ["a"]), mail("c", day: 2, refs: ["b", "a"])], ["a", "  b", "    c"]),
    .init(
      "references latest first, four of them",
      [
        mail("a"), mail("b", day: 1, refs: ["a"]), mail("c", day: 2, refs: ["a", "b"]),
        mail("d", day: 3, refs: ["a", "b", "c"]), mail("e", day: 4, refs: ["d", "c", "b", "a"]),
      ], ["a", "  b", "    c", "      d", "        e"]),
    .init(
      "references latest first, and nobody there to say so",
      [mail("c", day: 2, refs: ["b", "a"])], ["b?", "  c"]),
    .init(
      "an answer to the root that names a side branch before it",
      [
        mail("a"), mail("b", day: 1, refs: ["a"]), mail("c", day: 2, refs: ["a"]), mail("d", day: 3, refs: ["b", "c"]),
      ], ["a", "  b", "  c", "    d"]),
  ]

  @Test(arguments: backwards) func treesOfBackwardReferences(of example: ThreadReconstructionTests.Case) {
    #expect(trees(example.mails) == example.trees)
    #expect(trees(example.mails.reversed()) == example.trees)
  }

  @Test("Five thousand contents under one identifier are siblings") func oneIdentifier() {
    let mails =
      [mail("r")] + (0..<5_000).map { mail("a", day: Double($0), refs: ["r"], content: "\($0)") }
      + [mail("b", day: 9_000, refs: ["r", "a"])]
    let nodes = ThreadReconstruction(mails.reversed()).conversations.first?.nodes ?? []
    #expect(nodes.count == 5_002)
    #expect(nodes.filter { $0.depth == 1 }.count == 5_000)
    // The answer stands below the earliest.
    let answer = nodes.firstIndex { $0.messageID?.rawValue == "b" }
    #expect(answer.flatMap { nodes[$0].parent }.map { nodes[$0].message } == ContentDigest(of: "0"))
  }

  @Test("Two thousand messages that each name the same thousand, half of them backwards") func manyReferences() {
    let names = (0..<1_000).map { "m\($0)" }
    let mails = (0..<2_000).map { number in
      mail("n\(number)", day: Double(number), refs: number % 2 == 0 ? names : names.reversed(), content: "\(number)")
    }
    let conversations = ThreadReconstruction(mails).conversations
    #expect(conversations.count == 1)
    #expect(conversations.first?.nodes.compactMap(\.message).count == 2_000)
  }

  @Test("A comb of rings that share one message") func sharedRings() {
    let mails = (0..<2_000).flatMap { number in
      [
        mail("x\(number)", day: Double(number), refs: ["hub", "y\(number)"]),
        mail("y\(number)", day: Double(number), refs: ["x\(number)", "hub"]),
      ]
    }
    let conversations = ThreadReconstruction(mails + [mail("hub", day: 5, refs: ["x0"])]).conversations
    #expect(conversations.count == 1)
    #expect(conversations.first?.nodes.compactMap(\.message).count == 4_001)
  }

  @Test("Thousands of one Gmail thread, and of one Thread-Index with all its answers") func crowdsOfWeakLinks() {
    let gmail = (0..<3_000).map { mail("g\($0)", day: Double($0), content: "g\($0)", gmail: "17") }
    #expect(ThreadReconstruction(gmail).conversations.count == 1)
    let indexed = (0..<3_000).map { number in
      mail(
        "i\(number)", day: Double(number), subject: "Re: topic", content: "i\(number)",
        index: WeakLinkTests.header + Array(repeating: WeakLinkTests.block, count: number % 90).joined())
    }
    // Those with the bare header extend nobody's; each of the others joins what it extends.
    #expect(ThreadReconstruction(indexed).conversations.count < 3_000)
  }
}
