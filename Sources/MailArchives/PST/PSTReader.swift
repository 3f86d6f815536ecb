import MailModel
import OutlookItems
import PersonalStorage

/// Reads the messages of one folder of an Outlook data file, rendered as Internet messages.
///
/// They come in the order of their nodes. A message's offset is the sum of the sizes that the folder's table states of
/// those before it: unique, in order, and a measure of progress as a place in an mbox is. Its length is that of its
/// rendering, since it does not stand in the file in one piece.
struct PSTReader: Sendable {
  private let storage: PersonalStorage
  private let messages: [StorageMessage]
  private let source: String
  private let limits: ArchiveLimits
  private let isOrphaned: Bool
  /// The sum of the messages' sizes.
  let size: Int64
  private var next = 0
  private var position: Int64 = 0
  private var rendered: Int64 = 0
  private let allowance: InflationAllowance

  /// Opens the folder `id`, or the messages that no folder lists, to read from the first message at `start` or behind.
  ///
  /// - Throws: `unreadable` where the bytes are no Outlook data file; what reading throws.
  init(
    _ bytes: any ByteSource, folder id: NodeID?, source: String, from start: Int64, limits: ArchiveLimits
  ) throws(ArchiveError) {
    self.source = source
    self.limits = limits
    isOrphaned = id == nil
    let bytes = try StorageSource(bytes, path: source)
    allowance = InflationAllowance(limits, packed: bytes.size)
    do throws(StorageError) {
      storage = try PersonalStorage(bytes)
      messages = try storage.messages(in: id)
    } catch {
      throw ArchiveError(error, path: source)
    }
    size = messages.reduce(0) { $0 + Int64($1.weight) }
    while next < messages.count, position < start {
      position += Int64(messages[next].weight)
      next += 1
    }
  }

  /// The next messages; nil at the end.
  ///
  /// A batch can be empty where the folder held nothing but contacts and the like.
  /// - Throws: what reading throws; `unreadable` where the file gives more mail than such a file can hold.
  mutating func nextBatch() throws(ArchiveError) -> RawBatch? {
    guard next < messages.count else { return nil }
    var batch = RawBatch(messages: [], position: position, bytesRead: 0)
    var bytes = 0
    while next < messages.count, batch.messages.count < limits.batchMessages, bytes < limits.batchBytes {
      guard rendered <= allowance.limit else {
        guard batch.messages.isEmpty else { break }
        throw ArchiveError(
          .unreadable, path: source, message: "gives more mail than \(allowance.words); the rest was not read")
      }
      if let message = try message(messages[next]) {
        bytes += message.bytes.count
        rendered += Int64(message.bytes.count)
        batch.messages.append(message)
      }
      position += Int64(messages[next].weight)
      next += 1
    }
    batch.bytesRead = position - batch.position
    batch.position = position
    return batch
  }

  /// The message as it is rendered; nil for what is no mail.
  private func message(_ message: StorageMessage) throws(ArchiveError) -> RawMessage? {
    let reading: PersonalStorage.Reading
    do throws(StorageError) {
      reading = try storage.message(message.id, limit: limits.messageBytes)
    } catch {
      throw ArchiveError(error, path: source)
    }
    if let item = reading.item, !item.isMail { return nil }
    let rendering = reading.item?.rendered(within: RenderingLimits(bytes: limits.messageBytes))
    let bytes = rendering?.bytes ?? []
    var raw = RawMessage(
      place: Place(source: source, range: ByteRange(offset: Int(clamping: position), length: bytes.count)),
      bytes: MailBytes(bytes), defects: rendering?.defects ?? [], flags: reading.item?.flags ?? [])
    if isOrphaned { raw.flags.insert(.deleted) }
    if bytes.isEmpty { raw.defects.append(Defect(.emptyMessage)) }
    for code in reading.damage.map(\.defect) where !raw.defects.contains(where: { $0.code == code }) {
      raw.defects.append(Defect(code))
    }
    return raw
  }
}

extension StorageDamage {
  /// The defect of a message in which the damage was noticed.
  fileprivate var defect: DefectCode {
    switch self {
    case .limit: .messageTruncated
    case .page, .block, .missingBlock, .structure: .damagedInArchive
    }
  }
}
