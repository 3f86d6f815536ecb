import FindingExport
import MailModel
import SweepPipeline

/// Prints inspected objects one after the other, in the form asked for.
struct InspectionPrinter {
  private let format: InspectCommand.Format
  private var json = JSONWriter()
  private var held: [UInt8]?
  private var count = 0

  init(_ format: InspectCommand.Format) { self.format = format }

  /// Prints one object.
  ///
  /// JSON holds the first object back until it is known whether it stands alone: several make an array.
  mutating func print(_ object: InspectionInput.Object) throws {
    count += 1
    if format == .text {
      if count > 1 { try StandardOutput.write("\n") }
      return try StandardOutput.write(InspectionText.text(of: object))
    }
    json.removeAll()
    switch object {
    case .message(let message, let place): json.message(message, at: format == .jsonl ? place : nil)
    case .attachment(let verdict, let path): json.attachment(verdict, source: format == .jsonl ? path : nil)
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

  /// Prints what is left.
  mutating func finish() throws {
    guard format == .json else { return }
    if let only = held {
      try StandardOutput.write(only + [0x0A])
    } else if count > 1 {
      try StandardOutput.write("]\n")
    }
  }
}
