import CompoundFiles

/// Builds small compound files ([MS-CFB]) by the paths of their streams.
public struct CompoundFileBuilder {
  private var streams: [(path: String, bytes: [UInt8])] = []

  /// Begins with streams, each by its path (storages are made as needed).
  public init(_ streams: [(String, [UInt8])] = []) { self.streams = streams.map { (path: $0.0, bytes: $0.1) } }

  /// Adds a stream by its path.
  public mutating func add(_ path: String, _ bytes: [UInt8]) { streams.append((path, bytes)) }

  /// The file.
  public func build() -> [UInt8] {
    CompoundFileWriter.file(streams: streams.map { ($0.path.split(separator: "/").map(String.init), $0.bytes) })
  }
}
