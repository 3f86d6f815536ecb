/// The variables of a procedure or of all modules, by their names.
///
/// A procedure has a handful: going through their numbers is faster than a table, which is made only where there are
/// many.
struct VBAScope {
  private static let mostInOrder = 32

  private var names: [UInt32] = []
  private var values: [VBAValue] = []
  private var table: [UInt32: Int] = [:]

  var count: Int { names.count }

  subscript(_ name: VBAWord) -> VBAValue? {
    get { place(of: name).map { values[$0] } }
    set {
      let value = newValue ?? .unknown
      if let place = place(of: name) {
        values[place] = value
        return
      }
      names.append(name.number)
      values.append(value)
      if names.count == Self.mostInOrder + 1 {
        for (place, name) in names.enumerated() { table[name] = place }
      } else if names.count > Self.mostInOrder {
        table[name.number] = names.count - 1
      }
    }
  }

  private func place(of name: VBAWord) -> Int? {
    names.count > Self.mostInOrder ? table[name.number] : names.firstIndex(of: name.number)
  }
}
