import Yams

/// From a file to the root of its nodes.
extension PipelineNode {
  /// The largest file that is read, in bytes.
  private static let maximumBytes = 1 << 20

  /// The text of the file at `path`.
  static func text(ofFileAt path: String) throws(PipelineFileError) -> String {
    let bytes: [UInt8]
    do throws(InspectionInput.Failure) {
      bytes = try FileContent.bytes(ofFileAt: path, limit: maximumBytes + 1)
    } catch {
      throw PipelineFileError(path: path, message: "the file cannot be read")
    }
    guard bytes.count <= maximumBytes else {
      throw PipelineFileError(path: path, message: "a pipeline file is at most 1 MiB long")
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The root of YAML text; `path` names it in errors.
  init(
    composing text: String, path: String, variables: PipelineVariables = .none
  ) throws(PipelineFileError) {
    self.init(node: try Self.compose(text, path), path: path, variables: variables)
  }

  private static func compose(_ text: String, _ path: String) throws(PipelineFileError) -> Node {
    do {
      guard let node = try Yams.compose(yaml: text) else {
        throw PipelineFileError(path: path, message: "the file is empty")
      }
      return node
    } catch let error as YamlError {
      switch error {
      case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
        .composer(_, let problem, let mark, _):
        throw PipelineFileError(path: path, line: mark.line, column: mark.column, message: problem)
      default:
        throw PipelineFileError(path: path, message: "the file is not valid YAML")
      }
    } catch let error as PipelineFileError {
      throw error
    } catch {
      throw PipelineFileError(path: path, message: "the file is not valid YAML")
    }
  }
}
