import HijackDetection
import MailModel

/// The keys of a pipeline file: these tables are the one place that says what there is.
extension PipelineFile {
  /// All keys, in the order in which files are shown.
  static var keys: [PipelineKey<PipelineFile>] {
    [
      .value("schema", \.schema, .integer(in: 1...1), "The version of this form of file.", .required),
      .value("name", \.name, .name, "The pipeline's name; units and status files are called by it."),
      .value(
        "extends", \.extends, .optional(.text("a pipeline that comes with threadsweep")),
        "A built-in pipeline of which this file names what differs: lists replace, mappings are merged."),
      .value("sources", \.configuration.sources, .list(of: SweepSource.keys, from: SweepSource()), sourcesSummary),
      .group("window", "The period whose messages are judged; those outside it still serve as baselines.", windowKeys),
      .group("limits", "What one message, attachment or archive may cost; what a limit cuts is recorded.", limitKeys),
      .value(
        "keep_attachments", \.configuration.kept.policy, .choice,
        "Which attachments the case keeps, so that rescore can inspect them again."),
      .group("organisation", "What you know about your own mail.", organisationKeys),
      .group("stages", "What single stages do.", stageKeys),
      .group("errors", "What unreadable input does to a run.", errorKeys),
      .group("checkpoint", "How often a sweep commits: what comes first counts.", checkpointKeys),
      .value(
        "outputs", \.outputs, .list(of: PipelineOutput.keys, from: PipelineOutput()),
        "Files that are written when the run is complete; --output wins over them."),
      .value(
        "fail_on", \.failOn, .optional(.choice), "The level from which a finding makes the run end with status 10."),
      .group("schedule", "When the pipeline runs by itself, and what such a run tells.", scheduleKeys),
    ]
  }

  private static let sourcesSummary =
    "The files and folders to sweep where the command line names none; relative ones from where threadsweep runs."

  private static var windowKeys: [PipelineKey<PipelineFile>] {
    [
      .value("since", \.configuration.window.since, .optional(.date), "Judge messages from this date on (UTC)."),
      .value("until", \.configuration.window.until, .optional(.date), "Judge messages before this date (UTC)."),
    ]
  }

  private static var organisationKeys: [PipelineKey<PipelineFile>] {
    [
      .value(
        "domains", \.organisationDomains, .list(.text("a domain")),
        "Your own mail domains, those below them included; an empty list: not known."),
      .value(
        "trusted_relays", \.trustedRelays, .list(.relay),
        "Relays whose Received fields are believed: the way of a message is read as far as the first giver that is "
          + "neither one of these nor in a private network. An empty list: all are believed."),
    ]
  }

  private static var errorKeys: [PipelineKey<PipelineFile>] {
    [
      .value(
        "stop_after", \.configuration.errors.stopAfter, .optional(.tolerance),
        "Stop with status 74, resumable, when more sources than that, or more of 100, cannot be read."),
      .value(
        "allow_partial", \.configuration.errors.allowPartial, .truth,
        "End with status 0 where some input was unreadable."),
    ]
  }

  private static var checkpointKeys: [PipelineKey<PipelineFile>] {
    [
      .value("messages", \.configuration.archives.batchMessages, .integer(in: 1...4_096), "After so many messages."),
      .value("bytes", \.configuration.archives.batchBytes, .bytes(in: 1...64 << 20), "After so many bytes."),
      .value(
        "every", \.configuration.checkpointSeconds, .duration(in: 1...3_600), "After so long, where sources are slow."),
    ]
  }

  private static var scheduleKeys: [PipelineKey<PipelineFile>] {
    [
      .value("calendar", \.schedule.calendar, .optional(.calendar), "When, as systemd's OnCalendar has it."),
      .value(
        "max_duration", \.schedule.maximumSeconds, .optional(.duration(in: 1...30 * 86_400)),
        "Stop after that time with status 11, resumable; --max-duration wins."),
      .value(
        "report", \.schedule.report, .choice,
        "What a run tells in its summary, outputs and status 10: all findings, or what is new or changed since the "
          + "last complete run; --report wins."),
    ]
  }
}

extension SweepSource {
  /// The keys of a source.
  static var keys: [PipelineKey<SweepSource>] {
    [
      .value("path", \.path, .text("a file or folder"), "The file or folder.", .required),
      .value("formats", \.formats, .list(.choice), "Read only mail in these formats, packed or not."),
      .value(
        "exclude", \.exclude, .list(.text("a pattern")),
        "Leave out what these patterns name, and all below it: * within a name, ** across folders, ? one character; "
          + "without a slash a name at any depth."),
      .value("owner", \.owner, .optional(.address), "Whose mailbox it is, all of it."),
      .value(
        "owners", \.owners, .mapping(names: { node throws(PipelineFileError) in try node.string() }, .address),
        "Whose mailboxes are what lies below, by path."),
    ]
  }
}

extension PipelineOutput {
  /// The keys of an output.
  static var keys: [PipelineKey<PipelineOutput>] {
    [
      .value("type", \.form, .choice, "The form.", .required),
      .value("path", \.path, .text("a file"), "The file; a relative one from where threadsweep runs.", .required),
      .value("min_level", \.minimumLevel, .choice, "The lowest level written."),
      .value("overwrite", \.overwrite, .truth, "Replace the file of an earlier run."),
    ]
  }
}
