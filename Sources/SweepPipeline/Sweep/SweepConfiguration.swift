import AttachmentInspection
import HijackDetection
import MailArchives
import MailModel
import MailParsing
import OutlookItems

/// Everything that decides what a sweep extracts and how it is judged.
///
/// Two digests tell whether a case can be gone on with: what decides extraction must stay as it was, or the sweep
/// begins anew; what decides scoring may change, and the case is judged again.
public struct SweepConfiguration: Sendable {
  /// Limits of the archive readers.
  public var archives = ArchiveLimits()
  /// Limits of the MIME parser.
  public var parsing = ParsingLimits()
  /// Limits of the attachment inspectors.
  public var inspection = InspectionLimits()
  /// The organisation whose mail it is.
  public var organisation = Organisation()
  /// The weights and thresholds.
  public var pack = ScoringPack.builtin
  /// The rules of the user's, as files.
  public var yara = YaraFiles()
  /// The rules of the user's, compiled; nil where there are none.
  public var rules: (any BufferMatching)?
  /// Which attachments the case keeps.
  public var kept = KeptAttachments()
  /// The period whose messages are judged; those outside it still serve as baselines.
  public var window = JudgementWindow()
  /// Whose mailboxes the sources are, as far as somebody says.
  public var owners = MailboxOwners()
  /// What to sweep where the command names nothing.
  public var sources: [SweepSource] = []
  /// What unreadable input does to a run.
  public var errors = ErrorPolicy()
  /// The seconds after which a batch is committed, however little it holds.
  public var checkpointSeconds: Int64 = 30
  /// How often and for how long a message may trouble the sweep.
  public var quarantine = QuarantineLimits()
  /// How many cores to use.
  public var jobs = 1

  /// The built-in configuration.
  public init() {}

  /// The digest of what decides extraction, in hexadecimal.
  public var extractionDigest: String {
    let containers = "\(archives.nesting) \(archives.entries) \(archives.inflatedBytes) \(archives.expansionRatio)"
    let messages = "\(archives.messageBytes) \(parsing) \(inspection) \(MessageFacts.packedVersion)"
    // The identity of a mail that Outlook kept is that of its rendering.
    return ContentDigest(of: "\(containers) \(messages) \(OutlookItem.renderingVersion)").hex
  }

  /// The digest of what decides scoring, in hexadecimal.
  public var scoringDigest: String {
    // As text: a pack's dictionaries print in no fixed order, and the text names every number of it.
    return ContentDigest(of: "\(pack.label) \(pack.yaml) \(organisation) \(window) \(Judgement.version)").hex
  }
}

/// A period of time; open at an end that is nil.
public struct JudgementWindow: Sendable, Hashable {
  /// The first second of the period, since 1970.
  public var since: Int64?
  /// The first second after the period, since 1970.
  public var until: Int64?

  /// Makes a period from its first second to the one after its last.
  public init(since: Int64? = nil, until: Int64? = nil) {
    self.since = since
    self.until = until
  }

  /// Whether a message of that date is judged; one without a date always is.
  public func contains(_ date: MailDate?) -> Bool {
    guard let seconds = date?.seconds else { return true }
    return seconds >= since ?? .min && seconds < until ?? .max
  }
}
