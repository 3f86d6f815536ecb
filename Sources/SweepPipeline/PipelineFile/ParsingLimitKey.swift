import MailParsing

/// The keys of `limits` that bound the parsing of one message.
enum ParsingLimitKey: String, CaseIterable {
  case headers
  case headerBytes = "header_bytes"
  case keptHeaderBytes = "kept_header_bytes"
  case addresses, references, parameters, parts
  case partDepth = "part_depth"
  case partBytes = "part_bytes"
  case textBytes = "text_bytes"
  case links, defects

  /// The limit that the key sets.
  var limit: WritableKeyPath<ParsingLimits, Int> {
    switch self {
    case .headers: \.headerCount
    case .headerBytes: \.headerBytes
    case .keptHeaderBytes: \.keptHeaderBytes
    case .addresses: \.addresses
    case .references: \.references
    case .parameters: \.parameters
    case .parts: \.parts
    case .partDepth: \.depth
    case .partBytes: \.partBytes
    case .textBytes: \.textBytes
    case .links: \.links
    case .defects: \.defects
    }
  }

  /// The value that stands in the file: a size, or a number.
  func value(of node: PipelineNode) throws(PipelineFileError) -> Int {
    switch self {
    case .headerBytes, .keptHeaderBytes, .textBytes: try node.bytes(in: 1 << 8...1 << 30)
    case .partBytes: try node.bytes(in: 1 << 8...1 << 34)
    case .partDepth: try node.integer(in: 1...1_000)
    case .headers, .addresses, .references, .parameters, .parts, .links, .defects: try node.integer(in: 1...1_000_000)
    }
  }
}
