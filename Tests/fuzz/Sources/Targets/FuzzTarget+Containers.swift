import MailModel

@testable import AttachmentInspection

extension FuzzTarget {
  /// Archives and disk images among attachments.
  static let containers = [
    FuzzTarget("zip") { bytes in inspect(bytes, as: .zip) { $0.inspectZip($1) } },
    FuzzTarget("rar") { bytes in inspect(bytes, as: .rar) { $0.inspectRar($1) } },
    FuzzTarget("7z") { bytes in
      inspect(bytes, as: .sevenZip) { $0.inspectSevenZip($1) }
      _ = SevenZipHeader(bytes, limit: 500)
    },
    FuzzTarget("cabinet") { bytes in inspect(bytes, as: .cab) { $0.inspectCabinet($1) } },
    FuzzTarget("rare-archives") { bytes in inspect(bytes, as: .other) { _ = $0.inspectRareArchive($1) } },
    FuzzTarget("help") { bytes in inspect(bytes, as: .other) { $0.inspectHelp($1) } },
    FuzzTarget("tar") { bytes in inspect(bytes, as: .tar) { $0.inspectTar($1) } },
    FuzzTarget("disk-image") { bytes in inspect(bytes, as: .iso) { $0.inspectDiskImage($1) } },
    FuzzTarget("virtual-disk") { bytes in inspect(bytes, as: .other) { _ = $0.inspectVirtualDisk($1) } },
    FuzzTarget("single-files") { bytes in
      inspect(bytes, as: .gzip) {
        $0.inspectGzip($1)
        $0.inspectBzip2($1)
        $0.inspectZstandard($1)
        $0.inspectXZ($1)
      }
    },
  ]
}
