/// Memory that decoders write into; it grows and is used again for the next part.
///
/// Writes compare the index with the capacity, so a decoder that miscounts loses bytes and never writes outside.
final class OutputBuffer {
  private var memory = UnsafeMutableRawBufferPointer(start: nil, count: 0)
  /// Bytes written.
  private(set) var count = 0

  init() {}

  deinit { memory.deallocate() }

  /// The bytes written so far; valid until the next write.
  var view: ByteView { ByteView(UnsafeRawBufferPointer(rebasing: memory[0..<min(count, memory.count)])) }

  /// Forgets what was written and makes room for `capacity` bytes.
  func reset(capacity: Int) {
    count = 0
    guard capacity > memory.count else { return }
    memory.deallocate()
    memory = UnsafeMutableRawBufferPointer.allocate(byteCount: capacity, alignment: 16)
  }

  /// Frees the memory where it is more than `capacity` bytes.
  func shrink(to capacity: Int) {
    count = 0
    guard memory.count > capacity else { return }
    memory.deallocate()
    memory = UnsafeMutableRawBufferPointer(start: nil, count: 0)
  }

  /// Appends one byte, growing where there is no room.
  @inline(__always)
  func append(_ byte: UInt8) {
    if count >= memory.count { grow(by: 1) }
    memory[count] = byte
    count += 1
  }

  /// Appends bytes that stand elsewhere.
  func append(_ bytes: ByteView) {
    guard !bytes.isEmpty else { return }
    if memory.count - count < bytes.count { grow(by: bytes.count) }
    UnsafeMutableRawBufferPointer(rebasing: memory[count..<count + bytes.count]).copyMemory(from: bytes.raw)
    count += bytes.count
  }

  /// Appends ASCII text.
  func append(_ text: StaticString) { text.withUTF8Buffer { append(ByteView(UnsafeRawBufferPointer($0))) } }

  /// Lends the room behind the bytes written, at least `size` bytes of it; `fill` returns how many it wrote.
  func append(atMost size: Int, filledBy fill: (UnsafeMutableRawBufferPointer) -> Int) {
    if memory.count - count < size { grow(by: size) }
    let room = UnsafeMutableRawBufferPointer(rebasing: memory[count...])
    count += min(max(fill(room), 0), room.count)
  }

  private func grow(by size: Int) {
    let wanted = max(memory.count * 2, count + size, 1_024)
    let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: wanted, alignment: 16)
    larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: memory[0..<count]))
    memory.deallocate()
    memory = larger
  }
}
