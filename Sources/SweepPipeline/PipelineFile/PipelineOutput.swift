import MailModel

/// A file that a run writes at its end.
public struct PipelineOutput: Sendable, Hashable {
  /// The forms in which findings are written.
  public enum Form: String, Sendable, CaseIterable {
    case html, jsonl, csv, stix, misp, ecs, ocsf, sarif, timesketch
  }

  /// The form.
  public var form = Form.html
  /// The file.
  public var path = ""
  /// The lowest level written.
  public var minimumLevel = Level.low
  /// Whether the file of an earlier run is replaced.
  public var overwrite = false

  /// Makes an output of that form.
  public init(form: Form = .html, path: String = "") {
    self.form = form
    self.path = path
  }
}
