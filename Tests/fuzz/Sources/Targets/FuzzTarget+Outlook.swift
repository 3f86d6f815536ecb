import CompoundFiles
import MailModel
import OutlookItems
import PersonalStorage

@testable import OutlookItems

extension FuzzTarget {
  /// Mail as Outlook keeps it.
  static let outlook = [
    FuzzTarget("msg") { bytes in
      guard let item = OutlookMessageFile(bytes)?.item else { return }
      render(item)
    },
    FuzzTarget("pst") { bytes in
      guard let storage = try? PersonalStorage(MemorySource(bytes)), let listing = try? storage.listing() else {
        return
      }
      for folder in listing.folders.prefix(20) {
        for message in ((try? storage.messages(in: folder.id)) ?? []).prefix(20) {
          guard let item = try? storage.message(message.id, limit: 1 << 20).item else { continue }
          render(item)
        }
      }
    },
    FuzzTarget("compressed-rtf") { bytes in
      let (text, _) = CompressedRTF.decode(bytes, limit: 1 << 20)
      hold(text.count <= 1 << 20, "the limit holds")
      _ = RichTextBody(text, limit: 1 << 20)
    },
    FuzzTarget("rich-text-body") { bytes in _ = RichTextBody(bytes, limit: 1 << 20) },
    FuzzTarget("code-pages") { bytes in
      guard bytes.count > 1 else { return }
      let page = CodePage(rawValue: pages[Int(bytes[0]) % pages.count])
      hold(page.utf8(Array(bytes.dropFirst())).count <= 8 * bytes.count, "text does not swell")
    },
    FuzzTarget("compound-file") { bytes in
      guard let file = CompoundFile(bytes) else { return }
      var total = 0
      for entry in file.entries.prefix(500) { total += file.content(of: entry).count }
      hold(total <= max(16 << 20, bytes.count * 8) + bytes.count, "streams do not swell")
      // What is written is read as the same.
      let streams = file.entries.filter { $0.kind == .stream }.prefix(5).enumerated().map { index, entry in
        (path: ["s\(index)"], content: file.content(of: entry))
      }
      guard let copy = CompoundFile(CompoundFileWriter.file(streams: streams)) else { return hold(false, "a copy") }
      for stream in streams where !stream.content.isEmpty && stream.content.count < 1 << 16 {
        hold(copy.content(at: stream.path[0]) == stream.content, "a stream of the copy")
      }
    },
  ]

  private static let pages = [
    1252, 932, 936, 949, 950, 1200, 1250, 1255, 20_127, 20_866, 50_220, 65_000, 65_001, 1, 28_591,
  ]

  private static func render(_ item: OutlookItem) {
    let limits = RenderingLimits(bytes: 1 << 20)
    let rendered = item.rendered(within: limits)
    hold(item.rendered(within: limits).bytes == rendered.bytes, "the same item gives the same message")
  }
}
