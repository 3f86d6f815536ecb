#if YARA
  import AttachmentInspection
  import CYARA

  #if canImport(Glibc)
    import Glibc
  #elseif canImport(Musl)
    import Musl
  #else
    import Darwin
  #endif

  /// What a search of one buffer has heard from libyara.
  struct RuleSearch {
    /// Rules that a search of one buffer names.
    private static let mostMatches = 64
    /// Tags, and lines of meta, that are kept of a rule.
    private static let mostNotes = 32
    /// Bytes that are kept of a text of a rule.
    private static let mostBytes = 400

    var matches: [RuleMatch] = []
    var isCut = false
    var forbiddenModule: String?

    /// Hears a message of a scanner; what `search` points to is the search that set the callback.
    static func hear(
      _ message: Int32, _ data: UnsafeMutableRawPointer?, _ search: UnsafeMutableRawPointer?
    ) -> Int32 {
      guard let search = search?.assumingMemoryBound(to: RuleSearch.self) else { return CALLBACK_ERROR }
      switch message {
      case CALLBACK_MSG_RULE_MATCHING:
        guard let rule = data?.assumingMemoryBound(to: YR_RULE.self) else { return CALLBACK_CONTINUE }
        guard search.pointee.matches.count < mostMatches else {
          search.pointee.isCut = true
          return CALLBACK_ABORT
        }
        search.pointee.matches.append(match(rule))
      case CALLBACK_MSG_TOO_MANY_MATCHES:
        search.pointee.isCut = true
      case CALLBACK_MSG_IMPORT_MODULE:
        let module = data.flatMap { text(imported_module($0)) } ?? ""
        guard RuleCompilation.allowedModules.contains(module) else {
          search.pointee.forbiddenModule = module
          return CALLBACK_ERROR
        }
      default: break
      }
      return CALLBACK_CONTINUE
    }

    private static func match(_ rule: UnsafeMutablePointer<YR_RULE>) -> RuleMatch {
      var match = RuleMatch(rule: text(rule_name(rule)) ?? "", namespace: text(rule_namespace(rule)) ?? "")
      var tag = rule_tag(rule, nil)
      while let next = tag, match.tags.count < mostNotes {
        match.tags.append(text(next) ?? "")
        tag = rule_tag(rule, next)
      }
      var meta = rule_meta(rule, nil)
      while let next = meta, match.meta.count < mostNotes {
        match.meta.append(RuleMatch.Meta(key: text(meta_name(next)) ?? "", value: value(next)))
        meta = rule_meta(rule, next)
      }
      return match
    }

    private static func value(_ meta: UnsafePointer<YR_META>) -> String {
      if let text = text(meta_text(meta)) { return text }
      let number = meta_number(meta)
      return meta_is_truth(meta) == 0 ? String(number) : number == 0 ? "false" : "true"
    }

    /// A text of libyara's, cut to a length, with what is no UTF-8 replaced and control characters as blanks.
    private static func text(_ start: UnsafePointer<CChar>?) -> String? {
      guard let start else { return nil }
      let bytes = UnsafeBufferPointer(start: start, count: strnlen(start, mostBytes)).map { byte in
        (0..<0x20).contains(byte) || byte == 0x7F ? 0x20 : UInt8(bitPattern: byte)
      }
      return String(decoding: bytes, as: UTF8.self)
    }
  }
#endif
