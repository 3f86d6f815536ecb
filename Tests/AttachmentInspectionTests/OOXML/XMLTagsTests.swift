import Testing

@testable import AttachmentInspection

@Suite struct XMLTagsTests {
  @Test(
    arguments: [
      ("<a x='1'/>", "a", "1"), ("<p:a q:x=\"1>2\">", "a", "1>2"), ("<a x = '1' x='2'>", "a", "2"),
      ("<a x='&amp;&#x41;'>", "a", "&A"), ("<!-- <b x='0'> --><a x='1'>", "a", "1"),
      ("</b><?c x='0'?><a x='1'>", "a", "1"),
      ("<a y='1'>", "a", nil), ("<a x='1", "a", "1"), ("<a x=1>", "a", nil), ("<a", "a", nil), ("<a/x='1'>", "a", "1"),
      ("<a b x='1'>", "a", "1"), ("<a x=''>", "a", ""),
    ] as [(String, String, String?)])
  func readsTheFirstTag(xml: String, name: String, value: String?) {
    var tags = XMLTags(Array(xml.utf8))
    let tag = tags.next()
    #expect(tag?.name == name)
    #expect(tag?["x"] == value)
    #expect(tag?.isCalled("a") == true)
    #expect(tag?.isCalled("ab") == false)
  }

  @Test func goesOnBehindEachTag() {
    let tags = XMLTags(Array("<a x='>'>text<b/><c<d></e><f y='<'>".utf8))
    #expect(tags.map(\.name) == ["a", "b", "c", "d", "f"])
    #expect(tags.map { tags.text(from: $0.end) }.first == "text")
  }

  @Test func readsUTF16() {
    let bytes: [UInt8] = [0xFF, 0xFE] + "<a x='é'>".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    var tags = XMLTags(bytes)
    #expect(tags.next()?["x"] == "é")
  }

  @Test(arguments: [
    ("http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet", "xlMacrosheet"), ("a/b/", "b"), ("b", "b"),
    ("", ""), ("//", ""),
  ])
  func aRelationshipsTypeIsTheLastWord(uri: String, type: String) {
    let xml = "<Relationships><Relationship Id='r1' Type='\(uri)' Target='../x/./Y.xml#a'/></Relationships>"
    let found = Relationship.all(in: Array(xml.utf8), of: "xl/sheets/s.xml").first
    #expect(found?.type == type)
    #expect(found?.target == "xl/x/y.xml")
    #expect(found?.mayHaveType(endingIn: "acrosheet") == (type == "xlMacrosheet" || uri.hasSuffix("/")))
  }
}
