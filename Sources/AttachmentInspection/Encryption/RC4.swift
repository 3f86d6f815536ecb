/// The RC4 stream cipher, as old Office documents and PDF use it.
struct RC4 {
  private var box = (0...255).map { UInt8($0) }
  private var i: UInt8 = 0
  private var j: UInt8 = 0

  init(key: [UInt8]) {
    guard !key.isEmpty else { return }
    var at: UInt8 = 0
    for index in 0..<256 {
      at = at &+ box[index] &+ key[index % key.count]
      box.swapAt(index, Int(at))
    }
  }

  /// The next byte of the key stream.
  mutating func next() -> UInt8 {
    i = i &+ 1
    j = j &+ box[Int(i)]
    box.swapAt(Int(i), Int(j))
    return box[Int(box[Int(i)] &+ box[Int(j)])]
  }

  /// The bytes decrypted.
  mutating func decrypt(_ bytes: [UInt8]) -> [UInt8] { bytes.map { $0 ^ next() } }
}
