/// A line that begins `From ` and looks like the separator of an mbox (RFC 4155 Appendix A, and what programs write).
///
/// Only the form is kept: what kind of sender it names and how its date is written. One file tends to keep one form,
/// and prose that begins with "From " has none.
struct SeparatorLine: Hashable {
  /// What stands between `From ` and the date.
  enum Sender: UInt8, CaseIterable {
    /// Nothing.
    case none
    /// A lone `-` (Mozilla).
    case dash
    /// A constant of an exporter: `mboxrd@z` (public-inbox), `<number>@xxx` (Google Takeout), `???@???` (Eudora).
    case placeholder
    /// `MAILER-DAEMON`: bounces in a Unix mailbox, every message with some exporters.
    case daemon
    /// An address or a login name.
    case mailbox
    /// `x at y` (pipermail).
    case spelledOut
    /// Several words, or one in quotes: display names, quoted local parts.
    case words
  }

  /// How the date is written.
  enum DateForm: UInt8, CaseIterable {
    case none, asctime, rfc822, iso8601
  }

  var sender: Sender
  var date: DateForm

  /// The longest line that is looked at, in bytes; no program writes a longer separator.
  static let maximumLength = 1_000
  private static let maximumTokens = 20

  /// Reads the line at `start`, which ends before `end`; nil where it is no separator by its form.
  init?(in bytes: Span<UInt8>, from start: Int, to end: Int) {
    guard end - start <= Self.maximumLength, bytes.hasFromPrefix(at: start) else { return nil }
    guard let tokens = bytes.tokens(from: start + 5, to: end, atMost: Self.maximumTokens) else { return nil }
    if Self.isGitPatch(tokens, in: bytes) { return nil }
    if tokens.isEmpty {
      sender = .none
      date = .none
      return
    }
    for first in 0..<tokens.count {
      guard let form = SeparatorDate.form(of: tokens[first...], in: bytes) else { continue }
      sender = Self.sender(tokens[..<first], in: bytes)
      date = form
      return
    }
    guard tokens.count == 1 else { return nil }
    let only = Self.sender(tokens[...], in: bytes)
    let isAddress = only == .mailbox && bytes.contains(0x40, in: tokens[0])
    guard only == .dash || only == .placeholder || only == .daemon || isAddress else { return nil }
    sender = only
    date = .none
  }

  private static func sender(_ tokens: ArraySlice<Range<Int>>, in bytes: Span<UInt8>) -> Sender {
    guard let first = tokens.first else { return .none }
    if tokens.count == 1 {
      if bytes.equals("-", at: first) { return .dash }
      if bytes.equals("MAILER-DAEMON", at: first) { return .daemon }
      if bytes.ends("@z", at: first) || bytes.ends("@xxx", at: first) || bytes.equals("???@???", at: first) {
        return .placeholder
      }
      return bytes[first.lowerBound] == 0x22 ? .words : .mailbox
    }
    if tokens.count == 3, bytes.equals("at", at: tokens[tokens.startIndex + 1]) { return .spelledOut }
    return .words
  }

  /// `From <40 hex> Mon Sep 17 00:00:00 2001`: git's patch header, which stands in the bodies of countless mails.
  private static func isGitPatch(_ tokens: [Range<Int>], in bytes: Span<UInt8>) -> Bool {
    guard tokens.count == 6, tokens[0].count == 40 || tokens[0].count == 64 else { return false }
    for index in tokens[0] where !bytes[index].isHexDigit { return false }
    return bytes.equals("Mon", at: tokens[1]) && bytes.equals("Sep", at: tokens[2])
      && bytes.equals("17", at: tokens[3]) && bytes.equals("00:00:00", at: tokens[4])
      && bytes.equals("2001", at: tokens[5])
  }
}
