/// What unreadable input does to a run.
public struct ErrorPolicy: Sendable, Hashable {
  /// How much may fail before the sweep stops; nil: everything.
  public var stopAfter: ErrorTolerance?
  /// Whether unreadable input is no reason for a status other than 0.
  public var allowPartial = false

  /// Records everything and stops for nothing.
  public init() {}
}

/// How many sources may be unreadable.
public enum ErrorTolerance: Sendable, Hashable {
  /// So many.
  case sources(Int)
  /// So many of a hundred.
  case percent(Int)

  /// Whether `failed` of `all` sources are more than that.
  func isExceeded(by failed: Int, of all: Int) -> Bool {
    switch self {
    case .sources(let most): failed > most
    case .percent(let most): failed > 0 && failed.multipliedReportingOverflow(by: 100).partialValue > most * max(all, 1)
    }
  }

  /// As it stands in a pipeline file.
  public var text: String {
    switch self {
    case .sources(let most): String(most)
    case .percent(let most): "\(most)%"
    }
  }
}

extension ValueForm where Value == ErrorTolerance {
  /// A number of sources, or a share of them in percent.
  static var tolerance: ValueForm {
    ValueForm(
      read: { node throws(PipelineFileError) in
        let text = try node.string()
        if text.hasSuffix("%"), let percent = Int(text.dropLast()), (0...100).contains(percent) {
          return .percent(percent)
        }
        guard let count = Int(text), (0...1_000_000).contains(count) else {
          throw node.error("a number of sources, or a share such as 10%, is expected here")
        }
        return .sources(count)
      },
      show: { tolerance in
        if case .sources(let most) = tolerance { return .integer(most) }
        return .text(tolerance.text)
      },
      schema: [
        .init(
          "anyOf",
          .list([
            .mapping([
              .init("type", .text("integer")), .init("minimum", .integer(0)), .init("maximum", .integer(1_000_000)),
            ]), .mapping([.init("type", .text("string")), .init("pattern", .text("^[0-9]+%?$"))]),
            .mapping([.init("$ref", .text("#/$defs/environment"))]),
          ]))
      ],
      expects: "a number of sources, or a share such as 10%")
  }
}
