import ByteReading

extension Inspection {
  /// Lists the files of a cabinet ([MS-CAB] §2); their bodies are not unpacked.
  mutating func inspectCabinet(_ bytes: [UInt8]) {
    var at = bytes.u32(at: 16) ?? 0
    let count = bytes.u16(at: 28) ?? 0
    var members: [ArchiveMember] = []
    for _ in 0..<count {
      guard let size = bytes.u32(at: at), let end = bytes.firstIndex(ofByte: 0, from: at + 16, to: at + 272),
        takeEntry()
      else { break }
      let name = bytes.bytes(at: at + 16, count: end - at - 16).lenientText
      members.append(ArchiveMember(name: name, size: size, type: nil, isEncrypted: false))
      foundChild(name, digest: nil)
      at = end + 1
    }
    judge(members)
  }
}
