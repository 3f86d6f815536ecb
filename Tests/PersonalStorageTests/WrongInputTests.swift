import PersonalStorage
import Testing

/// Files that cannot be opened say why.
struct WrongInputTests {
  private func refusal(of bytes: [UInt8]) -> StorageError? {
    do throws(StorageError) {
      _ = try PersonalStorage(MemoryBytes(bytes))
      return nil
    } catch {
      return error
    }
  }

  @Test func whatIsWrongIsNamed() throws {
    let sound = try Fixture.plain.bytes()
    var version = sound
    version[10] = 99
    var method = sound
    method[513] = 0x10
    let garbage = [0x21, 0x42, 0x44, 0x4E] + [UInt8](repeating: 0x41, count: 600)
    var trees = sound
    for index in 17_408..<trees.count { trees[index] = 0x41 }
    let table: [(bytes: [UInt8], code: StorageError.Code, words: String)] = [
      ([], .notAStorage, "empty"),
      (Array("From a@b.example\n".utf8), .notAStorage, "does not begin as one"),
      (version, .unsupportedVersion, "version 99"),
      (method, .unsupportedEncoding, "Windows Information Protection"),
      (garbage, .unsupportedVersion, "version 16705"),
      (Array(sound[..<400]), .truncated, "within its header"),
      (Array(sound[..<60_000]), .truncated, "ends after 60000 bytes"),
      (trees, .damaged, "tables"),
    ]
    for (bytes, code, words) in table {
      let error = try #require(refusal(of: bytes))
      #expect(error.code == code)
      #expect(error.message.contains(words), "\(error.message)")
    }
  }

  @Test func aPasswordProtectsNothing() throws {
    // The password's checksum stands in the store's properties; it encodes nothing ([MS-PST] 4.2).
    #expect(try Fixture.compressible.storage().listing().folders.count == 6)
  }
}
