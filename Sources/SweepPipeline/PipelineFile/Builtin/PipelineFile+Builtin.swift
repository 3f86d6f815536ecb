extension PipelineFile {
  /// What the name of a built-in pipeline begins with.
  static let builtinPrefix = "builtin:"

  /// The names of the pipelines that come with threadsweep, in alphabetical order.
  public static var builtinNames: [String] { builtin.keys.sorted() }

  /// The text of a built-in pipeline; nil where there is none of that name.
  public static func builtinText(_ name: String) -> String? { builtin[name] }
}

extension PipelineFile {
  /// The text of the pipeline that `name` names: a file, or `builtin:NAME`.
  ///
  /// - Throws: `PipelineFileError` where there is none.
  public static func source(named name: String) throws(PipelineFileError) -> String {
    guard name.hasPrefix(builtinPrefix) else { return try PipelineNode.text(ofFileAt: name) }
    guard let text = builtin[name] else { throw PipelineFileError(path: name, message: "there is no such pipeline") }
    return text
  }
}
