import ByteReading
import CompoundFiles
import MailModel

extension Inspection {
  /// Goes through a compound file: macros, encryption, and the documents and files inside it.
  mutating func inspectOLE(_ bytes: [UInt8], type: AttachmentType) {
    guard let file = takeCompoundFile() ?? CompoundFile(bytes) else { return }
    noteEncryption(in: file, type: type)
    inspectVBAStorages(of: file)
    if type == .olePpt, let stream = file.content(at: "PowerPoint Document") { inspectPresentation(stream) }
    if type == .oleMsg { inspectMessage(file) }
    var streams = 0
    for entry in file.entries where entry.kind == .stream && entry.size > 0 && streams < 5_000 {
      streams += 1
      // A stream lies in sectors all over the file.
      if isMatching { match(file.content(of: entry), inside: entry.path) }
      switch entry.foldedName {
      case "workbook", "book":
        let content = file.content(of: entry)
        if entry.parentPath.isEmpty || !entry.isReachable {
          inspectWorkbookStream(content)
        } else {
          descend(into: entry.parentPath) { $0.inspectWorkbookStream(content) }
        }
      case "\u{1}ole10native": inspectPackage(native: file.content(of: entry), at: entry.path)
      case "package": inspectChild(entry.path, file.content(of: entry))
      case "\u{1}ole": inspectLink(ofObject: file.content(of: entry), at: entry.path)
      case "equation native":
        found(.equationEditor, entry.path)
      case "worddocument": inspectFields(inWordStream: file.content(of: entry))
      default: break
      }
    }
    if has(.vbaProject) || has(.xlmMacrosheet) { inspectTextBesideMacros(file) }
    for entry in file.entries where entry.kind != .stream {
      if let kind = Self.classes[entry.classID] { found(kind, entry.path) }
    }
  }

  private static let classes: [[UInt8]: TechniqueID] = [
    // 0002CE02-0000-0000-C000-000000000046, Equation.3
    [0x02, 0xCE, 0x02, 0x00, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46]: .equationEditor,
    // 000C1084-…, a Windows Installer package; 000C1086-…, a patch
    [0x84, 0x10, 0x0C, 0x00, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46]: .executable,
    [0x86, 0x10, 0x0C, 0x00, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46]: .executable,
  ]

  private mutating func noteEncryption(in file: CompoundFile, type: AttachmentType) {
    if let evidence = OfficeEncryption.evidence(in: file) {
      if type == .oleXls { return }
      isEncrypted = true
      found(.officeEncrypted, evidence)
      switch type {
      case .oleDoc: inspectEncryptedWord(file)
      case .olePpt: inspectEncryptedPresentation(file)
      default: inspectEncryptedPackage(file)
      }
    }
  }

  /// What a document with macros says to people, and what its forms and properties store for its macros.
  private mutating func inspectTextBesideMacros(_ file: CompoundFile) {
    for path in ["worddocument", "workbook", "powerpoint document"] {
      if let content = file.content(at: path) { noteLure(in: content.bytes(at: 0, count: 4 << 20)) }
    }
    var left = 64
    for entry in file.entries where entry.kind == .stream && left > 0 {
      switch entry.foldedName {
      case "o", "f", "contents", "\u{5}summaryinformation", "\u{5}documentsummaryinformation", "1table", "0table":
        left -= 1
        noteHiddenCommand(in: file.content(of: entry).bytes(at: 0, count: 1 << 20), at: entry.path)
      default: break
      }
    }
  }

  /// VBA of the document itself, and of documents embedded in it.
  private mutating func inspectVBAStorages(of file: CompoundFile) {
    let projects = VBAProject.projects(in: file, sourceLimit: limits.macroSourceBytes)
    let own = projects.filter { !Self.isEmbedded($0.storage) }
    inspectVBA(own, isOwn: true)
    for project in projects where Self.isEmbedded(project.storage) {
      descend(into: project.storage) { $0.inspectVBA([project], isOwn: false) }
    }
  }

  private static func isEmbedded(_ storage: String) -> Bool {
    storage.split(separator: "/").dropLast().contains { $0 == "objectpool" || $0.hasPrefix("mbd") }
  }

  /// Sheets, names and macros of a BIFF stream.
  mutating func inspectWorkbookStream(_ bytes: [UInt8]) {
    var workbook = BIFFWorkbook(bytes, formulaLimit: limits.formulas)
    if workbook.isEncrypted {
      isEncrypted = true
      found(.officeEncrypted, "FILEPASS")
      if let header = WorkbookEncryption.header(of: bytes),
        let result = tryPasswords(
          costing: 40, first: [PasswordTrials.ofExcel],
          { WorkbookEncryption.decrypted(bytes, header: header, password: $0) })
      {
        opened("the workbook", with: result.password)
        match(result.opened, inside: Self.openedName)
        workbook = BIFFWorkbook(result.opened, formulaLimit: limits.formulas)
      }
    }
    for link in workbook.ddeLinks where CommandWords.startsProgram(link) { found(.ddeCommand, link) }
    let sheets = workbook.macrosheets.map {
      XLMFacts.Sheet(name: $0.name, visibility: Self.visibility(ofState: $0.state))
    }
    let auto = workbook.autoNames
    inspectXLM(
      XLMFacts(sheets: sheets, formulas: workbook.formulas, autoOpen: !auto.isEmpty), autoNames: auto,
      macros: workbook.macros)
  }

  /// A file wrapped by the object packager.
  private mutating func inspectPackage(native bytes: [UInt8], at path: String) {
    guard let package = Ole10Native(bytes) else { return }
    found(.olePackage, package.name)
    guard !package.isLink else { return judge(packagedLink: package.path, at: path) }
    let type = inspectChild(package.name.isEmpty ? path : package.name, package.content)
    if type.runs || DangerousExtensions.runs(package.name) { found(.olePackageExecutable, package.name) }
  }

  /// Attachments of a message in a compound file ([MS-OXMSG] §2.2.2).
  private mutating func inspectMessage(_ file: CompoundFile) {
    for entry in file.entries where entry.kind == .stream {
      guard entry.foldedName == "__substg1.0_37010102", takeEntry() else { continue }
      let folder = entry.parentPath
      let name =
        file.content(at: folder + "/__substg1.0_3707001F").map { $0.utf16Text(units: $0.count / 2) }
        ?? file.content(at: folder + "/__substg1.0_3707001E")?.lenientText ?? folder
      let content = file.content(of: entry)
      let type = inspectChild(name, content)
      judgeEntry(ArchiveMember(name: name, size: content.count, type: type, isEncrypted: false), among: 1)
    }
  }
}
