import HijackDetection

extension JSONWriter {
  /// Writes an entry of the detection catalogue as `threadsweep.signal/1`.
  public mutating func signalDefinition(_ definition: SignalDefinition) {
    object { json in
      json.field("schema", "threadsweep.signal/1")
      json.field("id", definition.id)
      json.field("group", definition.group.rawValue)
      json.field("weight", definition.defaultWeight)
      json.field("stated_weight", definition.statedWeight)
      json.field("proof", definition.isProof)
      json.field("summary", definition.summary)
      json.field("benign_rate", definition.benignRate)
    }
  }
}
