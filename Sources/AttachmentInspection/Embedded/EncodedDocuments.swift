import ByteReading
import CompoundFiles
import MailModel

extension Inspection {
  /// Documents in text: a web archive, Word 2003 XML and a flat package carry macros and objects as base64.
  ///
  /// The first bytes of a compound file, of an ActiveMime container and of a ZIP file give the digits away, wherever in
  /// the text they begin a run.
  mutating func inspectEncodedDocuments(_ text: [UInt8]) {
    for (sign, kind) in EncodedDocument.signs {
      var from = 0
      var count = 0
      while count < 64, let at = text.firstIndex(of: sign, from: from), takeEntry() {
        count += 1
        let (content, end) = EncodedDocument.decode(text, from: at, limit: entryAllowance)
        spend(inflated: content.count)
        from = max(end, at + sign.count)
        switch kind {
        case .activeMime: inspectActiveMime(content)
        case .compoundFile: inspectEncodedFile(content, at: at)
        }
      }
    }
  }

  private mutating func inspectActiveMime(_ bytes: [UInt8]) {
    guard let content = ActiveMime.content(of: bytes, limit: entryAllowance) else { return }
    spend(inflated: content.count)
    inspectEncodedFile(content, at: 0)
  }

  /// The project of the document itself, or a document inside it.
  private mutating func inspectEncodedFile(_ bytes: [UInt8], at place: Int) {
    guard let file = CompoundFile(bytes) else { return }
    if OLEClassifier.type(of: file) == .oleOther, file.entries.contains(where: { $0.foldedPath.hasSuffix("vba/dir") }) {
      foundChild("encoded-project", digest: ContentDigest(of: bytes), type: .oleOther, size: bytes.count)
      inspectVBA(VBAProject.projects(in: file, sourceLimit: limits.macroSourceBytes), isOwn: true)
    } else {
      inspectChild("encoded-\(place)", bytes)
    }
  }
}

/// Base64 of documents in text.
enum EncodedDocument {
  enum Kind { case activeMime, compoundFile }

  static let activeMimeSign = Array("QWN0aXZlTWltZ".utf8)

  /// `ActiveMime`, and the magic number of compound files, in base64.
  static let signs: [([UInt8], Kind)] = [
    (activeMimeSign, .activeMime), (Array("0M8R4KGxGuE".utf8), .compoundFile),
  ]

  /// Decodes from `start` on, over line ends and the references of a carriage return, to the first other byte.
  static func decode(_ text: [UInt8], from start: Int, limit: Int) -> (content: [UInt8], end: Int) {
    var digits: [UInt8] = []
    var at = start
    while let byte = text.byte(at: at), digits.count / 4 * 3 < limit {
      if Base64Literals.isDigit(byte) {
        digits.append(byte)
      } else if byte == 0x26, let end = text.firstIndex(ofByte: 0x3B, from: at, to: at + 8) {
        at = end
      } else if !TextSniffer.isBlank(byte) {
        break
      }
      at += 1
    }
    return (Base64Literals.decode(digits, 0..<digits.count), at)
  }
}

/// The container of Office objects in web archives and Word 2003 XML: a header, then a zlib stream.
enum ActiveMime {
  /// What is inside; nil where nothing inflates.
  ///
  /// The header says where the stream begins, or it is at the usual place.
  static func content(of bytes: [UInt8], limit: Int) -> [UInt8]? {
    guard bytes.matches(Array("ActiveMime".utf8), at: 0) else { return nil }
    let declared = (bytes.u16(at: 0x1E) ?? 0).addingReportingOverflow(46).partialValue
    for start in [declared, 0x32, 0x22A] where bytes.byte(at: start) == 0x78 {
      let inflated = Inflater.inflate(bytes, from: start, wrapping: .zlib, limit: limit)
      if !inflated.bytes.isEmpty { return inflated.bytes }
    }
    return nil
  }
}
