import MailModel
import Testing

@Suite("Names and places") struct NamesTests {
  @Test("Header names do not differ by case") func headerNames() {
    #expect(HeaderName("Message-ID") == HeaderName("message-id"))
    let fields = [
      HeaderField(name: "To", value: "a"), HeaderField(name: "X", value: "b"), HeaderField(name: "TO", value: "c"),
    ]
    #expect(fields.first("to") == "a")
    #expect(fields.all("To") == ["a", "c"])
    #expect(fields.first("Cc") == nil)
  }

  @Test(
    "Domains stand behind the last @",
    arguments: [("a@B.example", "b.example"), ("\"x@y\"@z", "z"), ("nobody", ""), ("a@", ""), ("", "")])
  func domains(address: String, domain: String) {
    #expect(MailAddress(address: address).domain == domain)
    #expect(MessageID(address).domain == domain)
    #expect(MailAddress(address: "Ann@Corp.Example").key == "ann@corp.example")
  }

  @Test("Identifiers are opaque bytes") func identifiers() {
    #expect(MessageID("A@b") != MessageID("a@b"))
    #expect(
      [MessageID("b"), MessageID("é"), MessageID("a"), MessageID("B")].sorted().map(\.rawValue) == ["B", "a", "b", "é"])
  }

  @Test("Places are ordered by file, then by offset") func places() {
    let place = { (source: String, offset: Int) in Place(source: source, range: ByteRange(offset: offset, length: 1)) }
    let places = [place("b", 0), place("a", 9), place("B", 5), place("a", 1)]
    #expect(places.sorted() == [place("B", 5), place("a", 1), place("a", 9), place("b", 0)])
  }

  @Test(
    "Levels follow the score",
    arguments: [(0, Level.info), (0.2, .low), (0.5, .medium), (0.8, .high), (0.95, .critical), (1, .critical)])
  func levels(score: Double, level: Level) {
    #expect(Level(score: score) == level)
    #expect(level.floor <= score)
    #expect(Level.allCases.sorted() == Level.allCases)
    #expect(Level(score: .nan) == .info)
    #expect(Level(score: 0.949999) == .high)
  }

  @Test("Codes of defects are unique and in kebab case") func defectCodes() {
    let codes = DefectCode.allCases.map(\.rawValue)
    #expect(Set(codes).count == codes.count)
    for code in codes { #expect(code.allSatisfy { $0 == "-" || ($0.isLowercase && $0.isASCII) || $0.isNumber }) }
  }
}
