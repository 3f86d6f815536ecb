import ByteReading

/// Tells what a ZIP file is: a package of Office, or just an archive.
enum PackageClassifier {
  private static let partLimit = 4 << 20

  static func type(ofZip bytes: [UInt8]) -> AttachmentType {
    var archive = ZipDirectory(bytes, limit: 20_000)
    return type(of: &archive)
  }

  /// The type; the relationships of the package, which are asked for again, are kept in `archive`.
  static func type(of archive: inout ZipDirectory) -> AttachmentType {
    guard let entry = archive.entry(named: "[Content_Types].xml") else { return typeByParts(archive) }
    let types = ContentTypes(archive.content(of: entry, limit: partLimit).bytes)
    if let main = mainPart(of: &archive), let type = types.type(of: main), let known = officeType(forContentType: type)
    {
      return known
    }
    for (_, type) in types.declared {
      if let known = officeType(forContentType: type) { return known }
    }
    let guess = typeByParts(archive)
    return guess == .zip ? .ooxmlOther : guess
  }

  /// The part that the package's officeDocument relationship names.
  private static func mainPart(of archive: inout ZipDirectory) -> String? {
    guard let entry = archive.entry(named: "_rels/.rels") else { return nil }
    let content = archive.content(of: entry, limit: partLimit)
    archive.keep(content, of: entry)
    return Relationship.all(in: content.bytes, of: "")
      .first { !$0.isExternal && $0.type == "officeDocument" }?.target
  }

  private static func officeType(forContentType type: String) -> AttachmentType? {
    guard type.holds("main") else { return nil }
    let macros = type.holds("macroenabled")
    if type.holds("wordprocessingml") || type.holds("vnd.ms-word") { return macros ? .ooxmlDocm : .ooxmlDocx }
    if type.holds("vnd.ms-excel.sheet.binary") { return .ooxmlXlsb }
    if type.holds("spreadsheetml") || type.holds("vnd.ms-excel") { return macros ? .ooxmlXlsm : .ooxmlXlsx }
    if type.holds("presentationml") || type.holds("vnd.ms-powerpoint") { return macros ? .ooxmlPptm : .ooxmlPptx }
    return type.holds("vnd.ms-visio") ? .ooxmlOther : nil
  }

  /// Where the content types are gone: the usual names of the main parts.
  private static func typeByParts(_ archive: ZipDirectory) -> AttachmentType {
    let usual: [(String, AttachmentType)] = [
      ("word/document.xml", .ooxmlDocx), ("xl/workbook.xml", .ooxmlXlsx), ("xl/workbook.bin", .ooxmlXlsb),
      ("ppt/presentation.xml", .ooxmlPptx), ("visio/document.xml", .ooxmlOther),
    ]
    for (part, type) in usual where archive.entry(named: part) != nil {
      let hasMacros = archive.entries.contains { $0.name.hasSuffix("vbaProject.bin") }
      switch type {
      case .ooxmlDocx where hasMacros: return .ooxmlDocm
      case .ooxmlXlsx where hasMacros: return .ooxmlXlsm
      case .ooxmlPptx where hasMacros: return .ooxmlPptm
      default: return type
      }
    }
    return .zip
  }
}
