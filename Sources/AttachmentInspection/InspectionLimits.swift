/// The bounds that hold an inspection, whatever the attachment claims.
///
/// What a limit cuts is named in the verdict's `limitsHit`.
public struct InspectionLimits: Sendable, Hashable {
  /// Bytes of one attachment that are looked at; what lies beyond is only digested.
  public var attachmentBytes = 256 << 20
  /// Bytes that one attachment may inflate to, over everything inside it.
  public var inflatedBytes = 256 << 20
  /// Bytes that one entry of a container may inflate to.
  public var entryBytes = 32 << 20
  /// Bytes that LZMA may give over everything inside an attachment: it is ten times slower than Deflate.
  public var lzmaBytes = 24 << 20
  /// Inflated bytes for one compressed byte above which an entry counts as a bomb (small entries excepted).
  public var expansionRatio = 400
  /// Containers inside containers.
  public var depth = 5
  /// Entries of all containers together.
  public var entries = 20_000
  /// Children that the verdict names.
  public var children = 1_000
  /// URLs that the verdict names.
  public var urls = 200
  /// Formulas that the verdict holds.
  public var formulas = 500
  /// Bytes of decompressed VBA source, over the modules of one project.
  public var macroSourceBytes = 8 << 20
  /// Cells of Excel 4.0 macros that are run, over all entry points.
  public var macroSteps = 30_000
  /// Statements of VBA that are followed where something runs by itself.
  public var vbaSteps = 8_000
  /// Passwords that are tried of those given.
  public var passwords = 32
  /// Hashes that trying the well-known passwords may cost: an Office document asks for up to 100,000 a trial.
  public var passwordHashes = 110_000
  /// Hashes that each given password adds.
  public var hashesForEachPassword = 100_000
  /// Findings of one technique.
  public var findingsOfOneTechnique = 4

  /// The default limits.
  public init() {}
}
