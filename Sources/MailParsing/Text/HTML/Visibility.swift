/// Whether the content of an element is seen, with what its ancestors say.
struct Visibility {
  /// Hidden for good: no descendant is shown.
  var isRemoved = false
  /// Letters too small to read.
  var isUnreadable = false
  var isInvisible = false
  /// Text in the colour of what is behind it.
  var isCamouflaged = false
  /// What is behind the content; nil where that is an image or cannot be told.
  var background: StyleColor? = .white

  var isHidden: Bool { isRemoved || isUnreadable || isInvisible || isCamouflaged }

  /// That of a child element of that style; `comparesColors` says whether what is behind it is known at all.
  func child(of element: HTMLElement, _ style: ElementStyle, comparesColors: Bool) -> Visibility {
    var child = self
    if style.removes { child.isRemoved = true }
    if let isVisible = style.isVisible { child.isInvisible = !isVisible.value }
    if let isReadable = style.isReadable { child.isUnreadable = !isReadable.value }
    if let background = style.background {
      // A background that is transparent shows what is behind it.
      if background.value?.isTransparent != true { child.background = background.value }
    }
    if let color = style.color?.value {
      let isOnItsOwn = style.background.map { $0.value?.isTransparent == false } ?? false
      let behind = comparesColors || isOnItsOwn ? child.background : nil
      child.isCamouflaged = color.isTransparent || behind.map { color.vanishes(on: $0) } ?? false
    } else if case .anchor = element {
      // Links have a colour of their own.
      child.isCamouflaged = false
    }
    return child
  }
}

/// The elements that are open, by which it is known where hiding ends (HTML §13.2.6, without the repairs of a tree).
struct OpenElements {
  private struct Open {
    var name: UInt64
    var visibility: Visibility
  }

  private var stack: [Open] = []
  /// Elements that are open beyond the limit.
  private var overflow = 0
  /// Elements that were open at once, at most.
  private(set) var deepest = 0

  /// Open elements beyond which nesting counts as hostile.
  static let deepNesting = 1_000
  /// Elements that are looked at in search of the one that ends.
  private static let reach = 256

  /// What is said of the innermost element.
  var visibility: Visibility { stack.last?.visibility ?? Visibility() }

  /// Opens an element, and closes those that it ends: a paragraph ends where a block begins, a cell where a cell does.
  mutating func open(_ name: UInt64, _ element: HTMLElement, visibility: (Visibility) -> Visibility) {
    switch element {
    case .paragraph, .block, .quote, .preformatted, .table, .form:
      close(within: Self.cellBounds) { $0 == Self.paragraph }
    case .item:
      close(within: Self.listBounds) { Self.items.contains($0) }
      close(within: Self.cellBounds) { $0 == Self.paragraph }
    case .cell: close(within: Self.tableBounds) { Self.cells.contains($0) }
    case .row:
      close(within: Self.tableBounds) { Self.cells.contains($0) }
      close(within: Self.tableBounds) { $0 == Self.row }
    default: break
    }
    deepest = max(deepest, stack.count + overflow + 1)
    guard stack.count <= Self.deepNesting else {
      overflow += 1
      return
    }
    stack.append(Open(name: name, visibility: visibility(self.visibility)))
  }

  /// Closes the innermost element of that name, and what is open in it.
  mutating func close(_ name: UInt64) {
    if overflow > 0 {
      overflow -= 1
      return
    }
    let bounds = name == Self.table ? [] : Self.tableParts.contains(name) ? Self.tableBounds : Self.cellBounds
    close(within: bounds) { $0 == name }
  }

  private mutating func close(within bounds: [UInt64], where ends: (UInt64) -> Bool) {
    var index = stack.count
    let last = max(0, stack.count - Self.reach)
    while index > last {
      index -= 1
      let name = stack[index].name
      if ends(name) {
        stack.removeLast(stack.count - index)
        return
      }
      if bounds.contains(name) { return }
    }
  }

  private static func key(_ name: StaticString) -> UInt64 {
    name.withUTF8Buffer { HTMLElement.longKey(ByteView(UnsafeRawBufferPointer($0))) }
  }

  private static let paragraph = key("p")
  private static let row = key("tr")
  private static let table = key("table")
  private static let cells = [key("td"), key("th")]
  private static let items = [key("li"), key("dt"), key("dd")]
  private static let listBounds = [key("ul"), key("ol"), key("dl")] + cellBounds
  private static let tableBounds = [table]
  private static let cellBounds = cells + [table]
  private static let tableParts = cells + [row, key("tbody"), key("thead"), key("tfoot")]
}
