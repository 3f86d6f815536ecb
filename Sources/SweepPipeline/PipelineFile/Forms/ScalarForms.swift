import MailModel

/// What JSON Schema says of scalars; each may come from the environment.
private func scalarSchema(_ entries: PipelineValue.Entry...) -> [PipelineValue.Entry] {
  [
    .init(
      "anyOf", .list([.mapping(entries), .mapping([.init("$ref", .text("#/$defs/environment"))])]))
  ]
}

private func patternSchema(_ pattern: String) -> [PipelineValue.Entry] {
  scalarSchema(.init("type", .text("string")), .init("pattern", .text(pattern)))
}

extension ValueForm where Value == String {
  /// Any text that is not empty.
  static func text(_ expects: String) -> ValueForm {
    ValueForm(
      read: { node throws(PipelineFileError) in
        let text = try node.string()
        guard !text.isEmpty else { throw node.error("\(expects) is expected here") }
        return text
      },
      show: { .text($0) }, schema: [.init("type", .text("string")), .init("minLength", .integer(1))], expects: expects)
  }

  /// A name of letters, digits, points, hyphens and underscores.
  static var name: ValueForm {
    ValueForm(
      read: { node throws(PipelineFileError) in try node.plainName() }, show: { .text($0) },
      schema: patternSchema("^[A-Za-z0-9._-]{1,64}$"), expects: "a name")
  }

  /// A mail address, in lower case.
  static var address: ValueForm {
    ValueForm(
      read: { node throws(PipelineFileError) in try node.address() }, show: { .text($0) },
      schema: patternSchema("^[^@]+@[^@]+$"), expects: "an address")
  }

  /// The path of a file, a relative one from the folder of the pipeline file.
  static var fileBeside: ValueForm {
    ValueForm(
      read: { node throws(PipelineFileError) in try node.path(besideFile: node.path) }, show: { .text($0) },
      schema: [.init("type", .text("string")), .init("minLength", .integer(1))],
      expects: "a file, from the pipeline file's folder")
  }
}

extension ValueForm where Value == Bool {
  /// `true` or `false`.
  static var truth: ValueForm {
    ValueForm(
      read: { node throws(PipelineFileError) in try node.truth() }, show: { .truth($0) },
      schema: scalarSchema(.init("type", .text("boolean"))), expects: "true or false")
  }
}

extension ValueForm where Value == Double {
  /// A number within `range`.
  static func number(in range: ClosedRange<Double>) -> ValueForm {
    ValueForm(
      read: { node throws(PipelineFileError) in try node.number(in: range) }, show: { .real($0) },
      schema: scalarSchema(
        .init("type", .text("number")), .init("minimum", .real(range.lowerBound)),
        .init("maximum", .real(range.upperBound))),
      expects: "a number from \(range.lowerBound) to \(range.upperBound)")
  }
}

extension ValueForm where Value: FixedWidthInteger {
  /// A whole number within `range`.
  static func integer(in range: ClosedRange<Int>) -> ValueForm {
    ValueForm(
      read: { node throws(PipelineFileError) in Value(clamping: try node.integer(in: range)) },
      show: { .integer(Int(clamping: $0)) },
      schema: scalarSchema(
        .init("type", .text("integer")), .init("minimum", .integer(range.lowerBound)),
        .init("maximum", .integer(range.upperBound))),
      expects: "a whole number from \(range.lowerBound) to \(range.upperBound)")
  }

  /// A size in bytes within `range`, such as `64MiB`.
  static func bytes(in range: ClosedRange<Int>) -> ValueForm {
    ValueForm(
      read: { node throws(PipelineFileError) in Value(clamping: try node.bytes(in: range)) },
      show: { ByteSize.value(Int(clamping: $0)) },
      schema: [
        .init(
          "anyOf",
          .list([
            .mapping([
              .init("type", .text("integer")), .init("minimum", .integer(range.lowerBound)),
              .init("maximum", .integer(range.upperBound)),
            ]),
            .mapping([
              .init("type", .text("string")), .init("pattern", .text("^[0-9]+ ?(B|kB|KiB|MB|MiB|GB|GiB|TB|TiB)?$")),
            ]), .mapping([.init("$ref", .text("#/$defs/environment"))]),
          ]))
      ],
      expects: "a size from \(ByteSize.text(range.lowerBound)) to \(ByteSize.text(range.upperBound))")
  }
}

extension ValueForm where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
  /// One of the names of an enumeration.
  static var choice: ValueForm {
    let names = Value.allCases.map(\.rawValue)
    return ValueForm(
      read: { node throws(PipelineFileError) in try node.choice() }, show: { .text($0.rawValue) },
      schema: scalarSchema(.init("enum", .texts(names))), expects: names.joined(separator: ", "))
  }
}

extension ValueForm where Value == Int64 {
  /// A date, in seconds since 1970: its first second in UTC.
  static var date: ValueForm {
    ValueForm(
      read: { node throws(PipelineFileError) in
        guard let date = MailDate(iso8601: try node.string()) else {
          throw node.error("a date is expected here, such as 2021-09-01")
        }
        return date.seconds
      },
      show: { seconds in
        let text = MailDate(seconds: seconds).rfc3339
        return .text(text.hasSuffix("T00:00:00Z") ? String(text.prefix(10)) : text)
      },
      schema: patternSchema("^[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt ].+)?$"), expects: "a date, such as 2021-09-01")
  }

  /// A length of time in seconds, within `range`.
  static func duration(in range: ClosedRange<Int64>) -> ValueForm {
    ValueForm(
      read: { node throws(PipelineFileError) in
        guard let seconds = TimeSpan.seconds(try node.string()), range.contains(seconds) else {
          throw node.error(
            "a time from \(TimeSpan.text(range.lowerBound)) to \(TimeSpan.text(range.upperBound)) is expected here, "
              + "such as 90s, 30m, 4h or 2d")
        }
        return seconds
      },
      show: { .text(TimeSpan.text($0)) },
      schema: [
        .init(
          "anyOf",
          .list([
            .mapping([
              .init("type", .text("integer")), .init("minimum", .integer(Int(range.lowerBound))),
              .init("maximum", .integer(Int(range.upperBound))),
            ]), .mapping([.init("type", .text("string")), .init("pattern", .text("^[0-9]+[smhd]?$"))]),
            .mapping([.init("$ref", .text("#/$defs/environment"))]),
          ]))
      ],
      expects: "a time from \(TimeSpan.text(range.lowerBound)) to \(TimeSpan.text(range.upperBound))")
  }
}
