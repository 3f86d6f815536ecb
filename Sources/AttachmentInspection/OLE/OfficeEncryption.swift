import ByteReading
import CompoundFiles

/// Whether an Office document in a compound file opens only with a password, by its structure.
enum OfficeEncryption {
  /// What shows it; nil where nothing does.
  ///
  /// FILEPASS of workbooks is found by the reader of their records.
  static func evidence(in file: CompoundFile) -> String? {
    // [MS-OFFCRYPTO] §2.3: an encrypted package.
    if file.has("EncryptedPackage"), file.has("EncryptionInfo") { return "EncryptedPackage" }
    if file.has("EncryptedPackage") { return "EncryptedPackage without EncryptionInfo" }
    // [MS-DOC] §2.5.2 FibBase: bit 8 of the flags at offset 10.
    if let word = file.content(at: "WordDocument"), let flags = word.u16(at: 10), flags & 0x0100 != 0,
      word.u16(at: 0) == 0xA5EC || word.u16(at: 0) == 0xA5DC
    {
      return "fEncrypted"
    }
    // [MS-PPT] §2.3.2 CurrentUserAtom: the token of an encrypted presentation.
    if let user = file.content(at: "Current User"), user.u32(at: 12) == 0xF3D1_C4DF { return "CurrentUserAtom" }
    if file.has("EncryptedSummary"), file.has("PowerPoint Document") { return "EncryptedSummary" }
    return nil
  }
}
