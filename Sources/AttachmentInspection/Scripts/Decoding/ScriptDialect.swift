/// How a language writes literals and joins them.
enum ScriptDialect {
  case jscript, vbscript, powershell

  var joiners: [UInt8] {
    switch self {
    case .jscript, .powershell: [0x2B]
    case .vbscript: [0x26, 0x2B]
    }
  }

  var quotes: [UInt8] {
    switch self {
    case .jscript: [0x22, 0x27, 0x60]
    case .vbscript: [0x22]
    case .powershell: [0x22, 0x27]
    }
  }
}

extension ScriptLanguage {
  /// The dialect of its literals; nil for what has none that are joined.
  var dialect: ScriptDialect? {
    switch self {
    case .vbscript: .vbscript
    case .jscript: .jscript
    case .powershell: .powershell
    case .encoded, .batch, .hta, .windowsScript, .shell: nil
    }
  }
}
