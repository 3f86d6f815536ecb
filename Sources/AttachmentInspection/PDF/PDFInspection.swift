import ByteReading
import MailModel

extension Inspection {
  /// Judges a PDF by the names in its objects: outside of streams, with `#xx` undone, and in object streams.
  mutating func inspectPDF(_ bytes: [UInt8]) {
    var reader = PDFReader(bytes)
    if reader.names.has("/Encrypt") {
      isEncrypted = true
      found(.pdfEncrypted, "/Encrypt")
      openPDF(&reader)
    }
    for stream in reader.streams where stream.isObjects {
      guard takeEntry() else { break }
      let content = decoded(stream, reader)
      reader.names.read(content, 0..<content.count, object: nil)
    }
    for stream in reader.streams where stream.isFile {
      guard takeEntry() else { break }
      inspectEmbeddedFile(decoded(stream, reader), at: stream.range.lowerBound)
    }
    if isMatching {
      unpackForRules { inspection in
        for stream in reader.streams where inspection.takeEntry() {
          inspection.match(inspection.decoded(stream, reader), inside: "stream-\(stream.range.lowerBound)")
        }
      }
    }
    judge(reader)
  }

  /// The empty password opens for everybody; another must be known.
  private mutating func openPDF(_ reader: inout PDFReader) {
    guard let encryption = PDFEncryption(reader.bytes),
      let result = tryPasswords(costing: encryption.hashes, first: [""], { encryption.key(for: $0) })
    else { return }
    opened("the PDF", with: result.password)
    reader.key = result.opened
    reader.encryption = encryption
  }

  private mutating func decoded(_ stream: PDFStream, _ reader: PDFReader) -> [UInt8] {
    let content = reader.content(of: stream, limit: entryAllowance)
    spend(inflated: content.count)
    return content
  }

  private mutating func inspectEmbeddedFile(_ content: [UInt8], at place: Int) {
    guard !content.isEmpty else { return }
    let type = inspectChild("embedded-file-\(place)", content)
    if type.runs { found(.pdfEmbeddedExecutable, type.rawValue) }
  }

  private mutating func judge(_ reader: PDFReader) {
    let names = reader.names
    let runsScript = names.has("/JS") || names.has("/JavaScript")
    let startsByItself = names.has("/OpenAction") || names.has("/AA")
    if names.has("/OpenAction") { found(.pdfOpenAction, "/OpenAction") }
    if runsScript { found(.pdfJavaScript, names.has("/JS") ? "/JS" : "/JavaScript") }
    if runsScript, startsByItself { found(.pdfAutoJavaScript, "/JavaScript with an action of its own") }
    if names.has("/Launch") { found(.pdfLaunch, "/Launch") }
    if names.has("/EmbeddedFile") || names.has("/EmbeddedFiles") { found(.pdfEmbeddedFile, "/EmbeddedFile") }
    for value in names.fileNames where DangerousExtensions.runs(text(of: value, reader)) {
      found(.pdfEmbeddedExecutable, text(of: value, reader))
    }
    for value in names.targets {
      let target = text(of: value, reader)
      if ExternalTarget(target) == .share { found(.pdfRemoteTarget, target) }
    }
    for value in names.addresses {
      let url = text(of: value, reader)
      if url.contains(":") { foundURL(url) }
    }
    if runsScript { judgeScripts(reader) }
  }

  /// The scripts themselves: literals, and the streams that actions refer to.
  private mutating func judgeScripts(_ reader: PDFReader) {
    var left = 64
    for script in reader.names.scripts where left > 0 {
      left -= 1
      var code: [UInt8]
      switch script.value {
      case .string: code = Array(text(of: script, reader).utf8)
      case .reference(let number):
        guard let stream = reader.stream(ofObject: number), takeEntry() else { continue }
        code = decoded(stream, reader)
      default: continue
      }
      if code.matches([0xFE, 0xFF], at: 0) { code = Array(PDFText.text(code).utf8) }
      foundURLs(in: code)
      let lower = code.lowercasedASCII()
      let acts = PDFScriptActs.acts(in: lower)
      if !acts.isEmpty { found(.pdfScriptActs, acts.prefix(4).joined(separator: ", ")) }
    }
  }

  private func text(of value: PDFNames.Located, _ reader: PDFReader) -> String {
    guard case .string(let bytes) = value.value else { return "" }
    return PDFText.text(reader.string(bytes, of: value.object))
  }
}

/// Text strings of PDF (ISO 32000-1 §7.9.2): UTF-16 with a mark, else bytes.
enum PDFText {
  static func text(_ bytes: [UInt8]) -> String {
    guard bytes.matches([0xFE, 0xFF], at: 0) else { return bytes.lenientText }
    var units: [UInt16] = []
    for index in stride(from: 2, to: bytes.count - 1, by: 2) {
      units.append(UInt16(bytes[index]) << 8 | UInt16(bytes[index + 1]))
    }
    return String(decoding: units, as: UTF16.self)
  }
}

/// What a script in a PDF does that forms do not need.
enum PDFScriptActs {
  static func acts(in lower: [UInt8]) -> [String] {
    var found = words.filter { lower.firstIndex(of: Array($0.utf8)) != nil }
    // Code as text and what runs it: packed scripts and sprays of the heap.
    let unpacks = lower.contains("unescape(") || lower.contains("fromcharcode")
    if unpacks, lower.contains("eval(") { found.append("eval of unpacked text") }
    if lower.contains("unescape("), lower.contains("%u9090") || lower.contains("%u0c0c") || lower.contains("%u4141") {
      found.append("a spray of the heap")
    }
    return found
  }

  /// Functions of the viewer's interface that start files, and those that were used to break it.
  private static let words = [
    "exportdataobject", "nlaunch", "collab.collectemailinfo", "collab.geticon", "media.newplayer", "getannots(",
    "spell.customdictionaryopen", "app.openin", "soap.request", "printseps",
  ]
}
