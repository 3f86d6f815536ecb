/// Tells content that is encrypted; nothing is decrypted.
enum EncryptedContent {
  private static let envelopedTypes: [StaticString] = ["enveloped-data", "authenveloped-data"]
  private static let armor: StaticString = "-----BEGIN PGP MESSAGE-----"

  /// Whether the leaf's content can be read only by whoever has a key.
  static func isEncrypted(_ leaf: Leaf, _ type: String, _ decoded: ByteView) -> Bool {
    switch type {
    case "application/pkcs7-mime", "application/x-pkcs7-mime":
      let said = leaf.contentType.parameters?.bytes(.smimeType)
      let isSaid = said?.withUnsafeBytes { bytes in
        envelopedTypes.contains { ByteView(bytes).equals(lowercase: $0) }
      }
      return isSaid == true || SignedContent.isEnveloped(decoded)
    case "application/pgp-encrypted": return false
    case "text/plain", "application/octet-stream", "application/pgp":
      guard let found = decoded.firstIndex(of: armor, from: 0) else { return false }
      return found == 0 || decoded[found - 1] == ASCII.lineFeed || decoded[found - 1] == ASCII.carriageReturn
    default: return false
    }
  }
}
