import MailModel
import MailParsing

/// Parses a message written with LF line ends.
func parsed(_ text: String, limits: ParsingLimits = ParsingLimits()) -> Message {
  MIMEParser(limits: limits).parse(MailBytes(Array(text.utf8)))
}

/// Parses a message of raw bytes.
func parsed(bytes: [UInt8]) -> Message { MIMEParser().parse(MailBytes(bytes)) }

/// The decoded contents of the leaf parts, by path and how they were found.
func contents(_ text: String) -> [String] {
  var contents: [String] = []
  _ = MIMEParser().parse(MailBytes(Array(text.utf8))) { part, via, bytes in
    contents.append("\(via.map { $0 + ":" } ?? "")\(part.path)=\(String(decoding: bytes, as: UTF8.self))")
  }
  return contents
}

extension Message {
  var codes: Set<DefectCode> { Set(defects.map(\.code)) }
}

/// A generator that gives the same numbers in every run (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
