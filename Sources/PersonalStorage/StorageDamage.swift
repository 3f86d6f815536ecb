/// What is wrong with a data file, noticed while something of it was read; what could be read counts.
public enum StorageDamage: String, Sendable, Hashable, CaseIterable {
  /// A page of a tree is not where it should be, fails its checksum, or makes no sense.
  case page
  /// A block fails its checksum, or is another one than its entry says.
  case block
  /// A block is missing.
  case missingBlock
  /// A heap, a property or a table makes no sense.
  case structure
  /// More than the limit allows, or than the file can hold; what lies beyond was not read.
  case limit
}

/// Damage found on the way, each kind once, and how much work may still be done.
///
/// One block can be named by thousands of others, so that a small file could keep a reader busy for ever. Work is
/// counted in steps that take about as long as reading an entry of a list.
struct DamageLog {
  /// What fetching a block costs that was not fetched of late.
  static let blockWork = 64

  private(set) var found: Set<StorageDamage> = []
  private var workLeft: Int

  /// Begins without damage and with so much work to do.
  init(work: Int) { workLeft = work }

  /// Takes work off what is left; false where nothing is left, which is damage.
  mutating func spend(_ work: Int) -> Bool {
    workLeft -= min(work, workLeft)
    if workLeft <= 0 { found.insert(.limit) }
    return workLeft > 0
  }

  mutating func note(_ damage: StorageDamage) { found.insert(damage) }

  /// The kinds in a fixed order.
  var sorted: [StorageDamage] { StorageDamage.allCases.filter(found.contains) }
}
