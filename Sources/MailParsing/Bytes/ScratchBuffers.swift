import Synchronization

/// The memory that decoding one message needs, kept for the next one.
///
/// Fresh memory costs the kernel a page fault every 4 KB, which for large parts is more than decoding them. Buffers
/// wait in a pool shared by all threads; whoever took them is their only user until they are given back.
final class ScratchBuffers: @unchecked Sendable {
  // Safe to send: see above; the pool's lock orders the users.

  /// The buffers of one level of nesting: for a leaf's decoded bytes, and for what stands inside them.
  struct Level {
    let leaf = OutputBuffer()
    let inner = OutputBuffer()
  }

  private var levels: [Level] = []

  private static let pool = Mutex<[ScratchBuffers]>([])
  private static let mostKept = 64
  /// Buffers that have grown beyond this are not kept.
  private static let mostBytes = 16 << 20

  private init() {}

  /// Takes buffers out of the pool, or makes some.
  static func take() -> ScratchBuffers { pool.withLock { $0.popLast() } ?? ScratchBuffers() }

  /// Gives the buffers back; no view of them may be used afterwards.
  func giveBack() {
    for level in levels {
      level.leaf.shrink(to: Self.mostBytes)
      level.inner.shrink(to: Self.mostBytes)
    }
    Self.pool.withLock { pool in
      if pool.count < Self.mostKept { pool.append(self) }
    }
  }

  /// The buffers of a level, counted from 0 for the message itself.
  func level(_ depth: Int) -> Level {
    while levels.count <= depth { levels.append(Level()) }
    return levels[depth]
  }
}
