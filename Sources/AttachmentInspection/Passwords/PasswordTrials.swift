import ByteReading

/// A password to try, and how it came to be known.
struct PasswordCandidate: Hashable {
  enum Origin { case mail, comment, wellKnown, none }

  let text: String
  let origin: Origin

  /// The password as the older formats take it: UTF-8.
  var bytes: [UInt8] { Array(text.utf8) }

  /// The password as Office takes it: UTF-16, little-endian.
  var wideBytes: [UInt8] {
    var bytes: [UInt8] = []
    for unit in text.utf16 { bytes += [UInt8(truncatingIfNeeded: unit), UInt8(truncatingIfNeeded: unit >> 8)] }
    return bytes
  }
}

/// The passwords that an inspection tries, and the work that it may spend on them.
///
/// Deriving a key is made to be slow, up to 100,000 hashes a password and more where the document says so. All trials
/// of one attachment share an allowance of hashes; a document that asks for more stays closed.
struct PasswordTrials {
  private var candidates: [PasswordCandidate]
  private var hashesLeft: Int
  /// Whether the allowance kept a password from being tried.
  private(set) var isSpent = false

  /// `given` are those that the mail names, best first.
  init(given: [String], limits: InspectionLimits) {
    hashesLeft = limits.passwordHashes + min(given.count, limits.passwords) * limits.hashesForEachPassword
    candidates = []
    add(given.prefix(limits.passwords), origin: .mail)
    for text in Self.wellKnown { candidates.append(PasswordCandidate(text: text, origin: .wellKnown)) }
  }

  /// Adds passwords found in the attachment itself, in front of the well-known ones.
  mutating func add(_ texts: some Sequence<String>, origin: PasswordCandidate.Origin) {
    let known = candidates.firstIndex { $0.origin == .wellKnown } ?? candidates.count
    var fresh: [PasswordCandidate] = []
    for text in texts.prefix(64) where !text.isEmpty && text.utf8.count <= 128 {
      guard !candidates.contains(where: { $0.text == text && $0.origin != .wellKnown }) else { continue }
      fresh.append(PasswordCandidate(text: text, origin: origin))
    }
    candidates.insert(contentsOf: fresh, at: known)
  }

  /// Tries the passwords in turn and gives what `open` made of the first that fits; nil where none does.
  ///
  /// `cost` is how many hashes one trial takes, `first` what is tried before all others, `useless` what is not tried. A
  /// password that opened something is tried first from then on: members of an archive share theirs.
  mutating func open<Opened>(
    costing cost: Int, first: [String] = [], skipping useless: Set<String> = [],
    _ open: (PasswordCandidate) -> Opened?
  ) -> (opened: Opened, password: PasswordCandidate)? {
    let before = first.map { text in
      candidates.first { $0.text == text } ?? PasswordCandidate(text: text, origin: text.isEmpty ? .none : .wellKnown)
    }
    var tried = useless
    for candidate in before + candidates where tried.insert(candidate.text).inserted {
      guard cost <= hashesLeft else {
        isSpent = true
        return nil
      }
      hashesLeft -= max(1, cost)
      guard let opened = open(candidate) else { continue }
      if let index = candidates.firstIndex(of: candidate) {
        candidates.remove(at: index)
        candidates.insert(candidate, at: 0)
      }
      return (opened, candidate)
    }
    return nil
  }

  /// The password with which Excel opens what is only protected, without asking.
  static let ofExcel = "VelvetSweatshop"
  /// The same of PowerPoint.
  static let ofPowerPoint = "/01Hannes Ruescher/01"
  /// Both, which nobody gives to an archive.
  static let ofOffice: Set<String> = [ofExcel, ofPowerPoint]

  /// Those that campaigns and exchanges of samples use, most used first.
  private static let wellKnown = [
    ofExcel, ofPowerPoint, "infected", "1234", "123", "12345", "123456", "4321", "1111", "0000", "password", "virus",
    "malware", "111", "000", "777", "2021", "2022", "2023", "2024", "2025",
  ]
}

extension PasswordCandidate {
  /// The origin as an analyst sees it.
  fileprivate var shown: PasswordOpening.Origin {
    switch origin {
    case .mail: .mail
    case .comment: .comment
    case .wellKnown: .wellKnown
    case .none: .none
    }
  }
}

extension Inspection {
  /// Records that a password opened something, and where the password came from.
  mutating func opened(_ what: String, with password: PasswordCandidate) {
    let opening = PasswordOpening(
      what: (path + [what]).joined(separator: ", "), password: password.text, origin: password.shown)
    notes?.add(opening)
    switch password.origin {
    case .none: break
    case .mail: found(.opensWithMailPassword, "\(what) opens with \"\(password.text)\", which the mail names")
    case .comment: found(.opensWithNotedPassword, "\(what) opens with \"\(password.text)\", which stands beside it")
    case .wellKnown where password.text == PasswordTrials.ofExcel || password.text == PasswordTrials.ofPowerPoint:
      found(.opensWithoutAsking, "\(what) opens with \"\(password.text)\", which Office tries by itself")
    case .wellKnown: found(.opensWithKnownPassword, "\(what) opens with \"\(password.text)\"")
    }
  }

  /// Tries the passwords on something that takes so many hashes a trial.
  mutating func tryPasswords<Opened>(
    costing cost: Int, first: [String] = [], skipping useless: Set<String> = [],
    _ open: (PasswordCandidate) -> Opened?
  ) -> (opened: Opened, password: PasswordCandidate)? {
    let result = trials.open(costing: cost, first: first, skipping: useless, open)
    if trials.isSpent { hit(.passwordHashes) }
    return result
  }
}
