import ByteReading
import CompoundFiles
import MailModel

extension Inspection {
  /// Goes through a package of Office: relationships, macros, embedded files.
  mutating func inspectPackage(_ bytes: [UInt8], type: AttachmentType) {
    let archive = takeArchive() ?? ZipDirectory(bytes, limit: limits.entries)
    noteStructure(of: archive)
    var reader = PackageReader(archive)
    reader.readRelationships(&self)
    inspectWorkbookPart(&reader, type: type)
    noteHiddenSheets(&reader, type: type)
    for entry in archive.entries where !entry.isDirectory {
      guard takeEntry() else { return }
      let before = buffers
      inspectPart(entry, &reader)
      // What tells nothing of its own can still be what a user's rule looks for.
      if isMatching, buffers == before {
        unpackForRules { $0.match(reader.content(of: entry, &$0), inside: entry.name) }
      }
    }
    if has(.vbaProject) || has(.xlmMacrosheet) { inspectTextBesideMacros(&reader) }
  }

  /// Sheets that no menu shows.
  private mutating func noteHiddenSheets(_ reader: inout PackageReader, type: AttachmentType) {
    guard type == .ooxmlXlsx || type == .ooxmlXlsm, let workbook = reader.content(ofPart: "xl/workbook.xml", &self)
    else {
      return
    }
    guard workbook.contains("veryHidden") || workbook.contains("veryhidden") else { return }
    for tag in XMLTags(workbook) where tag.isCalled("sheet") && tag["state"]?.lowercasedASCII == "veryhidden" {
      found(.sheetVeryHidden, tag["name"] ?? "")
    }
  }

  /// What a document with macros says to people, and what it stores for its macros.
  private mutating func inspectTextBesideMacros(_ reader: inout PackageReader) {
    for part in ["word/document.xml", "xl/sharedstrings.xml", "ppt/slides/slide1.xml"] {
      guard let content = reader.content(ofPart: part, &self) else { continue }
      noteLure(in: content)
    }
    for part in ["word/settings.xml", "docprops/custom.xml", "docprops/core.xml", "docprops/app.xml"] {
      guard let content = reader.content(ofPart: part, &self) else { continue }
      noteHiddenCommand(in: content, at: part)
    }
  }

  private mutating func inspectPart(_ entry: ZipEntry, _ reader: inout PackageReader) {
    let name = entry.foldedName
    if name.hasSuffix(".rels") || name == "[content_types].xml" { return }
    if PartNames.mayHoldFields(name) {
      let xml = reader.content(of: entry, &self)
      inspectWordFields(xml)
      return
    }
    if PartNames.mayHoldLinks(name) {
      inspectDDELinks(reader.content(of: entry, &self))
      return
    }
    if PartNames.isRibbon(name) {
      for tag in XMLTags(reader.content(of: entry, &self)) where tag["onLoad"] != nil {
        found(.customUIOnLoad, tag["onLoad"] ?? "")
      }
      return
    }
    // What a part is decides, not how it is called: its first bytes tell.
    let head = reader.archive.content(of: entry, limit: 64).bytes
    if PartNames.isPlain(head) { return }
    let content = reader.content(of: entry, &self)
    if head.matches(CompoundFile.magic, at: 0), let file = CompoundFile(content) {
      if file.has("VBA/dir") || file.has("VBA/_VBA_PROJECT") {
        foundChild(entry.name, digest: ContentDigest(of: content), type: .oleOther, size: content.count)
        inspectVBA(VBAProject.projects(in: file, sourceLimit: limits.macroSourceBytes), isOwn: true)
        return
      }
      if name.holds("activex") {
        found(.activeX, entry.name)
        return
      }
    }
    let type = inspectChild(entry.name, content)
    if type.runs { found(.olePackageExecutable, entry.name) }
  }

  /// Fields of WordprocessingML: the pieces of a field code are joined as Word joins them.
  private mutating func inspectWordFields(_ xml: [UInt8]) {
    guard xml.contains("DDE") || xml.contains("QUOTE") || xml.contains("dde") else { return }
    var fields = WordFieldCodes()
    let tags = XMLTags(xml)
    for tag in tags {
      switch tag.name {
      case "instrText", "delInstrText": fields.text(tags.text(from: tag.end))
      case "fldChar":
        switch tag["fldCharType"] {
        case "begin": fields.begin()
        case "separate": fields.separate()
        default: fields.end()
        }
      case "fldSimple": fields.whole(tag["instr"] ?? "")
      default: break
      }
    }
    for code in fields.codes { noteField(code) }
  }

  /// DDE links of SpreadsheetML (§18.14.4).
  private mutating func inspectDDELinks(_ xml: [UInt8]) {
    for tag in XMLTags(xml) where tag.isCalled("ddeLink") {
      let link = "\(tag["ddeService"] ?? "")|\(tag["ddeTopic"] ?? "")"
      if CommandWords.startsProgram(link) { found(.ddeCommand, link) }
    }
  }
}

/// Names of parts that decide what is looked for in them.
enum PartNames {
  static func mayHoldFields(_ name: String) -> Bool {
    name.hasPrefix("word/") && name.hasSuffix(".xml")
      && ["document", "header", "footer", "footnotes", "endnotes", "comments"].contains {
        name.dropFirst(5).hasPrefix($0)
      }
  }

  static func mayHoldLinks(_ name: String) -> Bool { name.holds("externallink") && name.hasSuffix(".xml") }

  static func isRibbon(_ name: String) -> Bool { name.holds("customui") && name.hasSuffix(".xml") }

  /// Whether a part that begins so is text or a picture, which nothing runs.
  static func isPlain(_ head: [UInt8]) -> Bool {
    guard let first = head.first else { return true }
    if first == 0x3C || head.matches([0xEF, 0xBB, 0xBF, 0x3C], at: 0) || head.matches([0xFF, 0xFE, 0x3C], at: 0) {
      // A page or a script may begin so too: XML of Office has a declaration or a namespace.
      return head.contains("<?xml") || head.contains("xmlns") || head.matches([0xFF, 0xFE], at: 0)
    }
    return TypeSniffer.isPicture(head)
  }
}
