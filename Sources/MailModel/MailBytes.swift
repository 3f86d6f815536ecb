/// A block of memory that is filled once and never changed afterwards.
///
/// Readers fill one block with a stretch of an archive; the messages found in it are `MailBytes` that keep the block
/// alive and copy nothing. Blocks are filled by `read(2)`, never mapped: a file that is shortened while it is mapped
/// would end the process with SIGBUS.
public final class ByteBlock: @unchecked Sendable {
  // Safe to share: the memory is written only inside `init`, before anyone else can hold the block.
  private let memory: UnsafeMutableRawBufferPointer
  /// Bytes in the block.
  public let count: Int

  /// Makes a block of at most `capacity` bytes; `fill` writes into it and returns how many bytes it wrote.
  ///
  /// - Throws: what `fill` throws.
  public init<Failure: Error>(
    capacity: Int, filledBy fill: (UnsafeMutableRawBufferPointer) throws(Failure) -> Int
  ) throws(Failure) {
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: max(capacity, 1), alignment: 64)
    do {
      let written = try fill(UnsafeMutableRawBufferPointer(rebasing: memory[..<max(capacity, 0)]))
      count = min(max(written, 0), max(capacity, 0))
    } catch {
      memory.deallocate()
      throw error
    }
    self.memory = memory
  }

  /// Makes a block that holds a copy of `bytes`.
  public convenience init(copying bytes: some Collection<UInt8>) {
    self.init(capacity: bytes.count) { memory in
      memory.copyBytes(from: bytes)
      return bytes.count
    }
  }

  deinit { memory.deallocate() }

  /// The whole block as bytes.
  public var bytes: MailBytes { MailBytes(block: self, range: 0..<count) }

  /// The part of the block at `range`, cut to the block where it reaches beyond it.
  public subscript(range: Range<Int>) -> MailBytes {
    MailBytes(block: self, range: range.clamped(to: 0..<count))
  }

  fileprivate func withUnsafeBytes<Result: ~Copyable, Failure: Error>(
    in range: Range<Int>, _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    // `range` was clamped to 0..<count when the slice was made, and the memory never changes size.
    try body(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(memory)[range]))
  }
}

/// Bytes of mail: a slice of a shared, immutable block.
///
/// A value of three words; copying it copies no bytes.
public struct MailBytes: Sendable {
  private let block: ByteBlock
  private let range: Range<Int>

  fileprivate init(block: ByteBlock, range: Range<Int>) {
    self.block = block
    self.range = range
  }

  /// Copies `bytes` into a block of their own.
  public init(_ bytes: some Collection<UInt8>) {
    self = ByteBlock(copying: bytes).bytes
  }

  /// Bytes in the slice.
  public var count: Int { range.count }

  /// Whether there are no bytes.
  public var isEmpty: Bool { range.isEmpty }

  /// The slice at `subrange`, counted from this slice's first byte and cut to this slice.
  public subscript(subrange: Range<Int>) -> MailBytes {
    let wanted = subrange.clamped(to: 0..<count)
    return MailBytes(block: block, range: range.lowerBound + wanted.lowerBound..<range.lowerBound + wanted.upperBound)
  }

  /// Lends the bytes to `body`; the pointer must not leave it.
  public func withUnsafeBytes<Result: ~Copyable, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try block.withUnsafeBytes(in: range, body)
  }

  /// A copy of the bytes.
  public var array: [UInt8] { withUnsafeBytes { Array($0) } }
}
