import ByteReading
import CompoundFiles

/// An encrypted OOXML document: a compound file with the streams `EncryptionInfo` and `EncryptedPackage`
/// ([MS-OFFCRYPTO] §2.3.4).
enum EncryptedPackage {
  /// How the package is encrypted, as far as it can be undone.
  enum Scheme {
    case standard(StandardEncryption)
    case agile(AgileEncryption)

    /// Hashes that one trial of a password takes.
    var hashes: Int {
      switch self {
      case .standard: StandardEncryption.spins
      case .agile(let scheme): scheme.spins
      }
    }

    /// The key of the package; nil where the password is wrong.
    func key(for password: PasswordCandidate) -> [UInt8]? {
      switch self {
      case .standard(let scheme): scheme.key(for: password)
      case .agile(let scheme): scheme.key(for: password)
      }
    }

    /// The package in the clear, at most `limit` bytes.
    func decrypt(_ package: [UInt8], key: [UInt8], limit: Int) -> [UInt8]? {
      switch self {
      case .standard(let scheme): scheme.decrypt(package, key: key, limit: limit)
      case .agile(let scheme): scheme.decrypt(package, key: key, limit: limit)
      }
    }
  }

  /// Reads `EncryptionInfo`; nil for schemes that are not known (extensible ones, ciphers other than AES).
  static func scheme(_ info: [UInt8]) -> Scheme? {
    guard let major = info.u16(at: 0), let minor = info.u16(at: 2) else { return nil }
    if major == 4, minor == 4 {
      return AgileEncryption(info.bytes(at: 8, count: info.count)).map(Scheme.agile)
    }
    if (2...4).contains(major), minor == 2 {
      return StandardEncryption(info.bytes(at: 4, count: info.count)).map(Scheme.standard)
    }
    return nil
  }

  /// Bytes of the package as its first eight bytes say, within the stream.
  static func size(of package: [UInt8], limit: Int) -> Int {
    min(package.clampedU64(at: 0) ?? 0, max(0, package.count - 8), limit)
  }
}

extension Inspection {
  /// Opens an encrypted package with the passwords at hand and goes into the document.
  mutating func inspectEncryptedPackage(_ file: CompoundFile) {
    guard let info = file.content(at: "EncryptionInfo"), let scheme = EncryptedPackage.scheme(info),
      let result = tryPasswords(
        costing: scheme.hashes, first: [PasswordTrials.ofExcel], { scheme.key(for: $0) }),
      let package = file.content(at: "EncryptedPackage"),
      let content = scheme.decrypt(package, key: result.opened, limit: entryAllowance)
    else { return }
    spend(inflated: content.count)
    opened("the document", with: result.password)
    inspectOpened(content)
  }

  /// Goes into a document that a password opened: what it has is the attachment's own.
  mutating func inspectOpened(_ content: [UInt8]) {
    let type = TypeSniffer.type(of: content)
    guard type != .other, openedDepth < 4 else { return }
    openedDepth += 1
    match(content, inside: Self.openedName)
    inspect(content, type: type)
    openedDepth -= 1
  }
}
