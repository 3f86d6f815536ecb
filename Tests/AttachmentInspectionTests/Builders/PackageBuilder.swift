import ByteReading

/// Builds small packages of Office.
enum PackageBuilder {
  private static let types = "http://schemas.openxmlformats.org/package/2006/content-types"
  private static let relationships = "http://schemas.openxmlformats.org/package/2006/relationships"
  private static let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
  private static let microsoft = "http://schemas.microsoft.com/office/2006/relationships/"

  /// A package whose main part has that name, content type and text; `rels` are relationships of the main part as
  /// (id, type, target, mode), `parts` further parts.
  static func package(
    main: String, type: String, text: String = "<x/>", rels: [(String, String, String, String?)] = [],
    parts: [(String, [UInt8])] = []
  ) -> [UInt8] {
    let slash = main.lastIndex(of: "/") ?? main.startIndex
    let folder = String(main[..<slash])
    let file = String(main[main.index(after: slash)...])
    var lines = ""
    for (id, kind, target, mode) in rels {
      let namespace = kind.hasPrefix("xl") || kind == "vbaProject" ? microsoft : office
      lines += "<Relationship Id=\"\(id)\" Type=\"\(namespace)\(kind)\" Target=\"\(target)\""
      if let mode { lines += " TargetMode=\"\(mode)\"" }
      lines += "/>"
    }
    let texts = [
      (
        "[Content_Types].xml",
        "<?xml version=\"1.0\"?><Types xmlns=\"\(types)\"><Default Extension=\"bin\" ContentType=\"application/x\"/>"
          + "<Override PartName=\"/\(main)\" ContentType=\"\(type)\"/></Types>"
      ),
      (
        "_rels/.rels",
        "<?xml version=\"1.0\"?><Relationships xmlns=\"\(relationships)\"><Relationship Id=\"r1\" Type=\"\(office)officeDocument\" Target=\"/\(main)\"/></Relationships>"
      ),
      (main, "<?xml version=\"1.0\"?>" + text),
      (
        "\(folder)/_rels/\(file).rels",
        "<?xml version=\"1.0\"?><Relationships xmlns=\"\(relationships)\">\(lines)</Relationships>"
      ),
    ]
    return ZipBuilder(texts.map { ($0.0, Array($0.1.utf8)) } + parts).build()
  }

  static let wordType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
  static let workbookType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
  static let macroWorkbookType = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
}
