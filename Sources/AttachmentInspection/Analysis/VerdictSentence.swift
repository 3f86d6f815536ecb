extension Technique {
  /// What the technique is, in plain words; empty for names that the catalogue does not have.
  public var summary: String { TechniqueID(rawValue: id).map { TechniqueCatalogue.entry($0).summary } ?? "" }
}

extension AttachmentVerdict {
  /// What the attachment is and does, in a sentence.
  public var summary: String {
    var deeds: [String] = []
    for technique in techniques where technique.weight >= 0.7 && deeds.count < 3 {
      let summary = technique.summary
      if !summary.isEmpty, !deeds.contains(summary) { deeds.append(summary) }
    }
    let lead = type.words + (encrypted ? ", encrypted" : "")
    guard !deeds.isEmpty else {
      return lead
        + (techniques.isEmpty ? ": nothing was found that runs, fetches or deceives" : ": little that matters")
    }
    return lead + ": " + deeds.joined(separator: "; ")
  }
}

extension AttachmentType {
  /// What it is called.
  public var words: String {
    switch self {
    case .oleDoc: "a Word 97–2003 document"
    case .oleXls: "an Excel 97–2003 workbook"
    case .olePpt: "a PowerPoint 97–2003 presentation"
    case .oleMsg: "an Outlook message"
    case .oleOther: "a compound file"
    case .ooxmlDocx: "a Word document"
    case .ooxmlDocm: "a Word document of the kind that has macros"
    case .ooxmlXlsx: "an Excel workbook"
    case .ooxmlXlsm: "an Excel workbook of the kind that has macros"
    case .ooxmlXlsb: "a binary Excel workbook"
    case .ooxmlPptx: "a PowerPoint presentation"
    case .ooxmlPptm: "a PowerPoint presentation of the kind that has macros"
    case .ooxmlOther: "an Office package"
    case .rtf: "a Rich Text document"
    case .pdf: "a PDF document"
    case .zip: "a ZIP archive"
    case .rar: "a RAR archive"
    case .sevenZip: "a 7z archive"
    case .gzip: "a gzip file"
    case .tar: "a tar archive"
    case .iso: "a disk image"
    case .cab: "a cabinet"
    case .lnk: "a shortcut"
    case .onenote: "a OneNote section"
    case .html: "a page"
    case .svg: "an SVG image"
    case .script: "a script"
    case .pe: "a Windows program"
    case .elf: "a Unix program"
    case .image: "an image"
    case .text: "text"
    case .eml: "a mail message"
    case .ics: "a calendar"
    case .other: "a file of no known kind"
    }
  }
}
