import AttachmentInspection
import MailModel

#if YARA
  import CYARA
#endif

/// YARA rules of the user's, compiled once by libyara, for any number of threads.
///
/// The package's trait `YARA` links libyara; without it there are no rules, and compiling says how to get them. What
/// rules say has to follow from the bytes alone: includes, and modules that read other files or the clock, are refused.
public struct YaraRules: BufferMatching, CustomStringConvertible {
  /// What tells these rules, and the version of libyara, from all others.
  public let digest: ContentDigest

  #if YARA
    /// Whether the product was built with libyara.
    public static let isAvailable = true
    private let compiled: CompiledRules
  #else
    /// Whether the product was built with libyara.
    public static let isAvailable = false
  #endif

  /// Compiles the rules of all `sources`, each in the namespace of its file.
  ///
  /// - Throws: `unavailable` where libyara is not built in; `invalid` with file and line where a rule is wrong.
  public init(compiling sources: [RuleSource]) throws(YaraRulesError) {
    #if YARA
      compiled = try RuleCompilation.compile(sources)
      var identity = Array("libyara \(YR_MAJOR_VERSION).\(YR_MINOR_VERSION).\(YR_MICRO_VERSION)\n".utf8)
      for source in sources {
        identity += Array("\(source.namespace) \(ContentDigest(of: source.bytes).hex)\n".utf8)
      }
      digest = ContentDigest(of: identity)
    #else
      throw YaraRulesError(
        .unavailable,
        message: "this threadsweep was built without YARA; install libyara's headers (Debian: libyara-dev) and build "
          + "with `make TRAITS=YARA` or `swift build -c release --traits YARA`")
    #endif
  }

  /// What the rules find in those bytes.
  public func matches(in bytes: [UInt8]) -> BufferMatches {
    #if YARA
      compiled.matches(in: bytes)
    #else
      BufferMatches()
    #endif
  }

  /// The rules by their digest.
  public var description: String { "YARA rules \(digest.hex)" }
}
