import ByteReading
import MailModel

/// Formats that hold one file without a name.
extension Inspection {
  /// The content of a bzip2 file.
  mutating func inspectBzip2(_ bytes: [UInt8]) {
    inspectSingle(Bzip2Decoder.decode(bytes, from: 0, limit: lzmaAllowance), packed: bytes.count)
  }

  /// The content of a Zstandard file.
  mutating func inspectZstandard(_ bytes: [UInt8]) {
    inspectSingle(ZstandardDecoder.decode(bytes, from: 0, limit: lzmaAllowance), packed: bytes.count)
  }

  /// The content of an xz file.
  mutating func inspectXZ(_ bytes: [UInt8]) {
    inspectSingle(XZReader.decode(bytes, limit: lzmaAllowance), packed: bytes.count)
  }

  private mutating func inspectSingle(_ content: Inflated, packed: Int) {
    spend(lzma: content.bytes.count)
    guard !content.bytes.isEmpty, takeEntry() else { return }
    let type = inspectUnpacked("content", content.bytes, content.ending, packed: packed)
    judge([ArchiveMember(name: "content", size: content.bytes.count, type: type, isEncrypted: false)])
  }
}
