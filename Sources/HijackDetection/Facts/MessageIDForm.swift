import MailModel

/// The form of a message identifier: what made it, and how it is built.
///
/// Programs build identifiers by a pattern of their own. The shape keeps separators and the kinds of the runs between
/// them, not the runs, so that all identifiers of one program on one host share a form.
public struct MessageIDForm: Sendable, Hashable {
  /// Makers with a pattern that is known.
  public enum Kind: String, Sendable, CaseIterable {
    case none
    case gmail
    case exchangeOnline = "exchange-online"
    case exchange
    case outlook
    case apple
    case uuid
    case git
    case other
  }

  /// The maker, as far as the pattern tells.
  public var kind: Kind
  /// The maker's name where it is known, else the shape: `9` digits, `h` hexadecimal, `x` anything else, with the separators between them; ends in the relation
  /// of the identifier's domain to the sender's (`@own`, `@other`).
  public var shape: String

  /// The form of no identifier.
  public static let none = MessageIDForm(kind: .none, shape: "")

  init(kind: Kind, shape: String) {
    self.kind = kind
    self.shape = shape
  }

  /// Reads the form of `id`, made for a sender at `senderDomain` (lower case).
  init(_ id: MessageID?, senderDomain: String) {
    guard let id, !id.rawValue.isEmpty else {
      self = .none
      return
    }
    let bytes = Array(id.rawValue.utf8.prefix(512))
    let local = bytes.lastIndex(of: 0x40).map { Array(bytes[..<$0]) } ?? bytes
    let domain = id.domain
    let runs = Self.shape(local)
    kind = Self.kind(local: local, shape: runs, domain: domain)
    let registrable = RegistrableDomain(host: domain).name
    let own = !senderDomain.isEmpty && registrable == RegistrableDomain(host: senderDomain).name
    // Makers that are known write one form, whatever chance puts into it.
    shape = (kind == .other ? runs : kind.rawValue) + (own ? "@own" : "@other")
  }

  private static func kind(local: [UInt8], shape: String, domain: String) -> Kind {
    if domain == "mail.gmail.com" { return .gmail }
    if domain.hasSuffix(".outlook.com"), domain.containsText(".prod.") { return .exchangeOnline }
    if local.contains(0x24), shape == "h$h$h" || shape.hasSuffix("$h$h") { return .outlook }
    if local.count == 32, shape == "h" || shape == "H" || shape == "9" { return .exchange }
    if shape == "h-h-h-h-h" { return .uuid }
    if shape == "H-H-H-H-H" { return .apple }
    if local.count > 20, shape.hasPrefix("9.9-9-"), shape.hasSuffix("-git-send-email-x") { return .git }
    return .other
  }

  /// The runs between separators, named by what they consist of.
  static func shape(_ local: [UInt8]) -> String {
    var out: [UInt8] = []
    var run: [UInt8] = []
    func name(_ run: [UInt8]) -> UInt8 {
      var digits = 0
      var lower = 0
      var upper = 0
      for byte in run {
        switch byte {
        case 0x30...0x39: digits += 1
        case 0x61...0x66: lower += 1
        case 0x41...0x46: upper += 1
        default: return 0x78
        }
      }
      // A run of digits among hexadecimal groups is hexadecimal by chance: only long words are told apart by case.
      if lower == 0, upper == 0 { return run.count > 0 ? 0x39 : 0x78 }
      if lower > 0, upper > 0 { return 0x78 }
      return upper > 0 ? 0x48 : 0x68
    }
    for byte in local {
      switch byte {
      case 0x2E, 0x2D, 0x24, 0x5F, 0x3D, 0x2B:
        if !run.isEmpty { out.append(name(run)) }
        run = []
        if out.count < 24 { out.append(byte) }
      default:
        if run.count < 64 { run.append(byte) }
      }
    }
    if !run.isEmpty { out.append(name(run)) }
    // Groups of one identifier differ in kind by chance (a group of a UUID may be all digits): take the widest.
    let hexadecimal = out.contains(0x68) ? UInt8(0x68) : out.contains(0x48) ? UInt8(0x48) : nil
    if let hexadecimal { out = out.map { $0 == 0x39 ? hexadecimal : $0 } }
    return String(decoding: out, as: UTF8.self)
  }
}
