/// Writes a page, a tag after the other.
///
/// What comes from mail goes through `text`, `address` or `link`, never raw.
struct HTMLWriter {
  private(set) var html = ""

  /// Markup of this program.
  mutating func raw(_ markup: StaticString) { html += markup.description }

  /// Markup that this program has put together of safe pieces.
  mutating func safe(_ markup: String) { html += markup }

  /// An element with a class and what `body` writes in it.
  mutating func element(
    _ name: StaticString, _ kind: StaticString = "", id: String? = nil, _ body: (inout Self) -> Void
  ) {
    html += "<\(name)"
    if kind.utf8CodeUnitCount > 0 { html += " class=\"\(kind)\"" }
    if let id { html += " id=\"\(Self.anchor(id))\"" }
    html += ">"
    body(&self)
    html += "</\(name)>"
  }

  /// An element that holds text of this program or of mail.
  mutating func element(_ name: StaticString, _ kind: StaticString = "", text: String, limit: Int = 4_000) {
    element(name, kind) { $0.text(text, limit: limit) }
  }

  /// Text, whatever it holds; links in it are defanged.
  mutating func text(_ text: String, limit: Int = 4_000) {
    html += HTMLText.escaped(HTMLText.defanged(text: text), limit: limit)
  }

  /// A mailbox or a host, defanged, its Unicode form beside a name in punycode being for the reader to ask for.
  mutating func address(_ address: String) {
    html += "<span class=\"addr\">" + HTMLText.escaped(HTMLText.defanged(address: address), limit: 320) + "</span>"
  }

  /// A link as evidence, defanged: never one to click on.
  mutating func link(_ link: String) {
    html += "<code class=\"url\">" + HTMLText.escaped(HTMLText.defanged(link: link), limit: 600) + "</code>"
  }

  /// A way to another place of this page.
  mutating func jump(to id: String, _ kind: StaticString = "", _ body: (inout Self) -> Void) {
    html += "<a href=\"#\(Self.anchor(id))\""
    if kind.utf8CodeUnitCount > 0 { html += " class=\"\(kind)\"" }
    html += ">"
    body(&self)
    html += "</a>"
  }

  /// A row of cells of text; the first one heads the row where `isHeader`.
  mutating func headerRow(_ cells: [String]) {
    element("tr") { row in
      for cell in cells { row.element("th", text: cell) }
    }
  }

  /// An id that may stand in an attribute: letters, digits and hyphens only.
  static func anchor(_ id: String) -> String {
    String(
      id.unicodeScalars.map {
        $0.isASCII && ($0.properties.isAlphabetic || $0.properties.numericType != nil) ? Character($0) : "-"
      })
  }
}
