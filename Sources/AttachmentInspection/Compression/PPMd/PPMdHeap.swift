#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

// Unsafe by need: a model may ask for 192 MB of which a small file touches a few; memory of calloc becomes real only
// where it is touched, that of an array at once. Every access below is checked against the size before it is made, and
// nothing hands the pointer out.

/// The memory of a PPMd model: zeros at first, read and written by offset; what lies outside reads as zero.
final class PPMdHeap {
  private let base: UnsafeMutableRawPointer
  let count: Int

  init?(count: Int) {
    guard count > 0, let base = calloc(count, 1) else { return nil }
    self.base = base
    self.count = count
  }

  deinit { free(base) }

  @inline(__always)
  func u8(_ at: Int) -> Int {
    guard at >= 0, at < count else { return 0 }
    return Int(base.load(fromByteOffset: at, as: UInt8.self))
  }

  @inline(__always)
  func u16(_ at: Int) -> Int {
    guard at >= 0, at <= count - 2 else { return 0 }
    return Int(base.loadUnaligned(fromByteOffset: at, as: UInt16.self))
  }

  @inline(__always)
  func u32(_ at: Int) -> Int {
    guard at >= 0, at <= count - 4 else { return 0 }
    return Int(base.loadUnaligned(fromByteOffset: at, as: UInt32.self))
  }

  @inline(__always)
  func set(u8 value: Int, at: Int) {
    guard at >= 0, at < count else { return }
    base.storeBytes(of: UInt8(truncatingIfNeeded: value), toByteOffset: at, as: UInt8.self)
  }

  @inline(__always)
  func set(u16 value: Int, at: Int) {
    guard at >= 0, at <= count - 2 else { return }
    base.storeBytes(of: UInt16(truncatingIfNeeded: value), toByteOffset: at, as: UInt16.self)
  }

  @inline(__always)
  func set(u32 value: Int, at: Int) {
    guard at >= 0, at <= count - 4 else { return }
    base.storeBytes(of: UInt32(truncatingIfNeeded: value), toByteOffset: at, as: UInt32.self)
  }

  /// Copies bytes from one place to another.
  func copy(from source: Int, to target: Int, count length: Int) {
    guard source >= 0, target >= 0, length > 0, source <= count - length, target <= count - length else { return }
    memmove(base + target, base + source, length)
  }
}
