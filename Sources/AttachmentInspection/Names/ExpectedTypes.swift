/// The types that a name or a declared MIME type may stand for.
enum ExpectedTypes {
  private static let word: Set<AttachmentType> = [.oleDoc, .rtf, .ooxmlDocx, .ooxmlDocm, .html, .eml, .text, .oleOther]
  private static let excel: Set<AttachmentType> = [
    .oleXls, .ooxmlXlsx, .ooxmlXlsm, .ooxmlXlsb, .html, .text, .oleOther, .eml, .other,
  ]
  private static let powerPoint: Set<AttachmentType> = [.olePpt, .ooxmlPptx, .ooxmlPptm, .oleOther]

  /// By the last extension; nil where the extension says nothing.
  static func types(forExtension word: String) -> Set<AttachmentType>? { byExtension[word] }

  /// By a MIME type; nil where it says nothing.
  static func types(forMIMEType type: String) -> Set<AttachmentType>? { byMIMEType[type] }

  private static let byExtension: [String: Set<AttachmentType>] = [
    "pdf": [.pdf], "doc": word, "dot": word, "docx": [.ooxmlDocx, .ooxmlDocm, .oleOther],
    "docm": [.ooxmlDocm, .ooxmlDocx, .oleOther],
    "rtf": [.rtf, .text], "xls": excel, "xlt": excel, "xlsx": [.ooxmlXlsx, .ooxmlXlsm, .oleOther],
    "xlsm": [.ooxmlXlsm, .ooxmlXlsx, .oleOther], "xlsb": [.ooxmlXlsb, .oleOther], "ppt": powerPoint, "pps": powerPoint,
    "pptx": [.ooxmlPptx, .ooxmlPptm, .oleOther], "pptm": [.ooxmlPptm, .ooxmlPptx, .oleOther],
    "jpg": [.image], "jpeg": [.image], "png": [.image], "gif": [.image], "bmp": [.image], "tif": [.image],
    "tiff": [.image],
    "txt": [.text, .eml, .html, .ics, .script, .svg], "csv": [.text],
    "zip": [.zip, .ooxmlOther], "rar": [.rar], "7z": [.sevenZip], "gz": [.gzip], "tgz": [.gzip], "tar": [.tar],
    "cab": [.cab],
    "iso": [.iso], "html": [.html, .text, .svg], "htm": [.html, .text, .svg],
  ]

  private static let byMIMEType: [String: Set<AttachmentType>] = [
    "application/pdf": [.pdf], "application/msword": word, "application/rtf": [.rtf], "text/rtf": [.rtf],
    "application/vnd.ms-excel": excel.union([.oleXls]), "application/vnd.ms-powerpoint": powerPoint,
    "image/jpeg": [.image], "image/png": [.image], "image/gif": [.image], "image/bmp": [.image], "image/tiff": [.image],
    "application/zip": [
      .zip, .ooxmlDocx, .ooxmlDocm, .ooxmlXlsx, .ooxmlXlsm, .ooxmlXlsb, .ooxmlPptx, .ooxmlPptm, .ooxmlOther,
    ],
    "text/plain": [.text, .eml, .html, .ics, .script, .svg], "text/csv": [.text],
  ]
}
