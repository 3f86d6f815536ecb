import ByteReading
import MailModel

extension Inspection {
  /// Judges a PDF by the names in its objects: outside of streams, with `#xx` undone, and in object streams.
  mutating func inspectPDF(_ bytes: [UInt8]) {
    var names = PDFNames()
    var scanner = PDFScanner(bytes)
    while let piece = scanner.next() {
      switch piece {
      case .text(let range): names.read(bytes, range)
      case .stream(let range, let dictionary): readStream(bytes, range, dictionary, &names)
      }
    }
    judge(names)
  }

  private mutating func readStream(
    _ bytes: [UInt8], _ range: Range<Int>, _ dictionary: Range<Int>, _ names: inout PDFNames
  ) {
    let head = bytes.bytes(at: dictionary.lowerBound, count: dictionary.count)
    let isObjects = head.contains("ObjStm")
    let isFile = head.contains("EmbeddedFile")
    guard isObjects || isFile, takeEntry() else { return }
    let content: [UInt8]
    if head.contains("Flate") || head.contains("/Fl") {
      let inflated = Inflater.inflate(
        bytes, from: range.lowerBound, to: range.upperBound, wrapping: .zlib, limit: entryAllowance)
      content = inflated.bytes
    } else {
      content = bytes.bytes(at: range.lowerBound, count: range.count)
    }
    spend(inflated: content.count)
    if isObjects {
      names.read(content, 0..<content.count)
    } else if !content.isEmpty {
      let type = inspectChild("embedded-file-\(range.lowerBound)", content)
      if type.runs { found(.pdfEmbeddedExecutable, type.rawValue) }
    }
  }

  private mutating func judge(_ names: PDFNames) {
    if names.has("/Encrypt") {
      isEncrypted = true
      found(.pdfEncrypted, "/Encrypt")
    }
    let runsScript = names.has("/JS") || names.has("/JavaScript")
    let startsByItself = names.has("/OpenAction") || names.has("/AA")
    if names.has("/OpenAction") { found(.pdfOpenAction, "/OpenAction") }
    if runsScript { found(.pdfJavaScript, names.has("/JS") ? "/JS" : "/JavaScript") }
    if runsScript, startsByItself { found(.pdfAutoJavaScript, "/JavaScript with an action of its own") }
    if names.has("/Launch") { found(.pdfLaunch, "/Launch") }
    if names.has("/EmbeddedFile") || names.has("/EmbeddedFiles") { found(.pdfEmbeddedFile, "/EmbeddedFile") }
    for url in names.urls { foundURL(url) }
  }
}
