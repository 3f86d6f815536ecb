/// Something that is wrong with a message: what, and where.
///
/// A defect never ends a run. It is recorded, counted and shown, and what could be read is kept.
public struct Defect: Sendable, Hashable {
  /// What is wrong.
  public var code: DefectCode
  /// The body part concerned, as an IMAP-style path; nil for the message as a whole.
  public var part: String?
  /// The byte of the message at which it was noticed, counted from the message's first byte; nil where no byte
  /// stands for it.
  public var offset: Int?

  /// Makes a defect; `offset` counts from the message's first byte.
  public init(_ code: DefectCode, part: String? = nil, offset: Int? = nil) {
    self.code = code
    self.part = part
    self.offset = offset
  }
}
