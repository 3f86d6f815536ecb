import ByteReading
import MailModel

extension Inspection {
  /// Lists compiled help and goes into its files: pages may start programs by themselves.
  mutating func inspectHelp(_ bytes: [UInt8]) {
    found(.helpFile, "compiled help")
    guard let help = CompiledHelp(bytes, limit: limits.entries) else { return }
    let files = help.files.filter { !$0.name.hasSuffix("/") && $0.size > 0 }
    let wanted = files.filter { $0.section == 1 }.map { $0.offset.addingReportingOverflow($0.size).partialValue }.max()
    let allowance = lzmaAllowance
    if let wanted, wanted > allowance { hit(.entryBytes) }
    let packed = help.compressedSection(size: min(max(0, wanted ?? 0), allowance))
    spend(lzma: packed.count)
    noteExpansion(of: "compiled help", packed.count, packed: bytes.count)
    for file in files {
      guard takeEntry() else { break }
      let name = file.name.hasPrefix("/") ? String(file.name.dropFirst()) : file.name
      let content: [UInt8]?
      if file.section == 0 {
        content = help.stored(file)
      } else if file.section == 1, file.offset < packed.count, file.size <= packed.count - file.offset {
        content = packed.bytes(at: file.offset, count: file.size)
      } else {
        content = nil
      }
      guard let content else {
        foundChild(name, digest: nil)
        continue
      }
      let type = inspectChild(name, content)
      if type.runs { found(.executableInArchive, name) }
      inspectHelpPage(content, name)
    }
  }

  /// A page with the control that starts programs (HHCtrl's ShortCut), and what it starts.
  private mutating func inspectHelpPage(_ page: [UInt8], _ name: String) {
    let lower = page.bytes(at: 0, count: 1 << 20).lowercasedASCII()
    guard lower.contains("shortcut"), lower.contains("<param"),
      lower.contains("adb880a6-d8ff-11cf-9377-00aa003b7a11") || lower.contains("hhctrl")
    else { return }
    var from = 0
    while let item = lower.firstIndex(of: "item1", from: from) {
      from = item + 5
      guard let value = lower.firstIndex(of: "value", from: item, to: item + 64),
        let end = lower.firstIndex(ofByte: 0x3E, from: value, to: value + 4_096)
      else { continue }
      let command = page.bytes(at: value + 5, count: end - value - 5).lenientText
      found(.shortcutCommand, "\(name) starts\(command)")
    }
  }
}
