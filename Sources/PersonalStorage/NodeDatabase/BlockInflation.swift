import CZlib

/// Inflates the deflated blocks of `.ost` files (RFC 1950).
///
/// Unsafe by need: zlib takes pointers. They are those of two arrays with their own counts, and live inside the call.
enum BlockInflation {
  /// The `size` bytes that `packed` inflates to; nil where it is no such stream or yields another number of bytes.
  static func inflated(_ packed: [UInt8], size: Int) -> [UInt8]? {
    guard size > 0, size <= 1 << 16 else { return nil }
    var length = UInt(size)
    var status = Z_DATA_ERROR
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { output, count in
      packed.withUnsafeBufferPointer { input in
        status = uncompress(output.baseAddress, &length, input.baseAddress, UInt(input.count))
      }
      // zlib writes from the beginning and tells how much; what it did not write is not handed on.
      count = status == Z_OK ? min(Int(clamping: length), size) : 0
    }
    return status == Z_OK && bytes.count == size ? bytes : nil
  }
}
