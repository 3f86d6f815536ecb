import MailModel

@testable import AttachmentInspection

/// A technique with a document that shows it and a harmless neighbour that must not.
struct Specimen {
  /// A document as it comes in a mail.
  struct Document {
    var bytes: [UInt8]
    var name: String?
    var declaredType: String?
    var passwords: [String] = []

    init(_ bytes: [UInt8], name: String? = nil, declaredType: String? = nil, passwords: [String] = []) {
      self.bytes = bytes
      self.name = name
      self.declaredType = declaredType
      self.passwords = passwords
    }

    init(_ text: String, name: String? = nil) { self.init(Array(text.utf8), name: name) }

    var verdict: AttachmentVerdict {
      AttachmentInspector().inspect(bytes, passwords: passwords).placed(name: name, declaredType: declaredType)
    }
  }

  let id: TechniqueID
  let fires: Document
  let spares: Document

  init(_ id: TechniqueID, _ fires: Document, not spares: Document) {
    self.id = id
    self.fires = fires
    self.spares = spares
  }

  static let all: [Specimen] = macros + sheets + office + containers + payloads + pages + portable + names
}
