import CaseStore

/// The forms in which the findings of a case go to other tools.
public enum ExportFormat: String, Sendable, CaseIterable {
  /// One `threadsweep.finding/1` a line.
  case jsonl
  /// RFC 4180, every cell quoted, no cell that a spreadsheet takes for a formula.
  case csv
  /// A bundle of STIX 2.1.
  case stix
  /// An event of MISP with objects.
  case misp
  /// One alert of the Elastic Common Schema a line.
  case ecs
  /// One Detection Finding of OCSF a line.
  case ocsf
  /// A log of SARIF 2.1.0.
  case sarif
  /// Events for Timesketch, one a line.
  case timesketch

  /// The findings in this form; equal findings give equal bytes.
  ///
  /// - Parameter version: the program's version, named where the form has a place for it.
  public func bytes(of findings: [FindingRow], version: String) -> [UInt8] {
    switch self {
    case .jsonl:
      var json = JSONWriter()
      for finding in findings {
        json.finding(finding)
        json.endLine()
      }
      return json.bytes
    case .csv: return FindingTableCSV.bytes(of: findings)
    case .stix: return STIXBundle(findings).bytes
    case .misp: return MISPEvent(findings).bytes
    case .ecs: return ECSAlert.lines(of: findings, version: version)
    case .ocsf: return OCSFFinding.lines(of: findings, version: version)
    case .sarif: return SARIFLog(findings, version: version).bytes
    case .timesketch: return TimesketchEvents.lines(of: findings)
    }
  }
}
