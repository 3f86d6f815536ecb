/// The bytes of a data file, read at offsets: never as a whole.
public protocol StorageBytes: AnyObject, Sendable {
  /// Bytes in the file.
  var size: Int64 { get }

  /// The bytes of a range, cut to the end of the file.
  ///
  /// - Throws: `unreadable`.
  func bytes(from offset: Int64, count: Int) throws(StorageError) -> [UInt8]
}
