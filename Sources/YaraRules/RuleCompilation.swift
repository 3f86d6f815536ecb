#if YARA
  import CYARA

  /// Makes compiled rules of their text.
  enum RuleCompilation {
    /// Modules whose answers follow from the bytes: `magic` and `cuckoo` read other files, `time` reads the clock.
    static let allowedModules: Set<String> = [
      "console", "dex", "dotnet", "elf", "hash", "macho", "math", "pe", "string",
    ]

    private static let isReady = yr_initialize() == ERROR_SUCCESS

    /// What the compiler said first.
    private final class Complaint {
      var line: Int?
      var message: String?
    }

    static func compile(_ sources: [RuleSource]) throws(YaraRulesError) -> CompiledRules {
      var created: UnsafeMutablePointer<YR_COMPILER>?
      guard isReady, yr_compiler_create(&created) == ERROR_SUCCESS, let compiler = created else {
        throw YaraRulesError(.invalid, message: "libyara cannot start its compiler")
      }
      defer { yr_compiler_destroy(compiler) }
      without_includes(compiler)
      for source in sources { try add(source, to: compiler) }
      var made: UnsafeMutablePointer<YR_RULES>?
      guard yr_compiler_get_rules(compiler, &made) == ERROR_SUCCESS, let made else {
        throw YaraRulesError(.invalid, path: sources.first?.path ?? "", message: "the rules do not compile")
      }
      let rules = CompiledRules(made)
      if let module = rules.forbiddenModule() { throw refusal(of: module, sources) }
      return rules
    }

    private static func add(
      _ source: RuleSource, to compiler: UnsafeMutablePointer<YR_COMPILER>
    ) throws(YaraRulesError) {
      guard !source.bytes.starts(with: Array("YARA".utf8)) else {
        throw YaraRulesError(.invalid, path: source.path, message: "these are compiled rules; give their source")
      }
      if let zero = source.bytes.firstIndex(of: 0) {
        let line = 1 + source.bytes[..<zero].count { $0 == 0x0A }
        throw YaraRulesError(.invalid, path: source.path, line: line, message: "rules are text, and this is none")
      }
      let complaint = Complaint()
      // The compiler calls back only from within yr_compiler_add_string, during which `complaint` lives.
      yr_compiler_set_callback(
        compiler,
        { level, _, line, _, message, complaint in
          guard level == YARA_ERROR_LEVEL_ERROR, let complaint else { return }
          let first = Unmanaged<Complaint>.fromOpaque(complaint).takeUnretainedValue()
          guard first.message == nil else { return }
          first.line = line > 0 ? Int(line) : nil
          first.message = message.map { String(cString: $0) } ?? ""
        }, Unmanaged.passUnretained(complaint).toOpaque())
      let errors = (source.bytes + [0]).withUnsafeBytes { text in
        yr_compiler_add_string(compiler, text.baseAddress?.assumingMemoryBound(to: CChar.self), source.namespace)
      }
      yr_compiler_set_callback(compiler, nil, nil)
      let (line, message) = withExtendedLifetime(complaint) { (complaint.line, complaint.message) }
      guard errors == 0, message == nil else {
        throw YaraRulesError(.invalid, path: source.path, line: line, message: message ?? "the rules do not compile")
      }
    }

    /// The refusal of a module, at the first line that imports it.
    private static func refusal(of module: String, _ sources: [RuleSource]) -> YaraRulesError {
      let message =
        "the module '\(module)' is not allowed: what a rule says has to follow from the bytes alone; allowed are "
        + allowedModules.sorted().joined(separator: ", ")
      for source in sources {
        let lines = String(decoding: source.bytes, as: UTF8.self).split(
          separator: "\n", omittingEmptySubsequences: false)
        if let index = lines.firstIndex(where: { $0.contains("import") && $0.contains("\"\(module)\"") }) {
          return YaraRulesError(.invalid, path: source.path, line: index + 1, message: message)
        }
      }
      return YaraRulesError(.invalid, path: sources.first?.path ?? "", message: message)
    }
  }
#endif
