/// The closed list of what can be wrong with a message; the raw value is the code that users see.
public enum DefectCode: String, Sendable, CaseIterable {
  // Archives
  case messageTruncated = "message-truncated"
  case damagedInArchive = "damaged-in-archive"
  case emptyMessage = "empty-message"
  case unquotedSeparator = "unquoted-separator"
  case wrongContentLength = "wrong-content-length"
  case nulBytes = "nul-bytes"
  case lineTooLong = "line-too-long"

  // Header fields
  case missingHeader = "missing-header"
  case malformedHeader = "malformed-header"
  case duplicateHeader = "duplicate-header"
  case headerTooLarge = "header-too-large"
  case tooManyHeaders = "too-many-headers"
  case nonASCIIHeader = "non-ascii-header"
  case malformedEncodedWord = "malformed-encoded-word"
  case malformedParameter = "malformed-parameter"
  case malformedAddress = "malformed-address"
  case tooManyAddresses = "too-many-addresses"
  case malformedMessageID = "malformed-message-id"
  case missingMessageID = "missing-message-id"
  case malformedReferences = "malformed-references"
  case tooManyReferences = "too-many-references"
  case missingDate = "missing-date"
  case malformedDate = "malformed-date"
  case repairedDate = "repaired-date"
  case implausibleDate = "implausible-date"

  // Structure
  case malformedContentType = "malformed-content-type"
  case missingBoundary = "missing-boundary"
  case missingBoundaryStart = "missing-boundary-start"
  case missingBoundaryEnd = "missing-boundary-end"
  case ambiguousBoundary = "ambiguous-boundary"
  case unclosedQuote = "unclosed-quote"
  case ambiguousStructure = "ambiguous-structure"
  case emptyMultipart = "empty-multipart"
  case tooManyParts = "too-many-parts"
  case nestedTooDeep = "nested-too-deep"
  case missingPartBody = "missing-part-body"

  // Content
  case unknownTransferEncoding = "unknown-transfer-encoding"
  case illegalTransferEncoding = "illegal-transfer-encoding"
  case malformedBase64 = "malformed-base64"
  case malformedQuotedPrintable = "malformed-quoted-printable"
  case malformedUUEncode = "malformed-uuencode"
  case unknownCharset = "unknown-charset"
  case malformedText = "malformed-text"
  case partTooLarge = "part-too-large"
  case textTruncated = "text-truncated"
  case tooManyLinks = "too-many-links"
  case htmlTooDeep = "html-too-deep"

  // Attachments
  case inspectionLimit = "inspection-limit"
}
