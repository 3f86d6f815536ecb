import MailModel

/// What an analyst wants to see of an attachment: the verdict, and what it rests on.
public struct AttachmentAnalysis: Sendable {
  /// The verdict, the same that a sweep comes to.
  public var verdict: AttachmentVerdict
  /// Macros and scripts, in order of appearance; empty unless they were asked for.
  public internal(set) var sources: [MacroSource] = []
  /// Texts that were put together, decoded or resolved, in order of appearance.
  public internal(set) var texts: [DecodedText] = []
  /// What lies inside, with type and size; in the order of the verdict's children.
  public internal(set) var members: [AttachmentMember] = []
  /// What leads outside of the document, as its format records it.
  public internal(set) var externalRelationships: [ExternalRelationship] = []
  /// What opened with a password, and with which.
  public internal(set) var openings: [PasswordOpening] = []
  private var places: [EvidenceKey: EvidencePlace] = [:]

  init(_ verdict: AttachmentVerdict, notes: AnalysisNotes?) {
    self.verdict = verdict
    guard let notes else { return }
    sources = notes.sources
    texts = notes.texts
    members = notes.members
    externalRelationships = notes.externalRelationships
    openings = notes.openings
    places = notes.places
  }

  /// Where a technique's evidence stands; nil where it is the name or the declared type that shows it.
  public func place(of technique: Technique) -> EvidencePlace? {
    places[EvidenceKey(id: technique.id, evidence: technique.evidence)]
  }

  /// The same with what the place adds to the verdict (``AttachmentVerdict/placed(name:declaredType:)``).
  public func placed(name: String?, declaredType: String?) -> AttachmentAnalysis {
    var analysis = self
    analysis.verdict = verdict.placed(name: name, declaredType: declaredType)
    return analysis
  }
}

/// Names one finding of one technique.
struct EvidenceKey: Hashable, Sendable {
  var id: String
  var evidence: String
}

/// Where evidence stands.
public struct EvidencePlace: Sendable, Hashable {
  /// The containers to go through, outermost first, with `!` between them; empty at the attachment itself.
  public var path: String
  /// The bytes of the innermost container that show it; nil where no single range does.
  public var range: Range<Int>?
}

/// Something that lies inside an attachment.
public struct AttachmentMember: Sendable, Hashable {
  /// Its name, with `!` between containers.
  public var name: String
  /// What its bytes are; nil where it was not inflated.
  public var type: AttachmentType?
  /// Its size in bytes; nil where it was not inflated.
  public var size: Int?
  /// The digest of its bytes; nil where it was not inflated.
  public var digest: ContentDigest?
}

/// A text that does not stand in the attachment as it is: put together, decoded, or resolved by following macros.
public struct DecodedText: Sendable, Hashable {
  /// How it came to be.
  public enum Kind: String, Sendable {
    /// Put together from pieces, by statements of VBA or by constants of a script.
    case folded
    /// What an Excel 4.0 macro does, with its arguments resolved.
    case macroCall = "macro-call"
    /// Decoded from an encoding of scripts.
    case decoded
  }

  /// How it came to be.
  public var kind: Kind
  /// The text.
  public var text: String
  /// Where it came from: a procedure, a cell, the path inside.
  public var place: String
}

/// A reference to something outside of the document.
public struct ExternalRelationship: Sendable, Hashable {
  /// The last word of the relationship's type, such as `attachedTemplate`.
  public var type: String
  /// The target as written.
  public var target: String
  /// The part that it belongs to, the path inside before it; empty for the document itself.
  public var part: String
}

/// Something that opened with a password.
public struct PasswordOpening: Sendable, Hashable {
  /// How the password came to be known.
  public enum Origin: String, Sendable {
    /// The mail names it.
    case mail
    /// It stands beside the archive's members, in its comment.
    case comment
    /// Everybody tries it, Office among them.
    case wellKnown = "well-known"
    /// None is needed.
    case none
  }

  /// What opened.
  public var what: String
  /// The password.
  public var password: String
  /// How it came to be known.
  public var origin: Origin
}
