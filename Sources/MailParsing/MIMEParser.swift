import MailModel

/// Parses messages (RFC 5322, RFC 2045 to 2049, RFC 2231, RFC 6532) into values.
///
/// Any bytes give a message: what is wrong with them is recorded as defects, what could be read is kept. Time is linear
/// in the bytes, memory is bounded by the message and the limits.
public struct MIMEParser: Sendable {
  /// What is spent on one message at most.
  public let limits: ParsingLimits

  /// Makes a parser with those limits.
  public init(limits: ParsingLimits = ParsingLimits()) { self.limits = limits.clamped }

  /// Parses a message, and lends the decoded bytes of each leaf part as they come.
  ///
  /// - Parameters:
  ///   - bytes: The message, mbox quoting undone.
  ///   - digest: The message's identity where it is known already; nil to compute it.
  ///   - content: Called once for each leaf part in document order, then for the embedded parts found in it; `via`
  ///     is nil for parts of the MIME tree. The buffer must not leave the call.
  public func parse(
    _ bytes: MailBytes, digest: ContentDigest? = nil,
    content: (BodyPart, _ via: String?, UnsafeRawBufferPointer) -> Void
  ) -> Message {
    bytes.withUnsafeBytes { raw in
      let digest = digest ?? ContentDigest(ofMessage: raw)
      return withoutActuallyEscaping(content) { content in
        var assembly = MessageAssembly(bytes: ByteView(raw), digest: digest, limits: limits, content: content)
        return assembly.build()
      }
    }
  }

  /// Parses a message.
  public func parse(_ bytes: MailBytes, digest: ContentDigest? = nil) -> Message {
    parse(bytes, digest: digest) { _, _, _ in }
  }
}
