import HijackDetection

extension JSONWriter {
  /// Writes an entry of the detection catalogue as `threadsweep.signal/1`, with the weight that is in force.
  public mutating func signalDefinition(_ definition: SignalDefinition, weight: Double) {
    object { json in
      json.field("schema", "threadsweep.signal/1")
      json.field("id", definition.id)
      json.field("group", definition.group.rawValue)
      json.field("weight", weight)
      json.field("stated_weight", definition.statedWeight)
      json.field("proof", definition.isProof)
      json.field("summary", definition.summary)
      json.field("benign_rate", definition.benignRate)
    }
  }
}
