import MailTestSupport
import MailModel
import Testing

@testable import AttachmentInspection

@Suite struct OneNoteTests {
  private let header: [UInt8] = [
    0xE4, 0x52, 0x5C, 0x7B, 0x8C, 0xD8, 0xA7, 0x4D, 0xAE, 0xB1, 0x53, 0x78, 0xD0, 0x29, 0x96, 0xD3,
  ]

  private func section(_ content: [UInt8], name: String = "") -> [UInt8] {
    var bytes = header + [UInt8](repeating: 0, count: 100) + OneNoteStore.fileDataObject
    bytes.append(u32: content.count)
    bytes += [UInt8](repeating: 0, count: 16) + content
    bytes.append(utf16: name + "\0")
    return bytes
  }

  @Test func anApplicationInANote() {
    let verdict = AttachmentInspector().inspect(
      section(Array("<html><hta:application/><script>x=new ActiveXObject('WScript.Shell')</script></html>".utf8)))
    #expect(verdict.type == .onenote)
    #expect(verdict.children.map(\.name) == ["file-1"])
    #expect(verdict.level == .critical)
  }

  @Test(arguments: [("invoice.cmd", true), ("invoice.txt", false)])
  func namesOfFilesCount(name: String, isAlarm: Bool) {
    #expect((AttachmentInspector().inspect(section(Array("text".utf8), name: name)).level >= .high) == isAlarm)
  }

  @Test func picturesAreNothing() {
    #expect(AttachmentInspector().inspect(section(Array("GIF89a".utf8), name: "a.gif")).techniques.isEmpty)
  }
}
