import ByteReading

/// What references to other sheets and to names elsewhere lead to in a BIFF8 workbook ([MS-XLS] §2.4.105 ExternSheet,
/// §2.4.271 SupBook, §2.4.106 ExternName).
struct BIFFLinks {
  private struct Book {
    let isOwn: Bool
    var names: [String] = []
  }

  private var books: [Book] = []
  private var references: [(book: Int, first: Int)] = []

  mutating func read(_ bytes: [UInt8], _ record: BIFFRecords.Record) {
    switch record.type {
    case 0x01AE: if books.count < 4_096 { books.append(Book(isOwn: bytes.u16(at: record.start + 2) == 0x0401)) }
    case 0x0023:
      guard let last = books.indices.last, books[last].names.count < 4_096,
        let count = bytes.byte(at: record.start + 6), let flags = bytes.byte(at: record.start + 7)
      else { return }
      let room = max(0, record.length - 8)
      books[last].names.append(
        flags & 1 == 0
          ? bytes.latin1Text(at: record.start + 8, count: min(Int(count), room))
          : bytes.utf16Text(at: record.start + 8, units: min(Int(count), room / 2)))
    case 0x0017:
      guard let count = bytes.u16(at: record.start) else { return }
      for index in 0..<min(count, record.length / 6, 16_384) {
        let at = record.start + 2 + index * 6
        references.append((bytes.u16(at: at) ?? 0, bytes.u16(at: at + 2) ?? 0))
      }
    default: break
    }
  }

  /// The sheets by the numbers that references use: empty where one leads elsewhere.
  func sheetNames(_ sheets: [BIFFWorkbook.Sheet]) -> [String] {
    references.map { reference in
      guard reference.book >= books.count || books[reference.book].isOwn, reference.first < sheets.count else {
        return ""
      }
      return sheets[reference.first].name
    }
  }

  /// The names of other books by the numbers that references use.
  var externalNames: [[String]] {
    references.map { $0.book < books.count && !books[$0.book].isOwn ? books[$0.book].names : [] }
  }
}
