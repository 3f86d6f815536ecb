/// Writes compound files ([MS-CFB]): streams below 4,096 bytes in the mini stream, the rest in sectors.
///
/// The directory is a chain of siblings and no balanced tree (§2.6.4 wants one, readers do not).
public enum CompoundFileWriter {
  private static let end = 0xFFFF_FFFE
  private static let none = 0xFFFF_FFFF
  private static let tableMark = 0xFFFF_FFFD
  private static let miniSize = 64
  private static let cutoff = 4_096
  /// Sectors of the allocation table that the header names; more would need a table of tables.
  private static let mostTableSectors = 109

  private struct Node {
    var name: String
    var kind: UInt8
    var children: [Int] = []
    var start = CompoundFileWriter.end
    var size = 0
  }

  /// The file with these streams, each by the names from the root down; storages are made as needed.
  ///
  /// - Parameters:
  ///   - streams: In the order in which the directory lists them; of two by one path the last stays.
  ///   - classID: The class of the root, 16 bytes or none.
  public static func file(streams: [(path: [String], content: [UInt8])], classID: [UInt8] = []) -> [UInt8] {
    // Each stream may need a mini sector more, and each of its names a directory entry.
    let total = streams.reduce(0) { $0 + $1.content.count + miniSize + $1.path.count * 128 }
    // Larger sectors let the header's table reach further.
    var layout = Layout(sectorSize: total < 4 << 20 ? 512 : 4_096)
    return layout.file(streams, classID)
  }

  /// One file in the making.
  private struct Layout {
    let sectorSize: Int
    private var nodes = [Node(name: "Root Entry", kind: 5)]
    private var mini: [UInt8] = []
    private var miniTable: [Int] = []
    private var sectors: [UInt8] = []
    private var table: [Int] = []

    init(sectorSize: Int) { self.sectorSize = sectorSize }

    mutating func file(_ streams: [(path: [String], content: [UInt8])], _ classID: [UInt8]) -> [UInt8] {
      var places: [[String]: Int] = [[]: 0]
      for (path, content) in streams where !path.isEmpty {
        var parent = 0
        for depth in 1...path.count {
          let place = Array(path.prefix(depth))
          if let known = places[place] {
            parent = known
          } else {
            nodes.append(Node(name: path[depth - 1], kind: depth == path.count ? 2 : 1))
            places[place] = nodes.count - 1
            nodes[parent].children.append(nodes.count - 1)
            parent = nodes.count - 1
          }
        }
        store(content, in: parent)
      }
      nodes[0].start = place(mini)
      nodes[0].size = mini.count
      let directory = place(self.directory(classID))
      let miniTableBytes = Self.words(miniTable, paddedTo: sectorSize)
      let miniTableStart = place(miniTableBytes)
      // The table has to hold its own sectors.
      let words = sectorSize / 4
      var tableSectors = 1
      while (table.count + tableSectors + words - 1) / words > tableSectors { tableSectors += 1 }
      let tableStart = table.count
      table += [Int](repeating: tableMark, count: tableSectors)
      sectors += Self.words(table, paddedTo: sectorSize)
      return header(tableStart, tableSectors, directory, miniTableStart, miniTableBytes.count / sectorSize) + sectors
    }

    private mutating func store(_ content: [UInt8], in node: Int) {
      nodes[node].size = content.count
      if content.count >= cutoff {
        nodes[node].start = place(content)
      } else if !content.isEmpty {
        nodes[node].start = miniTable.count
        mini += content
        Self.pad(&mini, to: miniSize)
        while miniTable.count < mini.count / miniSize { miniTable.append(miniTable.count + 1) }
        miniTable[miniTable.count - 1] = end
      }
    }

    private mutating func place(_ bytes: [UInt8]) -> Int {
      guard !bytes.isEmpty else { return end }
      let start = table.count
      sectors += bytes
      Self.pad(&sectors, to: sectorSize)
      while table.count < sectors.count / sectorSize { table.append(table.count + 1) }
      table[table.count - 1] = end
      return start
    }

    private func directory(_ classID: [UInt8]) -> [UInt8] {
      var rights = [Int](repeating: none, count: nodes.count)
      for node in nodes {
        for (left, right) in zip(node.children, node.children.dropFirst()) { rights[left] = right }
      }
      var bytes: [UInt8] = []
      for (index, node) in nodes.enumerated() {
        let units = Array(node.name.utf16.prefix(31))
        for unit in units { bytes += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
        bytes += [UInt8](repeating: 0, count: 64 - units.count * 2)
        Self.append(units.count * 2 + 2, 2, to: &bytes)
        bytes += [node.kind, 1]
        Self.append(none, 4, to: &bytes)
        Self.append(rights[index], 4, to: &bytes)
        Self.append(node.children.first ?? none, 4, to: &bytes)
        bytes += index == 0 && classID.count == 16 ? classID : [UInt8](repeating: 0, count: 16)
        bytes += [UInt8](repeating: 0, count: 20)
        Self.append(node.start, 4, to: &bytes)
        Self.append(node.size, 8, to: &bytes)
      }
      Self.pad(&bytes, to: sectorSize)
      return bytes
    }

    private func header(
      _ tableStart: Int, _ tableSectors: Int, _ directory: Int, _ miniTable: Int, _ miniSectors: Int
    ) -> [UInt8] {
      var header = CompoundFile.magic + [UInt8](repeating: 0, count: 16)
      let isLarge = sectorSize == 4_096
      for value in [0x3E, isLarge ? 4 : 3, 0xFFFE, isLarge ? 12 : 9, 6] { Self.append(value, 2, to: &header) }
      header += [UInt8](repeating: 0, count: 6)
      let directorySectors = isLarge ? (nodes.count * 128 + sectorSize - 1) / sectorSize : 0
      for value in [
        directorySectors, tableSectors, directory, 0, cutoff, miniTable, miniSectors, end, 0,
      ] { Self.append(value, 4, to: &header) }
      for index in 0..<mostTableSectors {
        Self.append(index < tableSectors ? tableStart + index : none, 4, to: &header)
      }
      Self.pad(&header, to: sectorSize)
      return header
    }

    private static func words(_ words: [Int], paddedTo size: Int) -> [UInt8] {
      var bytes: [UInt8] = []
      for word in words { append(word, 4, to: &bytes) }
      while bytes.count % size != 0 { bytes.append(0xFF) }
      return bytes
    }

    private static func append(_ value: Int, _ width: Int, to bytes: inout [UInt8]) {
      for shift in 0..<width { bytes.append(UInt8(truncatingIfNeeded: value >> (8 * shift))) }
    }

    private static func pad(_ bytes: inout [UInt8], to multiple: Int) {
      bytes += [UInt8](repeating: 0, count: (multiple - bytes.count % multiple) % multiple)
    }
  }
}
