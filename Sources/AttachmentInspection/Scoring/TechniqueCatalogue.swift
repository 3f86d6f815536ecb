/// What is known of one technique, as data.
struct TechniqueEntry: Sendable {
  let id: TechniqueID
  /// What it is, in a line.
  let summary: String
  /// MITRE ATT&CK techniques.
  let attack: [String]
  /// The log-likelihood ratio (natural logarithm) that it adds.
  let weight: Double
  let group: TechniqueGroup

  init(_ id: TechniqueID, _ group: TechniqueGroup, _ weight: Double, _ attack: [String], _ summary: String) {
    self.id = id
    self.summary = summary
    self.attack = attack
    self.weight = weight
    self.group = group
  }
}

/// Every technique with its weight.
///
/// A prior of one in a hundred is a logit of −4.6; medium begins at a sum of 4.6, high at 6.0, critical at 7.6. What
/// harmless documents have too (a macro, an event procedure, a file written) weighs little alone; the conjunctions
/// that campaigns need carry the weight.
enum TechniqueCatalogue {
  static let entries: [TechniqueEntry] = [
    TechniqueEntry(.vbaProject, .macro, 0.7, ["T1137"], "holds VBA source"),
    TechniqueEntry(.vbaAutoexec, .macro, 1.2, ["T1204.002"], "a VBA procedure runs by itself"),
    TechniqueEntry(.vbaProcessStart, .macro, 1.0, ["T1059.005"], "VBA starts a process"),
    TechniqueEntry(.vbaDownload, .macro, 0.9, ["T1105"], "VBA fetches from the network"),
    TechniqueEntry(.vbaFileDrop, .macro, 0.4, ["T1105"], "VBA writes binary files"),
    TechniqueEntry(.vbaShellcode, .macro, 1.8, ["T1055"], "VBA declares memory or thread functions of the system"),
    TechniqueEntry(.vbaPersistence, .macro, 0.7, ["T1547.001", "T1053.005"], "VBA arranges to be run again"),
    TechniqueEntry(.vbaWMI, .macro, 0.8, ["T1047"], "VBA uses WMI"),
    TechniqueEntry(.vbaDynamicObject, .macro, 0.6, ["T1027"], "VBA creates objects by a computed name"),
    TechniqueEntry(.vbaObfuscation, .macro, 0.9, ["T1027"], "VBA builds strings from pieces"),
    TechniqueEntry(.vbaLOLBin, .macro, 1.0, ["T1218"], "VBA names a program that runs others"),
    TechniqueEntry(.vbaMacroCopy, .macro, 1.0, ["T1137.001"], "VBA writes VBA code"),
    TechniqueEntry(
      .vbaAutoexecProcess, .macro, 3.6, ["T1204.002", "T1059.005"], "runs by itself and starts a process"),
    TechniqueEntry(.vbaAutoexecDownload, .macro, 2.6, ["T1204.002", "T1105"], "runs by itself and downloads"),
    TechniqueEntry(.vbaAutoexecShellcode, .macro, 4.0, ["T1204.002", "T1055"], "runs by itself and injects code"),
    TechniqueEntry(
      .vbaAutoexecObfuscation, .macro, 2.4, ["T1204.002", "T1027"], "runs by itself and hides what it creates"),
    TechniqueEntry(.vbaAutoexecPersistence, .macro, 2.0, ["T1204.002", "T1547.001"], "runs by itself and persists"),
    TechniqueEntry(.vbaDropper, .macro, 2.6, ["T1105", "T1059.005"], "downloads or drops a file and starts it"),
    TechniqueEntry(.vbaOrphanModule, .macro, 0.5, ["T1564.007"], "VBA source that the project does not list"),
    TechniqueEntry(.vbaStomped, .macro, 3.8, ["T1564.007"], "the source of VBA is not what was compiled"),
    TechniqueEntry(.vbaSourceRemoved, .macro, 2.5, ["T1564.007"], "compiled VBA whose source is gone"),
    TechniqueEntry(
      .vbaHiddenCommand, .macro, 2.4, ["T1027.009"], "a command stored in a form or property for macros to fetch"),
    TechniqueEntry(.macroLure, .macro, 0.8, ["T1204.002"], "asks the reader to let macros run"),
    TechniqueEntry(.odfMacro, .macro, 0.8, ["T1059.005"], "holds macros of OpenOffice"),
    TechniqueEntry(
      .odfMacroRuns, .macro, 6.0, ["T1204.002", "T1059.005"], "OpenOffice macros that an event starts run a program"),
    TechniqueEntry(.xlmMacrosheet, .xlm, 2.2, ["T1059.005"], "holds an Excel 4.0 macrosheet"),
    TechniqueEntry(.xlmHiddenMacrosheet, .xlm, 1.6, ["T1564"], "the macrosheet is hidden"),
    TechniqueEntry(.xlmAutoOpen, .xlm, 1.2, ["T1204.002"], "a defined name starts the macrosheet"),
    TechniqueEntry(.xlmExecute, .xlm, 2.6, ["T1106", "T1105"], "macrosheet formulas start programs or call libraries"),
    TechniqueEntry(.xlmAutoExecute, .xlm, 2.0, ["T1204.002", "T1059"], "runs by itself and starts programs"),
    TechniqueEntry(.xlmObfuscation, .xlm, 1.8, ["T1027"], "macrosheet formulas build others"),
    TechniqueEntry(.xlmHiddenAutoOpen, .xlm, 1.6, ["T1564", "T1204.002"], "a hidden macrosheet starts by itself"),
    TechniqueEntry(.xlmDownload, .xlm, 1.4, ["T1105"], "macrosheet formulas fetch from the network"),
    TechniqueEntry(.xlmEnvironmentCheck, .xlm, 0.6, ["T1497.001"], "macrosheet formulas ask about the machine"),
    TechniqueEntry(.officeEncrypted, .container, 1.4, ["T1027.013"], "opens only with a password"),
    TechniqueEntry(
      .opensWithoutAsking, .container, 0.8, ["T1027.013"], "encrypted with the password that Office tries by itself"),
    TechniqueEntry(
      .opensWithMailPassword, .container, 1.2, ["T1027.013", "T1566.001"], "opens with a password that the mail names"),
    TechniqueEntry(
      .opensWithNotedPassword, .container, 1.2, ["T1027.013"], "opens with a password that stands beside it"),
    TechniqueEntry(
      .opensWithKnownPassword, .container, 1.0, ["T1027.013"], "opens with a password that everybody tries"),
    TechniqueEntry(.remoteTemplate, .office, 5.2, ["T1221"], "loads a template from elsewhere"),
    TechniqueEntry(.externalObject, .office, 3.6, ["T1221"], "an object is loaded from elsewhere"),
    TechniqueEntry(
      .externalProtocolHandler, .office, 7.8, ["T1221", "T1203"], "a relationship calls a protocol handler"),
    TechniqueEntry(.externalFrame, .office, 3.2, ["T1221"], "a frame or sub-document is loaded from elsewhere"),
    TechniqueEntry(.customUIOnLoad, .office, 0.8, ["T1204.002"], "the ribbon calls a macro when it loads"),
    TechniqueEntry(.activeX, .office, 0.3, ["T1559"], "holds ActiveX controls"),
    TechniqueEntry(.ddeCommand, .office, 7.0, ["T1559.002"], "a DDE field or link starts a program"),
    TechniqueEntry(.sheetVeryHidden, .office, 0.2, ["T1564"], "a sheet that no menu shows"),
    TechniqueEntry(.olePackage, .office, 0.8, ["T1204.002"], "holds a packaged file"),
    TechniqueEntry(
      .olePackageExecutable, .payload, 6.6, ["T1204.002"], "holds a packaged program, script or shortcut"),
    TechniqueEntry(
      .objectLink, .office, 5.4, ["T1221"], "an object that Office fetches from elsewhere when it updates its links"),
    TechniqueEntry(.equationEditor, .office, 3.0, ["T1203"], "an Equation Editor object with a native stream"),
    TechniqueEntry(.rtfObjectObfuscated, .office, 4.4, ["T1027"], "RTF object data written to deceive parsers"),
    TechniqueEntry(.rtfObjectUpdate, .office, 1.6, ["T1203"], "an RTF object loads without a click"),
    TechniqueEntry(
      .rtfExploitedControl, .office, 3.4, ["T1203"], "an RTF object of a control class that exploits make use of"),
    TechniqueEntry(
      .rtfExploitValue, .office, 6.4, ["T1203"], "an RTF value out of the range that the format allows it"),
    TechniqueEntry(.zipWalksDisagree, .container, 1.6, ["T1027"], "the directory and the entries of a ZIP disagree"),
    TechniqueEntry(.archiveEncrypted, .container, 2.2, ["T1027.013"], "an archive with a password"),
    TechniqueEntry(
      .archiveEncryptedExecutable, .container, 4.4, ["T1027.013", "T1204.002"],
      "an archive with a password holds something that runs"),
    TechniqueEntry(
      .archiveEncryptedDocument, .container, 1.2, ["T1027.013", "T1204.002"],
      "an archive with a password holds a document that may have macros"),
    TechniqueEntry(.archiveNested, .container, 0.4, ["T1027"], "an archive in an archive"),
    TechniqueEntry(.archiveTraversal, .container, 3.2, ["T1574"], "an entry leaves the folder it is unpacked to"),
    TechniqueEntry(.archiveBomb, .container, 2.0, ["T1499"], "inflates out of proportion"),
    TechniqueEntry(.archiveNameTrick, .container, 4.0, ["T1036"], "entry names made to deceive"),
    TechniqueEntry(.executableInArchive, .payload, 6.2, ["T1204.002"], "a program in a small archive"),
    TechniqueEntry(.scriptInArchive, .payload, 5.6, ["T1204.002", "T1059"], "a script in a small archive"),
    TechniqueEntry(.shortcutInArchive, .payload, 6.2, ["T1204.002"], "a shortcut in an archive"),
    TechniqueEntry(.diskImage, .container, 1.6, ["T1553.005"], "a disk image"),
    TechniqueEntry(
      .diskImagePayload, .container, 3.0, ["T1553.005", "T1204.002"], "a small disk image with something that runs"),
    TechniqueEntry(.diskImageHidden, .container, 1.6, ["T1564.001"], "a disk image with hidden files"),
    TechniqueEntry(.archiveRare, .container, 1.0, ["T1027"], "an archive of a kind that few programs open"),
    TechniqueEntry(.padding, .container, 2.0, ["T1027.001"], "made large by equal bytes at its end"),
    TechniqueEntry(.polyglot, .container, 3.4, ["T1036.008"], "valid as two formats"),
    TechniqueEntry(.executable, .payload, 6.1, ["T1204.002"], "a program"),
    TechniqueEntry(.executableInCollection, .payload, 2.6, ["T1204.002"], "a program in an archive of many files"),
    TechniqueEntry(.executableAddIn, .payload, 7.0, ["T1137.006"], "an Excel add-in library"),
    TechniqueEntry(.script, .script, 1.6, ["T1059"], "a script"),
    TechniqueEntry(.scriptDownloadRun, .script, 5.2, ["T1059", "T1105"], "a script that downloads or starts programs"),
    TechniqueEntry(.scriptEncoded, .script, 4.6, ["T1027"], "an encoded script"),
    TechniqueEntry(
      .scriptObfuscated, .script, 2.0, ["T1027.010"], "a script that spells what it does in pieces or in code"),
    TechniqueEntry(.shortcut, .payload, 3.0, ["T1204.002"], "a shortcut"),
    TechniqueEntry(.encodedCommand, .script, 4.2, ["T1027.010", "T1059.001"], "a command in base64"),
    TechniqueEntry(.shortcutDisguise, .payload, 2.4, ["T1036"], "a shortcut made to look like a document"),
    TechniqueEntry(
      .launcherRemote, .payload, 4.8, ["T1204.002", "T1187"], "a file that fetches or starts something from elsewhere"),
    TechniqueEntry(.helpFile, .payload, 4.6, ["T1218.001"], "compiled help, whose pages run script"),
    TechniqueEntry(.shortcutCommand, .payload, 5.0, ["T1204.002", "T1059"], "a shortcut that runs a command"),
    TechniqueEntry(.oneNoteEmbeddedFile, .office, 0.6, ["T1204.002"], "a OneNote section with files"),
    TechniqueEntry(.oneNoteExecutable, .payload, 7.0, ["T1204.002"], "a OneNote section with something that runs"),
    TechniqueEntry(.htmlSmuggling, .page, 4.0, ["T1027.006"], "a page that builds a file and saves it"),
    TechniqueEntry(
      .htmlSmuggledPayload, .page, 5.0, ["T1027.006"], "a page that holds an archive, image or program as text"),
    TechniqueEntry(.htmlScript, .page, 0.3, ["T1059.007"], "a page with script"),
    TechniqueEntry(.svgScript, .page, 4.0, ["T1027.017"], "an SVG image with script"),
    TechniqueEntry(.svgForeignPage, .page, 3.0, ["T1027.017"], "an SVG image with a page inside"),
    TechniqueEntry(.credentialForm, .page, 2.4, ["T1598.002"], "a page that asks for a password"),
    TechniqueEntry(
      .credentialFormExternal, .page, 3.0, ["T1598.002"], "a page that sends what is typed to a host elsewhere"),
    TechniqueEntry(.pdfOpenAction, .document, 0.2, ["T1204.002"], "an action when the PDF opens"),
    TechniqueEntry(.pdfJavaScript, .document, 0.9, ["T1059.007"], "a PDF with JavaScript"),
    TechniqueEntry(.pdfAutoJavaScript, .document, 1.0, ["T1059.007"], "a PDF whose JavaScript runs by itself"),
    TechniqueEntry(.pdfLaunch, .document, 4.6, ["T1204.002"], "a PDF that starts a program"),
    TechniqueEntry(.pdfEmbeddedFile, .document, 0.5, ["T1204.002"], "a PDF with files inside"),
    TechniqueEntry(.pdfEmbeddedExecutable, .document, 5.6, ["T1204.002"], "a PDF with a program inside"),
    TechniqueEntry(
      .pdfScriptActs, .document, 3.8, ["T1059.007", "T1203"], "a PDF whose script starts files or attacks the viewer"),
    TechniqueEntry(.pdfRemoteTarget, .document, 2.2, ["T1187"], "a PDF that leads to a file on another host's share"),
    TechniqueEntry(.pdfEncrypted, .document, 0.3, ["T1027.013"], "a PDF that is encrypted"),
    TechniqueEntry(.doubleExtension, .name, 4.0, ["T1036.007"], "two extensions, the last one runs"),
    TechniqueEntry(.namePadding, .name, 4.0, ["T1036"], "blanks push the extension out of sight"),
    TechniqueEntry(.nameReversal, .name, 5.0, ["T1036.002"], "right-to-left marks turn the extension round"),
    TechniqueEntry(.nameHomoglyph, .name, 1.8, ["T1036"], "letters of two scripts in one word"),
    TechniqueEntry(.nameDangerousExtension, .name, 3.4, ["T1204.002"], "a name that runs when opened"),
    TechniqueEntry(.nameTypeMismatch, .name, 0.9, ["T1036.008"], "the name says another type than the bytes"),
    TechniqueEntry(.declaredTypeMismatch, .name, 0.5, ["T1036.008"], "the declared type is not that of the bytes"),
    TechniqueEntry(.executableDisguised, .name, 4.0, ["T1036.008"], "something that runs under a harmless name"),
    // What a rule looks for only its author knows; where it states nothing itself, a match makes medium.
    TechniqueEntry(.yaraMatch, .rule, 4.6, [], "a rule that the user brought along matches"),
  ]

  private static let byID: [TechniqueID: TechniqueEntry] = Dictionary(
    entries.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })

  private static let byGroup: [TechniqueGroup: [String]] = Dictionary(grouping: entries, by: \.group)
    .mapValues { $0.map(\.id.rawValue) }

  /// The techniques of a group, in the order of the catalogue.
  static func members(of group: TechniqueGroup) -> [String] { byGroup[group] ?? [] }

  /// The entry of a technique.
  static func entry(_ id: TechniqueID) -> TechniqueEntry {
    byID[id] ?? TechniqueEntry(id, .container, 0, [], "")
  }
}
