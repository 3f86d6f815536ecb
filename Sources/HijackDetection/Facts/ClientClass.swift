import MailModel

/// The program that wrote a message, without its version.
///
/// Known programs have a name of this project's; others go by the first word of what they call themselves, with `other:`
/// in front.
public struct ClientClass: Sendable, Hashable {
  /// The name.
  public var name: String

  /// Takes a name as it is.
  public init(_ name: String) { self.name = name }

  /// A program that left no trace.
  public static let unknown = ClientClass("unknown")
  /// Outlook on the desktop.
  public static let outlook = ClientClass("outlook")
  /// An Exchange server for its web and mobile clients.
  public static let exchange = ClientClass("exchange")
  /// Exchange Online for its clients.
  public static let exchangeOnline = ClientClass("exchange-online")
  /// Gmail on the web.
  public static let gmail = ClientClass("gmail")
  /// Mail on a Mac.
  public static let appleMail = ClientClass("apple-mail")
  /// Mail on an iPhone or iPad.
  public static let appleMobile = ClientClass("apple-mobile")
  /// Thunderbird and its kin.
  public static let thunderbird = ClientClass("thunderbird")

  /// Whether this class writes a Thread-Index into every reply.
  var writesThreadIndex: Bool { self == .outlook || self == .exchange }

  /// Recognises the program by what it calls itself, else by the form of the identifier it made.
  ///
  /// A gateway may call itself by its product in `X-Mailer`; nothing here is proof, it is compared with the sender's
  /// own habit only.
  init(mailer: String?, userAgent: String?, form: MessageIDForm, hasExchangeFields: Bool) {
    if let stated = Self.stated(mailer) ?? Self.stated(userAgent) {
      self = stated
      return
    }
    switch form.kind {
    case .gmail: self = .gmail
    case .exchangeOnline: self = .exchangeOnline
    case .exchange: self = .exchange
    case .outlook: self = .outlook
    case .apple: self = hasExchangeFields ? .exchange : .unknown
    default: self = hasExchangeFields ? .exchange : .unknown
    }
  }

  private static func stated(_ value: String?) -> ClientClass? {
    guard let value, !value.isEmpty else { return nil }
    let lower = bounded(value, to: 200).lowercased()
    if let known = ClientMarks.index.lowest(in: lower.bytes()) { return ClientClass(ClientMarks.names[known]) }
    let word = lower.prefix { $0.isLetter || $0 == "-" || $0 == "_" || $0 == "." }
    return word.isEmpty ? nil : ClientClass("other:" + bounded(String(word), to: 32))
  }
}

/// How programs call themselves in `X-Mailer` and `User-Agent`: a part of the lower-cased value, and the class.
///
/// The first that occurs counts, so the more exact stand first.
enum ClientMarks {
  /// The marks.
  static let index = PhraseIndex(all.map { Array($0.mark.utf8) })
  /// The class of each mark of the index.
  static let names = all.map(\.name)

  private static let all: [(mark: String, name: String)] = [
    ("outlook for ios", "outlook-mobile"), ("outlook-ios", "outlook-mobile"), ("outlook for android", "outlook-mobile"),
    ("outlook-android", "outlook-mobile"), ("microsoft-macoutlook", "outlook-mac"), ("macoutlook", "outlook-mac"),
    ("outlook express", "outlook-express"), ("windows live mail", "windows-live-mail"),
    ("windows mail", "windows-mail"), ("microsoft outlook", "outlook"), ("exchange server activesync", "active-sync"),
    ("internet mail service", "exchange"), ("microsoft exchange", "exchange"), ("iphone mail", "apple-mobile"),
    ("ipad mail", "apple-mobile"), ("apple mail", "apple-mail"), ("apple-mail", "apple-mail"),
    ("k-9", "k-9"), ("k9mail", "k-9"), ("thunderbird", "thunderbird"), ("icedove", "thunderbird"),
    ("postbox", "postbox"), ("betterbird", "thunderbird"), ("seamonkey", "seamonkey"),
    ("git-send-email", "git-send-email"),
    ("git send-email", "git-send-email"), ("stgit", "stgit"), ("b4 ", "b4"), ("quilt", "quilt"), ("neomutt", "mutt"),
    ("mutt", "mutt"), ("alpine", "alpine"), ("pine", "alpine"), ("evolution", "evolution"), ("kmail", "kmail"),
    ("gnus", "gnus"), ("mu4e", "mu4e"), ("notmuch", "notmuch"), ("mew ", "mew"), ("wanderlust", "wanderlust"),
    ("emacs", "emacs"), ("claws", "claws"), ("sylpheed", "sylpheed"), ("roundcube", "roundcube"),
    ("squirrelmail", "squirrelmail"), ("horde", "horde"), ("internet messaging program", "horde"),
    ("zimbra", "zimbra"), ("lotus notes", "notes"), ("ibm notes", "notes"), ("hcl notes", "notes"),
    ("lotus domino", "notes"), ("groupwise", "groupwise"), ("the bat", "the-bat"), ("foxmail", "foxmail"),
    ("em client", "em-client"), ("mailspring", "mailspring"), ("rainloop", "rainloop"), ("snappymail", "snappymail"),
    ("open-xchange", "open-xchange"), ("sogo", "sogo"), ("nextcloud", "nextcloud"), ("phpmailer", "phpmailer"),
    ("swiftmailer", "swiftmailer"), ("symfony", "symfony"), ("nodemailer", "nodemailer"), ("php/", "php"),
    ("python", "python"), ("javamail", "javamail"), ("mime-tools", "perl"), ("mime::lite", "perl"),
    ("yahoomail", "yahoo"), ("ymail", "yahoo"), ("webmail/", "webmail"), ("protonmail", "protonmail"),
    ("mailchimp", "mailchimp"), ("sendgrid", "sendgrid"), ("aerc", "aerc"), ("geary", "geary"), ("trojita", "trojita"),
    ("balsa", "balsa"), ("opera mail", "opera"), ("eudora", "eudora"), ("samsung", "samsung-mail"),
    ("bluemail", "bluemail"), ("cyrus-jmap", "fastmail"), ("messagingengine", "fastmail"),
  ]
}
