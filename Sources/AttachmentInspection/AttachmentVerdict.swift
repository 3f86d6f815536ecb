import MailModel

/// What inspection says of one attachment.
///
/// Everything but `name` and what `placed(name:declaredType:)` adds follows from the bytes alone, so that verdicts can
/// be kept by digest.
public struct AttachmentVerdict: Sendable, Hashable {
  /// The digest of the bytes.
  public var digest: ContentDigest
  /// Bytes of the attachment.
  public var size: Int
  /// What the bytes are.
  public var type: AttachmentType
  /// The declared name; nil where none was given.
  public var name: String?
  /// The probability that the attachment is malicious, 0…1.
  public var score: Double
  /// Whether it is, or holds, something that opens only with a password.
  public var encrypted: Bool
  /// The document's own VBA project; nil where it has none.
  public var vba: VBAFacts?
  /// The document's own Excel 4.0 macros; nil where it has none.
  public var xlm: XLMFacts?
  /// What was found, heaviest first.
  public var techniques: [Technique]
  /// The URLs in it, in order of appearance, each once.
  public var urls: [String]
  /// What lies inside it.
  public var children: [AttachmentChild]
  /// The limits that cut the inspection short, by name.
  public var limitsHit: [String]
  /// The user's rules that matched, and where.
  public var ruleMatches: [RuleMatch]

  /// The level that the score stands for.
  public var level: Level { Level(score: score) }

  /// Makes a verdict on bytes of that identity, in which nothing was found yet.
  public init(digest: ContentDigest, size: Int, type: AttachmentType, name: String? = nil) {
    self.digest = digest
    self.size = size
    self.type = type
    self.name = name
    score = 0
    encrypted = false
    techniques = []
    urls = []
    children = []
    limitsHit = []
    ruleMatches = []
  }
}

/// A document's VBA project.
public struct VBAFacts: Sendable, Hashable {
  /// One module of the project.
  public struct Module: Sendable, Hashable {
    /// The module's name.
    public var name: String
    /// The digest of its decompressed source, as bytes.
    public var digest: ContentDigest
    /// The auto-execution procedures it defines, as written.
    public var autoexec: [String]

    /// Makes a module from its name, the digest of its decompressed source and its auto-execution procedures.
    public init(name: String, digest: ContentDigest, autoexec: [String]) {
      self.name = name
      self.digest = digest
      self.autoexec = autoexec
    }
  }

  /// The modules in the order of the project.
  public var modules: [Module]

  /// Makes a project from its modules.
  public init(modules: [Module]) { self.modules = modules }
}

/// A workbook's Excel 4.0 macros.
public struct XLMFacts: Sendable, Hashable {
  /// A macrosheet.
  public struct Sheet: Sendable, Hashable {
    /// The sheet's name.
    public var name: String
    /// `visible`, `hidden` or `very-hidden`.
    public var visibility: String

    /// Makes a sheet from its name and visibility.
    public init(name: String, visibility: String) {
      self.name = name
      self.visibility = visibility
    }
  }

  /// The macrosheets.
  public var sheets: [Sheet]
  /// The formulas as text, as far as they were read.
  public var formulas: [String]
  /// Whether a defined name makes them run when the workbook opens or closes.
  public var autoOpen: Bool

  /// Makes the facts from sheets, formulas and whether they start by themselves.
  public init(sheets: [Sheet], formulas: [String] = [], autoOpen: Bool = false) {
    self.sheets = sheets
    self.formulas = formulas
    self.autoOpen = autoOpen
  }
}

/// Something that lies inside an attachment.
public struct AttachmentChild: Sendable, Hashable {
  /// Its name, with `!` between containers.
  public var name: String
  /// The digest of its bytes; nil where it was not inflated.
  public var digest: ContentDigest?

  /// Makes a child from its name and the digest of its bytes.
  public init(name: String, digest: ContentDigest?) {
    self.name = name
    self.digest = digest
  }
}
