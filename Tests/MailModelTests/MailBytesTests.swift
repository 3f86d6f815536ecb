import MailModel
import Testing

@Suite("Bytes of mail") struct MailBytesTests {
  struct Refused: Error {}

  @Test("Slices are cut to what is there") func slices() {
    let bytes = MailBytes([1, 2, 3, 4, 5])
    #expect(bytes.array == [1, 2, 3, 4, 5])
    #expect(bytes[1..<3].array == [2, 3])
    #expect(bytes[1..<4][1..<3].array == [3, 4])
    #expect(bytes[3..<99].array == [4, 5])
    #expect(bytes[9..<99].isEmpty)
    #expect(bytes[-5..<2].array == [1, 2])
    #expect(bytes[1..<3][0..<99].array == [2, 3])
    #expect(MailBytes([]).isEmpty)
  }

  @Test("A block holds what was filled in, and no more than its capacity") func blocks() {
    let block = ByteBlock(capacity: 4) { memory in
      memory.copyBytes(from: [7, 8])
      return 2
    }
    #expect(block.bytes.array == [7, 8])
    #expect(block[1..<4].array == [8])
    #expect(ByteBlock(capacity: 2) { _ in 99 }.count == 2)
    #expect(ByteBlock(capacity: 2) { _ in -1 }.count == 0)
    #expect(ByteBlock(capacity: -1) { _ in 1 }.count == 0)
    #expect(ByteBlock(copying: []).bytes.array == [])
  }

  @Test("What filling throws is thrown") func refused() {
    #expect(throws: Refused.self) { try ByteBlock(capacity: 1) { _ throws(Refused) in throw Refused() } }
  }

  @Test("A slice keeps its block alive") func lifetime() {
    weak var weakBlock: ByteBlock?
    let slice: MailBytes
    do {
      let block = ByteBlock(copying: [1, 2, 3])
      weakBlock = block
      slice = block[1..<2]
    }
    #expect(weakBlock != nil)
    #expect(slice.array == [2])
  }
}
