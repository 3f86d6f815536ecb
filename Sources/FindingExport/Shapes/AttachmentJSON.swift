import AttachmentInspection
import MailModel

extension JSONWriter {
  /// Writes a verdict as `threadsweep.attachment/1`, with what it rests on.
  ///
  /// Texts and addresses stand as they are in the attachment: nothing is defanged.
  public mutating func attachment(_ analysis: AttachmentAnalysis, source: String? = nil) {
    let verdict = analysis.verdict
    object { json in
      json.field("schema", "threadsweep.attachment/1")
      if let source { json.field("source", source) }
      json.field("sha256", verdict.digest.hex)
      json.field("size", verdict.size)
      json.field("type", verdict.type.rawValue)
      json.field("name", verdict.name)
      json.field("score", verdict.score)
      json.field("level", verdict.level.rawValue)
      json.field("encrypted", verdict.encrypted)
      json.key("vba")
      json.vba(verdict.vba)
      json.key("xlm")
      json.xlm(verdict.xlm)
      json.key("techniques")
      json.array(verdict.techniques) { json, technique in
        json.object { json in
          json.field("id", technique.id)
          json.strings("attack", technique.attack)
          json.field("evidence", technique.evidence)
          json.field("weight", technique.weight)
          json.evidencePlace(analysis.place(of: technique))
        }
      }
      json.strings("urls", verdict.urls)
      json.key("children")
      json.array(analysis.members) { json, member in
        json.object { json in
          json.field("name", member.name)
          json.field("sha256", member.digest?.hex)
          json.field("type", member.type?.rawValue)
          if let size = member.size { json.field("size", size) }
        }
      }
      json.key("yara")
      json.array(verdict.ruleMatches) { $0.ruleMatch($1) }
      json.strings("limits_hit", verdict.limitsHit)
      json.evidence(of: analysis)
    }
  }

  private mutating func evidencePlace(_ place: EvidencePlace?) {
    guard let place else { return }
    field("path", place.path)
    guard let range = place.range else { return }
    field("offset", range.lowerBound)
    field("length", range.count)
  }

  private mutating func evidence(of analysis: AttachmentAnalysis) {
    key("external_relationships")
    array(analysis.externalRelationships) { json, one in
      json.object { json in
        json.field("type", one.type)
        json.field("target", one.target)
        json.field("part", one.part)
      }
    }
    key("strings")
    array(analysis.texts) { json, text in
      json.object { json in
        json.field("kind", text.kind.rawValue)
        json.field("text", text.text)
        json.field("place", text.place)
      }
    }
    key("opened")
    array(analysis.openings) { json, opening in
      json.object { json in
        json.field("what", opening.what)
        json.field("password", opening.password)
        json.field("origin", opening.origin.rawValue)
      }
    }
  }

  private mutating func ruleMatch(_ match: RuleMatch) {
    object { json in
      json.field("rule", match.rule)
      json.field("namespace", match.namespace)
      json.strings("tags", match.tags)
      json.key("meta")
      json.array(match.meta) { json, meta in
        json.object { json in
          json.field("key", meta.key)
          json.field("value", meta.value)
        }
      }
      json.field("place", match.place)
    }
  }

  private mutating func vba(_ facts: VBAFacts?) {
    guard let facts else { return null() }
    object { json in
      json.key("modules")
      json.array(facts.modules) { json, module in
        json.object { json in
          json.field("name", module.name)
          json.field("sha256", module.digest.hex)
          json.strings("autoexec", module.autoexec)
        }
      }
    }
  }

  private mutating func xlm(_ facts: XLMFacts?) {
    guard let facts else { return null() }
    object { json in
      json.key("sheets")
      json.array(facts.sheets) { json, sheet in
        json.object { json in
          json.field("name", sheet.name)
          json.field("visibility", sheet.visibility)
        }
      }
      json.strings("formulas", facts.formulas)
      json.field("auto_open", facts.autoOpen)
    }
  }
}
