import ByteReading
import CompoundFiles

extension Inspection {
  /// Objects of a PowerPoint document stream: each ExOleObjStg atom ([MS-PPT] §2.10.34) holds a compound file, deflated
  /// or not; one of them may be the VBA project.
  mutating func inspectPresentation(_ bytes: [UInt8]) {
    var at = 0
    var steps = 0
    while let flags = bytes.u16(at: at), let type = bytes.u16(at: at + 2), let length = bytes.u32(at: at + 4),
      steps < 1_000_000
    {
      steps += 1
      let data = at + 8
      if type == 0x1011, takeEntry() {
        // Instance 1: the inflated size, then a zlib stream that is often cut short.
        let isDeflated = flags >> 4 == 1
        let content: [UInt8]
        if isDeflated {
          let inflated = Inflater.inflate(
            bytes, from: data + 4, to: data + min(length, bytes.count), wrapping: .zlib, limit: entryAllowance)
          spend(inflated: inflated.bytes.count)
          content = inflated.bytes
        } else {
          content = bytes.bytes(at: data, count: length)
        }
        inspectPresentationObject(content, index: steps)
      }
      // A container is gone into, an atom stepped over.
      at = flags & 0xF == 0xF ? data : data + min(length, bytes.count)
    }
  }

  private mutating func inspectPresentationObject(_ bytes: [UInt8], index: Int) {
    guard let file = CompoundFile(bytes) else { return }
    if file.has("VBA") {
      inspectVBA(VBAProject.projects(in: file, sourceLimit: limits.macroSourceBytes), isOwn: true)
    } else {
      inspectChild("ExOleObjStg-\(index)", bytes)
    }
  }
}
