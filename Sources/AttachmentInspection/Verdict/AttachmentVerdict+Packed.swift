import MailModel

extension AttachmentVerdict {
  /// The layout of the packed form; the second one ends with the matches of rules.
  private static let layouts: ClosedRange<UInt8> = 1...2

  /// The verdict in a compact binary form, for a store.
  public func packed() -> [UInt8] {
    var writer = PackedWriter()
    writer.byte(ruleMatches.isEmpty ? Self.layouts.lowerBound : Self.layouts.upperBound)
    writer.bytes(digest.bytes)
    writer.number(size)
    writer.text(type.rawValue)
    writer.optionalText(name)
    writer.number(Int(truncatingIfNeeded: score.bitPattern))
    writer.byte(encrypted ? 1 : 0)
    writer.byte(vba == nil ? 0 : 1)
    if let vba {
      writer.list(vba.modules) { writer, module in
        writer.text(module.name)
        writer.bytes(module.digest.bytes)
        writer.list(module.autoexec) { $0.text($1) }
      }
    }
    writer.byte(xlm == nil ? 0 : 1)
    if let xlm {
      writer.list(xlm.sheets) { writer, sheet in
        writer.text(sheet.name)
        writer.text(sheet.visibility)
      }
      writer.list(xlm.formulas) { $0.text($1) }
      writer.byte(xlm.autoOpen ? 1 : 0)
    }
    writer.list(techniques) { writer, technique in
      writer.text(technique.id)
      writer.list(technique.attack) { $0.text($1) }
      writer.text(technique.evidence)
      writer.number(Int(truncatingIfNeeded: technique.weight.bitPattern))
    }
    writer.list(urls) { $0.text($1) }
    writer.list(children) { writer, child in
      writer.text(child.name)
      writer.byte(child.digest == nil ? 0 : 1)
      if let digest = child.digest { writer.bytes(digest.bytes) }
    }
    writer.list(limitsHit) { $0.text($1) }
    if !ruleMatches.isEmpty {
      writer.list(ruleMatches) { writer, match in
        writer.text(match.rule)
        writer.text(match.namespace)
        writer.list(match.tags) { $0.text($1) }
        writer.list(match.meta) { writer, meta in
          writer.text(meta.key)
          writer.text(meta.value)
        }
        writer.text(match.place)
      }
    }
    return writer.output
  }

  /// Reads the packed form; nil where the bytes are damaged or of another layout.
  public init?(packed bytes: [UInt8]) {
    var reader = PackedReader(bytes)
    guard let layout = reader.byte(), Self.layouts.contains(layout), let digest = reader.digest(),
      let size = reader.number(),
      let type = reader.text().flatMap(AttachmentType.init(rawValue:)), let name = reader.optionalText(),
      let score = reader.number(), let encrypted = reader.byte(), let hasVBA = reader.byte()
    else { return nil }
    self.init(digest: digest, size: size, type: type, name: name)
    self.score = Double(bitPattern: UInt64(bitPattern: Int64(score)))
    self.encrypted = encrypted == 1
    if hasVBA == 1 {
      guard
        let modules = reader.list({ reader -> VBAFacts.Module? in
          guard let name = reader.text(), let digest = reader.digest(), let autoexec = reader.list({ $0.text() })
          else { return nil }
          return VBAFacts.Module(name: name, digest: digest, autoexec: autoexec)
        })
      else { return nil }
      vba = VBAFacts(modules: modules)
    }
    guard let hasXLM = reader.byte() else { return nil }
    if hasXLM == 1 {
      guard
        let sheets = reader.list({ reader -> XLMFacts.Sheet? in
          guard let name = reader.text(), let visibility = reader.text() else { return nil }
          return XLMFacts.Sheet(name: name, visibility: visibility)
        }), let formulas = reader.list({ $0.text() }), let autoOpen = reader.byte()
      else { return nil }
      xlm = XLMFacts(sheets: sheets, formulas: formulas, autoOpen: autoOpen == 1)
    }
    guard let techniques = reader.list({ $0.technique() }), let urls = reader.list({ $0.text() }),
      let children = reader.list({ $0.child() }), let limitsHit = reader.list({ $0.text() }),
      let ruleMatches = layout == Self.layouts.lowerBound ? [] : reader.list({ $0.ruleMatch() }), reader.isAtEnd
    else { return nil }
    self.ruleMatches = ruleMatches
    self.techniques = techniques
    self.urls = urls
    self.children = children
    self.limitsHit = limitsHit
  }
}

extension PackedReader {
  fileprivate mutating func technique() -> Technique? {
    guard let id = text(), let attack = list({ $0.text() }), let evidence = text(), let weight = number()
    else { return nil }
    return Technique(
      id: id, attack: attack, evidence: evidence, weight: Double(bitPattern: UInt64(bitPattern: Int64(weight))))
  }

  fileprivate mutating func ruleMatch() -> RuleMatch? {
    guard let rule = text(), let namespace = text(), let tags = list({ $0.text() }),
      let meta = list({ reader -> RuleMatch.Meta? in
        guard let key = reader.text(), let value = reader.text() else { return nil }
        return RuleMatch.Meta(key: key, value: value)
      }), let place = text()
    else { return nil }
    return RuleMatch(rule: rule, namespace: namespace, tags: tags, meta: meta, place: place)
  }

  fileprivate mutating func child() -> AttachmentChild? {
    guard let name = text(), let hasDigest = byte() else { return nil }
    guard hasDigest == 1 else { return AttachmentChild(name: name, digest: nil) }
    return digest().map { AttachmentChild(name: name, digest: $0) }
  }
}
