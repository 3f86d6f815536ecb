/// What the bytes of an attachment are, whatever its name says.
public enum AttachmentType: String, Sendable, CaseIterable {
  case oleDoc = "ole-doc"
  case oleXls = "ole-xls"
  case olePpt = "ole-ppt"
  case oleMsg = "ole-msg"
  case oleOther = "ole-other"
  case ooxmlDocx = "ooxml-docx"
  case ooxmlDocm = "ooxml-docm"
  case ooxmlXlsx = "ooxml-xlsx"
  case ooxmlXlsm = "ooxml-xlsm"
  case ooxmlXlsb = "ooxml-xlsb"
  case ooxmlPptx = "ooxml-pptx"
  case ooxmlPptm = "ooxml-pptm"
  case ooxmlOther = "ooxml-other"
  case rtf, pdf, zip, rar
  case sevenZip = "7z"
  case gzip, tar, iso, cab, lnk, onenote, html, svg, script, pe, elf, image, text, eml, ics, other
}
