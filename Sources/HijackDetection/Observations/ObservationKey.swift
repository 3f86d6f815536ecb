/// What an observation is about: a kind and a text, hashed to 64 bits.
///
/// Two texts that share a hash would share a history; at a million keys the odds of one such pair are one in forty
/// million, and what it would do is make something look known that is new.
public struct ObservationKey: Sendable, Hashable, Comparable {
  /// The hash.
  public var rawValue: UInt64

  /// Takes a hash as it is.
  public init(rawValue: UInt64) { self.rawValue = rawValue }

  /// Orders keys by their hashes.
  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

  /// What can be observed.
  enum Kind: UInt8 {
    case author = 1
    case authorClient, authorForm, authorNetwork, authorOriginDomain, authorZone
    case name, nameAddress, participant
    case domain, domainAddressed, domainClient, domainNetwork, domainOriginDomain
    case linkDomain, attachment, authorAttachmentClass
    case replyWithReferences, replyWithoutReferences, authorReplyTo, authorReturnPath
    case nearDomain, authorIndexed, authorWithClient, authorWithOrigin, listLink, archiveStart
    case nameClient, nameWithClient, nameOriginDomain, nameWithOrigin, iban, domainWithIBAN
    case sentKept, sentMissing, sentKeptByClient, sentMissingByClient, sentThrownAway, sentFromForeign
    case authorLinkDomain, authorLanguage, domainSigned, domainUnsigned, authorFieldOrder, authorBoundary, reportedTo
    case authorWithLinks, authorWithLanguage, authorWithFieldOrder, authorWithBoundary, mailboxName
    case authorNamed, authorName
    case authorEncoding, authorWithEncoding, authorLanguages, authorWithLanguages, authorSealed, authorUnsealed
    case authorSignature, authorWithSignature
  }

  init(_ kind: Kind, _ text: String, _ second: String = "") {
    var hash = KeyHash()
    hash.take(kind.rawValue)
    hash.take(text)
    if !second.isEmpty {
      hash.take(0)
      hash.take(second)
    }
    rawValue = hash.value
  }

  init(_ kind: Kind, bytes: some Sequence<UInt8>) {
    var hash = KeyHash()
    hash.take(kind.rawValue)
    for byte in bytes { hash.take(byte) }
    rawValue = hash.value
  }
}

/// FNV-1a over 64 bits, mixed at the end: the same on every machine and in every run.
struct KeyHash {
  private var state: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func take(_ byte: UInt8) { state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }

  mutating func take(_ text: String) { for byte in text.utf8 { take(byte) } }

  var value: UInt64 {
    var mixed = state ^ (state >> 33)
    mixed = mixed &* 0xFF51_AFD7_ED55_8CCD
    mixed ^= mixed >> 33
    mixed = mixed &* 0xC4CE_B9FE_1A85_EC53
    return mixed ^ (mixed >> 33)
  }
}
