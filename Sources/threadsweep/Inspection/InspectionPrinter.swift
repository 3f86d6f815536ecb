import AttachmentInspection
import FindingExport
import MailModel
import SweepPipeline

/// Prints inspected objects one after the other, in the form asked for.
struct InspectionPrinter {
  private let format: InspectCommand.Format
  private let text: AnalysisText
  private var summary = TextTable(header: ["level", "score", "type", "what was found", "file"])
  private var documents = 0
  private var json = JSONWriter()
  private var held: [UInt8]?
  private var count = 0

  init(_ format: InspectCommand.Format, _ text: AnalysisText) {
    self.format = format
    self.text = text
  }

  /// Prints one object.
  ///
  /// JSON holds the first object back until it is known whether it stands alone: several make an array.
  mutating func print(_ object: InspectionInput.Object) throws {
    count += 1
    if format == .text {
      if count > 1 { try StandardOutput.write("\n\n") }
      switch object {
      case .message(let message, let place): return try StandardOutput.write(MessageText.text(of: message, at: place))
      case .attachment(let analysis, let path):
        note(analysis.verdict, path: path)
        return try StandardOutput.write(text.text(of: analysis, path: path))
      }
    }
    json.removeAll()
    switch object {
    case .message(let message, let place): json.message(message, at: format == .jsonl ? place : nil)
    case .attachment(let analysis, let path): json.attachment(analysis, source: format == .jsonl ? path : nil)
    }
    if format == .jsonl {
      json.endLine()
      return try StandardOutput.write(json.bytes)
    }
    if count == 1 {
      held = json.bytes
      return
    }
    if let first = held {
      try StandardOutput.write([0x5B] + first)
      held = nil
    }
    try StandardOutput.write([0x2C, 0x0A] + json.bytes)
  }

  /// Takes a document into the table at the end.
  private mutating func note(_ verdict: AttachmentVerdict, path: String) {
    documents += 1
    var found: [String] = []
    for technique in verdict.techniques where found.count < 3 && !found.contains(technique.id) {
      found.append(technique.id)
    }
    summary.add([
      verdict.level.rawValue, FindingListing.decimals(verdict.score), verdict.type.rawValue,
      found.joined(separator: ", "), path,
    ])
  }

  /// Prints what is left.
  mutating func finish() throws {
    if format == .text, documents > 1 { try StandardOutput.write("\n\n" + summary.text()) }
    guard format == .json else { return }
    if let only = held {
      try StandardOutput.write(only + [0x0A])
    } else if count > 1 {
      try StandardOutput.write("]\n")
    }
  }
}
