/// Builds small compound files ([MS-CFB], version 3): streams below 4096 bytes in the mini stream, the rest in sectors.
public struct CompoundFileBuilder {
  private var streams: [(path: String, bytes: [UInt8])] = []

  /// Begins with streams, each by its path (storages are made as needed).
  public init(_ streams: [(String, [UInt8])] = []) { self.streams = streams.map { (path: $0.0, bytes: $0.1) } }

  /// Adds a stream by its path.
  public mutating func add(_ path: String, _ bytes: [UInt8]) { streams.append((path, bytes)) }

  private struct Node {
    var name: String
    var kind: UInt8
    var children: [Int] = []
    var start = 0xFFFF_FFFE
    var size = 0
  }

  /// The file.
  public func build() -> [UInt8] {
    var nodes = [Node(name: "Root Entry", kind: 5)]
    var paths = ["": 0]
    var mini: [UInt8] = []
    var miniTable: [Int] = []
    var sectors: [UInt8] = []
    var table: [Int] = []
    func place(_ bytes: [UInt8]) -> Int {
      guard !bytes.isEmpty else { return 0xFFFF_FFFE }
      let start = table.count
      sectors += bytes
      sectors.pad(to: 512)
      for index in start..<sectors.count / 512 {
        table.append(index + 1 == sectors.count / 512 ? 0xFFFF_FFFE : index + 1)
      }
      return start
    }
    for (path, bytes) in streams {
      var parent = 0
      var prefix = ""
      let pieces = path.split(separator: "/").map(String.init)
      for (depth, piece) in pieces.enumerated() {
        let full = prefix + "/" + piece
        if let known = paths[full] {
          parent = known
        } else {
          nodes.append(Node(name: piece, kind: depth == pieces.count - 1 ? 2 : 1))
          paths[full] = nodes.count - 1
          nodes[parent].children.append(nodes.count - 1)
          parent = nodes.count - 1
        }
        prefix = full
      }
      nodes[parent].size = bytes.count
      if bytes.count >= 4_096 {
        nodes[parent].start = place(bytes)
      } else if !bytes.isEmpty {
        nodes[parent].start = miniTable.count
        mini += bytes
        mini.pad(to: 64)
        for index in miniTable.count..<mini.count / 64 {
          miniTable.append(index + 1 == mini.count / 64 ? 0xFFFF_FFFE : index + 1)
        }
      }
    }
    nodes[0].start = place(mini)
    nodes[0].size = mini.count
    let directory = place(directoryBytes(nodes))
    var miniBytes: [UInt8] = []
    for word in miniTable { miniBytes.append(u32: word) }
    while !miniBytes.isEmpty && miniBytes.count % 512 != 0 { miniBytes.append(0xFF) }
    let miniTableStart = place(miniBytes)
    // The table has to hold its own sectors.
    var tableSectors = 1
    while (table.count + tableSectors + 127) / 128 > tableSectors { tableSectors += 1 }
    let tableStart = table.count
    for _ in 0..<tableSectors { table.append(0xFFFF_FFFD) }
    var tableBytes: [UInt8] = []
    for word in table { tableBytes.append(u32: word) }
    while tableBytes.count % 512 != 0 { tableBytes.append(0xFF) }
    sectors += tableBytes
    return header(
      tableStart: tableStart, tableSectors: tableSectors, directory: directory, miniTable: miniTableStart,
      miniSectors: miniBytes.count / 512) + sectors
  }

  private func directoryBytes(_ nodes: [Node]) -> [UInt8] {
    var links = [(right: Int, child: Int)](repeating: (0xFFFF_FFFF, 0xFFFF_FFFF), count: nodes.count)
    for (index, node) in nodes.enumerated() {
      if let first = node.children.first { links[index].child = first }
      for (left, right) in zip(node.children, node.children.dropFirst()) { links[left].right = right }
    }
    var bytes: [UInt8] = []
    for (index, node) in nodes.enumerated() {
      var entry: [UInt8] = []
      entry.append(utf16: node.name)
      while entry.count < 64 { entry.append(0) }
      entry.append(u16: (node.name.utf16.count + 1) * 2)
      entry += [node.kind, 1]
      entry.append(u32: 0xFFFF_FFFF)
      entry.append(u32: links[index].right)
      entry.append(u32: links[index].child)
      entry += [UInt8](repeating: 0, count: 36)
      entry.append(u32: node.start)
      entry.append(u32: node.size)
      entry.append(u32: 0)
      bytes += entry
    }
    bytes.pad(to: 512)
    return bytes
  }

  private func header(tableStart: Int, tableSectors: Int, directory: Int, miniTable: Int, miniSectors: Int) -> [UInt8] {
    var header: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
    header += [UInt8](repeating: 0, count: 16)
    for value in [0x3E, 3, 0xFFFE, 9, 6] { header.append(u16: value) }
    header += [UInt8](repeating: 0, count: 6)
    for value in [0, tableSectors, directory, 0, 4_096, miniTable, miniSectors, 0xFFFF_FFFE, 0] {
      header.append(u32: value)
    }
    for index in 0..<109 { header.append(u32: index < tableSectors ? tableStart + index : 0xFFFF_FFFF) }
    return header
  }
}
