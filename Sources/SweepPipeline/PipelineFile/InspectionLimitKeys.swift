import AttachmentInspection

/// The keys of `limits.attachments`: what bounds the inspection of one attachment.
enum InspectionLimitKey: String, CaseIterable {
  case entries
  case inflatedBytes = "inflated_bytes"
  case entryBytes = "entry_bytes"
  case lzmaBytes = "lzma_bytes"
  case ratio
  case children, urls, formulas
  case macroSourceBytes = "macro_source_bytes"
  case macroSteps = "macro_steps"
  case vbaSteps = "vba_steps"
  case passwords
  case passwordHashes = "password_hashes"
  case hashesForEachPassword = "hashes_for_each_password"
  case findingsOfOneTechnique = "findings_of_one_technique"

  /// The limit that the key sets.
  var limit: WritableKeyPath<InspectionLimits, Int> {
    switch self {
    case .entries: \.entries
    case .inflatedBytes: \.inflatedBytes
    case .entryBytes: \.entryBytes
    case .lzmaBytes: \.lzmaBytes
    case .ratio: \.expansionRatio
    case .children: \.children
    case .urls: \.urls
    case .formulas: \.formulas
    case .macroSourceBytes: \.macroSourceBytes
    case .macroSteps: \.macroSteps
    case .vbaSteps: \.vbaSteps
    case .passwords: \.passwords
    case .passwordHashes: \.passwordHashes
    case .hashesForEachPassword: \.hashesForEachPassword
    case .findingsOfOneTechnique: \.findingsOfOneTechnique
    }
  }

  /// The value that stands in the file: a size, or a number.
  func value(of node: PipelineNode) throws(PipelineFileError) -> Int {
    switch self {
    case .inflatedBytes, .entryBytes, .lzmaBytes, .macroSourceBytes: try node.bytes(in: 1 << 10...1 << 34)
    case .ratio, .findingsOfOneTechnique: try node.integer(in: 1...1_000_000)
    case .passwordHashes, .hashesForEachPassword, .macroSteps, .vbaSteps: try node.integer(in: 0...1_000_000_000)
    case .entries, .children, .urls, .formulas, .passwords: try node.integer(in: 0...10_000_000)
    }
  }
}
