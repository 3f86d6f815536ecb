/// The names of the techniques; the raw values are what users see and filter by.
enum TechniqueID: String, CaseIterable, Sendable {
  // VBA
  case vbaProject = "vba-project"
  case vbaAutoexec = "vba-autoexec"
  case vbaProcessStart = "vba-process-start"
  case vbaDownload = "vba-download"
  case vbaFileDrop = "vba-file-drop"
  case vbaShellcode = "vba-shellcode"
  case vbaPersistence = "vba-persistence"
  case vbaWMI = "vba-wmi"
  case vbaDynamicObject = "vba-dynamic-object"
  case vbaObfuscation = "vba-obfuscation"
  case vbaLOLBin = "vba-lolbin"
  case vbaMacroCopy = "vba-macro-copy"
  case vbaAutoexecProcess = "vba-autoexec-process"
  case vbaAutoexecDownload = "vba-autoexec-download"
  case vbaAutoexecShellcode = "vba-autoexec-shellcode"
  case vbaAutoexecObfuscation = "vba-autoexec-obfuscation"
  case vbaAutoexecPersistence = "vba-autoexec-persistence"
  case vbaDropper = "vba-dropper"
  case vbaOrphanModule = "vba-orphan-module"
  case vbaSourceRemoved = "vba-source-removed"
  case vbaStomped = "vba-stomped"
  case vbaHiddenCommand = "vba-hidden-command"
  case macroLure = "macro-lure"
  case odfMacro = "odf-macro"
  case odfMacroRuns = "odf-macro-runs"
  // Excel 4.0
  case xlmMacrosheet = "xlm-macrosheet"
  case xlmHiddenMacrosheet = "xlm-hidden-macrosheet"
  case xlmAutoOpen = "xlm-auto-open"
  case xlmExecute = "xlm-execute"
  case xlmAutoExecute = "xlm-auto-execute"
  case xlmObfuscation = "xlm-obfuscation"
  case xlmHiddenAutoOpen = "xlm-hidden-auto-open"
  case xlmDownload = "xlm-download"
  case xlmEnvironmentCheck = "xlm-environment-check"
  // Office
  case officeEncrypted = "office-encrypted"
  case opensWithoutAsking = "opens-without-asking"
  case opensWithMailPassword = "opens-with-mail-password"
  case opensWithNotedPassword = "opens-with-noted-password"
  case opensWithKnownPassword = "opens-with-known-password"
  case remoteTemplate = "remote-template"
  case externalObject = "external-object"
  case externalProtocolHandler = "external-protocol-handler"
  case externalFrame = "external-frame"
  case customUIOnLoad = "customui-onload"
  case activeX = "activex"
  case ddeCommand = "dde-command"
  case sheetVeryHidden = "sheet-very-hidden"
  case olePackage = "ole-package"
  case olePackageExecutable = "ole-package-executable"
  case objectLink = "object-link"
  case equationEditor = "equation-editor"
  case rtfObjectObfuscated = "rtf-object-obfuscated"
  case rtfObjectUpdate = "rtf-object-update"
  case rtfExploitedControl = "rtf-exploited-control"
  case rtfExploitValue = "rtf-exploit-value"
  // Containers
  case zipWalksDisagree = "zip-walks-disagree"
  case archiveEncrypted = "archive-encrypted"
  case archiveEncryptedExecutable = "archive-encrypted-executable"
  case archiveEncryptedDocument = "archive-encrypted-document"
  case archiveNested = "archive-nested"
  case archiveTraversal = "archive-traversal"
  case archiveBomb = "archive-bomb"
  case archiveNameTrick = "archive-name-trick"
  case executableInArchive = "executable-in-archive"
  case scriptInArchive = "script-in-archive"
  case shortcutInArchive = "shortcut-in-archive"
  case diskImage = "disk-image"
  case diskImagePayload = "disk-image-payload"
  case diskImageHidden = "disk-image-hidden"
  case archiveRare = "archive-rare"
  case padding = "padding"
  case polyglot = "polyglot"
  // Files that run
  case executable = "executable"
  case executableInCollection = "executable-in-collection"
  case executableAddIn = "executable-add-in"
  case script = "script"
  case scriptDownloadRun = "script-download-run"
  case scriptEncoded = "script-encoded"
  case scriptObfuscated = "script-obfuscated"
  case shortcut = "shortcut"
  case encodedCommand = "encoded-command"
  case shortcutDisguise = "shortcut-disguise"
  case launcherRemote = "launcher-remote"
  case helpFile = "help-file"
  case shortcutCommand = "shortcut-command"
  case oneNoteEmbeddedFile = "onenote-embedded-file"
  case oneNoteExecutable = "onenote-executable"
  // HTML and PDF
  case htmlSmuggling = "html-smuggling"
  case htmlSmuggledPayload = "html-smuggled-payload"
  case htmlScript = "html-script"
  case svgScript = "svg-script"
  case svgForeignPage = "svg-foreign-page"
  case credentialForm = "credential-form"
  case credentialFormExternal = "credential-form-external"
  case pdfOpenAction = "pdf-open-action"
  case pdfJavaScript = "pdf-javascript"
  case pdfAutoJavaScript = "pdf-auto-javascript"
  case pdfLaunch = "pdf-launch"
  case pdfEmbeddedFile = "pdf-embedded-file"
  case pdfEmbeddedExecutable = "pdf-embedded-executable"
  case pdfScriptActs = "pdf-script-acts"
  case pdfRemoteTarget = "pdf-remote-target"
  case pdfEncrypted = "pdf-encrypted"
  // Names
  case doubleExtension = "name-double-extension"
  case namePadding = "name-padding"
  case nameReversal = "name-right-to-left"
  case nameHomoglyph = "name-homoglyph"
  case nameDangerousExtension = "name-dangerous-extension"
  case nameTypeMismatch = "name-type-mismatch"
  case declaredTypeMismatch = "declared-type-mismatch"
  case executableDisguised = "executable-disguised"
  // Rules that the user brings along
  case yaraMatch = "yara-match"
}

/// Techniques that say the same thing twice share a group, and a group adds no more than its cap.
enum TechniqueGroup: String, Sendable, CaseIterable {
  case macro, xlm, office, container, payload, script, page, document, name, rule

  /// The most that the group adds to the logit.
  var cap: Double {
    switch self {
    case .macro, .xlm: 9
    case .office, .payload, .script, .page, .rule: 8
    case .container: 7
    case .document: 7
    case .name: 7
    }
  }
}
