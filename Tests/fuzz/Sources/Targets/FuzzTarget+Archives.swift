import Foundation
import MailModel

@testable import MailArchives

extension FuzzTarget {
  /// Mail as archives hold it, and the archives around it.
  static let archives = [
    FuzzTarget("mbox") { bytes in
      let whole = read(bytes, blockBytes: 1 << 20, batch: .max)
      // However small the window, and wherever reading goes on, the messages are the same.
      hold(read(bytes, blockBytes: 61, batch: 1) == whole, "small blocks read what large ones read")
      var end = 0
      for message in whole {
        hold(message.range.offset >= end && message.range.length >= 0, "messages follow one another")
        end = message.range.offset + message.range.length
      }
      hold(end <= bytes.count, "messages end within the file")
    },
    FuzzTarget("emlx") { bytes in
      for kind in [ArchiveKind.emlx, .eml, .maildir] {
        let source = ArchiveSource(path: "new/1:2,RS", kind: kind, size: Int64(bytes.count), modified: 0)
        var reader = EMLReader(MemorySource(bytes), source: source, from: 0, limits: ArchiveLimits())
        guard let message = (try? reader.nextBatch())?.messages.first else { continue }
        hold(message.place.range.offset + message.place.range.length <= bytes.count, "the message lies in the file")
      }
    },
    FuzzTarget("container") { bytes in
      NamelessFile(bytes)?.withPath { path in
        guard let file = try? ArchiveFile(path: path) else { return }
        var limits = ArchiveLimits()
        limits.inflatedBytes = 8 << 20
        limits.entries = 200
        let explored = ContainerExploration(file, known: KnownSources(), limits: limits)
        for source in explored.sources.prefix(20) {
          guard var reader = try? ArchiveReader(source, limits: limits) else { continue }
          var last: Int64 = -1
          while let batch = try? reader.nextBatch() {
            hold(batch.position > last, "a batch goes on")
            last = batch.position
          }
        }
      }
    },
    FuzzTarget("mailbox-names") { bytes in
      let text = PathText.text(of: bytes)
      hold(PathText.bytes(of: text) == bytes, "a path's text leads back to its bytes")
      _ = FolderRole(path: text)
      _ = MaildirName(path: text)
      _ = GmailLabels(message: MailBytes(bytes), terminator: 0x0A)
      _ = MessageFlags(mbox: MailBytes(bytes), terminator: 0x0A)
    },
  ]

  private struct Reading: Equatable {
    var range: ByteRange
    var digest: ContentDigest
    var defects: [Defect]
  }

  private static func read(_ bytes: [UInt8], blockBytes: Int, batch: Int) -> [Reading] {
    let limits = ArchiveLimits(messageBytes: 1 << 20, batchMessages: batch, blockBytes: blockBytes)
    var readings: [Reading] = []
    var position: Int64 = 0
    guard var reader = try? MboxReader(MemorySource(bytes), source: "a", from: 0, limits: limits) else { return [] }
    while let read = try? reader.nextBatch() {
      readings += read.messages.map { message in
        Reading(
          range: message.place.range, digest: message.bytes.withUnsafeBytes { ContentDigest(ofMessage: $0) },
          defects: message.defects)
      }
      hold(read.position > position && read.position <= bytes.count, "a batch goes on, and not beyond the end")
      position = read.position
      guard batch == 1, readings.count % 2 == 0 else { continue }
      guard let fresh = try? MboxReader(MemorySource(bytes), source: "a", from: position, limits: limits) else { break }
      reader = fresh
    }
    return readings
  }
}
