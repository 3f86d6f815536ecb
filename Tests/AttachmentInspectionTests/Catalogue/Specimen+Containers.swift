import CZlib
import MailTestSupport

@testable import AttachmentInspection

extension Specimen {
  private static func zip(_ name: String, _ content: [UInt8] = [0x78], flags: Int = 0) -> Document {
    var builder = ZipBuilder([(name, content)])
    builder.entries[0].flags = flags
    return Document(builder.build())
  }

  private static let plain = zip("a.txt")

  /// A local header of another name than the directory's.
  private static let disagreeing: Document = {
    var builder = ZipBuilder([("invoice.txt", [0x78])])
    builder.entries[0].localName = "invoice.exe"
    return Document(builder.build())
  }()

  /// Zeros that deflate a thousand times, as a gzip file.
  private static let bomb: Document = {
    let zeros = [UInt8](repeating: 0, count: 10 << 20)
    var packed = [UInt8](repeating: 0, count: 64 << 10)
    var size = UInt(packed.count)
    _ = compress(&packed, &size, zeros, UInt(zeros.count))
    // Behind the two bytes of the zlib header lies the deflate stream.
    return Document([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3] + packed[2..<Int(size)])
  }()

  static let containers: [Specimen] = [
    Specimen(.zipWalksDisagree, disagreeing, not: plain),
    Specimen(.archiveEncrypted, zip("a.pdf", flags: 1), not: plain),
    Specimen(.archiveEncryptedExecutable, zip("a.exe", flags: 1), not: zip("a.pdf", flags: 1)),
    Specimen(.archiveEncryptedDocument, zip("a.xls", flags: 1), not: zip("a.pdf", flags: 1)),
    Specimen(.archiveNested, zip("b.zip", plain.bytes), not: plain),
    Specimen(.archiveTraversal, zip("../../a.txt"), not: zip("a/b.txt")),
    Specimen(.archiveBomb, bomb, not: plain),
    Specimen(
      .archiveNameTrick, Document(ZipBuilder(texts: [("x.pdf ", "x"), ("x.pdf /x.pdf .cmd", "x")]).build()),
      not: Document(ZipBuilder(texts: [("x.pdf", "x"), ("x/y.pdf", "x")]).build())),
    Specimen(.executableInArchive, zip("a.exe", Samples.program), not: plain),
    Specimen(.scriptInArchive, zip("a.js", Array("var x".utf8)), not: zip("a.json", Array("{}".utf8))),
    Specimen(.shortcutInArchive, zip("a.lnk", Samples.shortcut("..\\a", "")), not: plain),
    Specimen(.diskImage, Document(Samples.image("A.TXT;1", [0x78])), not: plain),
    Specimen(
      .diskImagePayload, Document(Samples.image("A.EXE;1", Samples.program)),
      not: Document(Samples.image("A.TXT;1", [0x78]))),
    Specimen(
      .diskImageHidden, Document(Samples.image("A.DLL;1", [0x78], isHidden: true)),
      not: Document(Samples.image("A.TXT;1", [0x78]))),
    Specimen(.archiveRare, Document(Samples.arj("a.exe")), not: Document(Samples.tar("a.txt", [0x78]))),
    Specimen(
      .padding, Document(Samples.program + [UInt8](repeating: 0, count: 5 << 20)), not: Document(Samples.program)),
    Specimen(
      .polyglot, Document(Array("%PDF-1.4\n%%EOF\n".utf8) + plain.bytes), not: Document("%PDF-1.4\n%%EOF\n")),
  ]
}
