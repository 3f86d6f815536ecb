import HijackDetection

extension ValueForm where Value == String {
  /// A relay: an address, a network (`203.0.113.0/24`), or the name of a host or domain.
  static var relay: ValueForm {
    ValueForm(
      read: { node throws(PipelineFileError) in
        let text = try node.string()
        guard TrustedRelay(text) != nil else {
          throw node.error("an address, a network such as 203.0.113.0/24, or the name of a host is expected here")
        }
        return text
      },
      show: { .text($0) }, schema: [.init("type", .text("string")), .init("minLength", .integer(1))],
      expects: "an address, a network or a host")
  }
}
