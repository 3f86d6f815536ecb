import MailModel

@testable import AttachmentInspection

extension FuzzTarget {
  /// Documents and files, each by the parser of its format whatever its first bytes say.
  static let documents = [
    FuzzTarget("attachment") { bytes in
      let verdict = AttachmentInspector(limits: smallLimits).inspect(bytes, passwords: ["secret"])
      hold((0...1).contains(verdict.score), "a score is a probability")
      hold(AttachmentVerdict(packed: verdict.packed()) == verdict, "a verdict that is packed is read as the same")
      hold(
        AttachmentInspector(limits: smallLimits).inspect(bytes, passwords: ["secret"]) == verdict, "the same verdict")
    },
    FuzzTarget("ole") { bytes in
      for type in [AttachmentType.oleDoc, .oleXls, .olePpt] {
        inspect(bytes, as: type) { $0.inspectOLE($1, type: type) }
      }
    },
    FuzzTarget("ooxml") { bytes in
      for type in [AttachmentType.ooxmlDocm, .ooxmlXlsm, .ooxmlXlsb] {
        inspect(bytes, as: type) { $0.inspectPackage($1, type: type) }
      }
    },
    FuzzTarget("rtf") { bytes in inspect(bytes, as: .rtf) { $0.inspectRTF($1) } },
    FuzzTarget("pdf") { bytes in inspect(bytes, as: .pdf) { $0.inspectPDF($1) } },
    FuzzTarget("lnk") { bytes in inspect(bytes, as: .lnk) { $0.inspectShortcut($1) } },
    FuzzTarget("onenote") { bytes in inspect(bytes, as: .onenote) { $0.inspectOneNote($1) } },
    FuzzTarget("page") { bytes in inspect(bytes, as: .html) { $0.inspectHTML($1) } },
    FuzzTarget("svg") { bytes in inspect(bytes, as: .svg) { $0.inspectSVG($1) } },
    FuzzTarget("executable") { bytes in inspect(bytes, as: .pe) { $0.inspectExecutable($1) } },
    FuzzTarget("nested-mail") { bytes in
      inspect(bytes, as: .eml) {
        $0.inspectNestedMail($1)
        $0.inspectCalendar($1)
        $0.inspectTransportNeutral($1)
        $0.inspectEncodedDocuments($1)
      }
    },
    FuzzTarget("text-formulas") { bytes in
      inspect(bytes, as: .text) {
        $0.inspectTextFormula($1)
        $0.inspectSymbolicLink($1)
        _ = $0.inspectLauncher($1)
        $0.inspectText($1)
      }
    },
    FuzzTarget("xml") { bytes in
      var tags = XMLTags(bytes)
      while let tag = tags.next() {
        hold(tag.end <= bytes.count, "a tag lies in the part")
        tag.forEachAttribute { _, value in _ = tag.text(at: value) }
      }
      _ = Relationship.all(in: bytes, of: "word/document.xml")
      _ = ContentTypes(bytes).type(of: "/word/document.xml")
      _ = AgileEncryption(bytes)
    },
  ]

  /// What inspection may cost here: less than for real mail, so that an input is cheap.
  static let smallLimits: InspectionLimits = {
    var limits = InspectionLimits()
    limits.inflatedBytes = 4 << 20
    limits.entryBytes = 1 << 20
    limits.lzmaBytes = 1 << 20
    limits.entries = 500
    limits.macroSteps = 2_000
    limits.vbaSteps = 1_000
    limits.passwordHashes = 2_000
    limits.hashesForEachPassword = 100
    return limits
  }()

  static func inspect(_ bytes: [UInt8], as type: AttachmentType, _ body: (inout Inspection, [UInt8]) -> Void) {
    var inspection = Inspection(limits: smallLimits, type: type, passwords: ["secret"], detail: .sources)
    body(&inspection, bytes)
    for child in inspection.children { hold(child.name.utf8.count <= 4_000, "names are bounded") }
    for technique in inspection.techniques { hold(technique.evidence.utf8.count <= 4_000, "evidence is bounded") }
  }
}
