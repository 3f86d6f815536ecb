import ArgumentParser
import SweepPipeline

/// `threadsweep pipeline`: pipeline files.
struct PipelineCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pipeline", abstract: "Check pipeline files, show what is in force, test them.",
    discussion: """
      A pipeline file says what to sweep, how, and by what to judge. These come with threadsweep, and can be named wherever \
      a file can: \(PipelineFile.builtinNames.joined(separator: ", ")).

        threadsweep pipeline check incident.yaml
        threadsweep pipeline show builtin:nightly
        threadsweep pipeline schema > pipeline.schema.json
      """,
    subcommands: [Check.self, Show.self, Schema.self, Test.self])

  /// `threadsweep pipeline check`.
  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "check",
      abstract: "Read pipeline files, and tell what is wrong with them: status 78 where something is.")

    @Argument(help: "Pipeline files.", completion: .file(extensions: ["yaml"]))
    var files: [String]

    func run() throws {
      var isBad = false
      for file in files {
        do {
          _ = try PipelineFile(named: file, variables: .process)
          try StandardOutput.write("\(file): ok\n".printableLines)
        } catch let error as PipelineFileError {
          StandardError.write("threadsweep: \(error.description)\n".printableLines)
          isBad = true
        }
      }
      if isBad { throw ExitStatus.badPipeline }
    }
  }

  /// `threadsweep pipeline show`.
  struct Show: ParsableCommand {
    enum Format: String, CaseIterable, ExpressibleByArgument {
      case yaml, json, source
    }

    static let configuration = CommandConfiguration(
      commandName: "show",
      abstract: "Show the effective pipeline: every key, nothing extended, options and environment applied.",
      discussion: "Values of ${env:NAME} are shown as they are now.")

    @Argument(help: "The pipeline file. (default: that of THREADSWEEP_PIPELINE, else builtin:default)")
    var file: String?

    @OptionGroup var judgement: JudgementOptions

    @Option(help: "yaml, json, or source: the file as it was written. (default: yaml)")
    var format: Format?

    func run() throws {
      let format = try EnvironmentTwin.value(format, or: "format", Format.init(rawValue:)) ?? .yaml
      var options = judgement
      if let file { options.pipelineOption.pipeline = file }
      let pipeline = try options.pipeline()
      switch format {
      case .yaml: try StandardOutput.write(pipeline.value.yaml)
      case .json: try StandardOutput.write(pipeline.value.json() + "\n")
      case .source:
        try StandardOutput.write(try PipelineFile.source(named: options.pipelineOption.name ?? "builtin:default"))
      }
    }
  }

  /// `threadsweep pipeline schema`.
  struct Schema: ParsableCommand {
    enum Format: String, CaseIterable, ExpressibleByArgument {
      case json, markdown
    }

    static let configuration = CommandConfiguration(
      commandName: "schema", abstract: "Write the JSON Schema of pipeline files, for editors.")

    @Argument(help: "A pipeline file; it is checked first.", completion: .file(extensions: ["yaml"]))
    var file: String?

    @Option(help: "json, or markdown: a table of all keys. (default: json)")
    var format: Format?

    func run() throws {
      if let file { _ = try PipelineFile(named: file, variables: .process) }
      switch try EnvironmentTwin.value(format, or: "format", Format.init(rawValue:)) ?? .json {
      case .json: try StandardOutput.write(PipelineFile.schemaDocument.json() + "\n")
      case .markdown: try StandardOutput.write(PipelineFile.keyReference)
      }
    }
  }
}
