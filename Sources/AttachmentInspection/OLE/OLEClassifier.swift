import ByteReading
import CompoundFiles

/// Tells what a compound file is by the streams below its root.
enum OLEClassifier {
  static func type(of file: CompoundFile) -> AttachmentType {
    var names: Set<String> = []
    for entry in file.entries where entry.isReachable && !entry.foldedPath.utf8.contains(0x2F) {
      names.insert(entry.foldedPath)
    }
    if names.contains("worddocument") { return .oleDoc }
    if names.contains("workbook") || names.contains("book") { return .oleXls }
    if names.contains("powerpoint document") || names.contains("pp40") || names.contains("pp97_dualstorage") {
      return .olePpt
    }
    if names.contains("__properties_version1.0") || names.contains("__nameid_version1.0") { return .oleMsg }
    // A damaged tree: what lies about says enough.
    let all = Set(file.entries.lazy.filter { !$0.isReachable && $0.kind == .stream }.map { $0.foldedName })
    if all.contains("worddocument") { return .oleDoc }
    if all.contains("workbook") { return .oleXls }
    if all.contains("powerpoint document") { return .olePpt }
    return .oleOther
  }
}
