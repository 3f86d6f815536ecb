import Foundation

// Usage: threadsweep-fuzz --list
//        threadsweep-fuzz --seeds <folder> <file or folder>…
//        FUZZ_TARGET=<name> threadsweep-fuzz <corpus> <arguments of libFuzzer>
// The target comes by the environment because libFuzzer starts itself again with its own arguments.

/// libFuzzer's entry (FuzzerInterface.h): runs `callback` on inputs until its arguments say that it is enough.
@_silgen_name("LLVMFuzzerRunDriver")
func runDriver(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ callback: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

private let name = ProcessInfo.processInfo.environment["FUZZ_TARGET"]

private let chosen = FuzzTarget.all.first { $0.name == name }

if CommandLine.arguments.dropFirst().first == "--list" {
  for target in FuzzTarget.all { print(target.name) }
} else if CommandLine.arguments.count > 2, CommandLine.arguments[1] == "--seeds" {
  var corpus = SeedCorpus(in: CommandLine.arguments[2])
  corpus.take(Array(CommandLine.arguments.dropFirst(3)))
} else if let chosen {
  FuzzTarget.current = chosen
  var count = CommandLine.argc
  var arguments = CommandLine.unsafeArgv
  exit(
    runDriver(&count, &arguments) { bytes, length in
      FuzzTarget.current?.run(Array(UnsafeBufferPointer(start: bytes, count: length)))
      return 0
    })
} else {
  FileHandle.standardError.write(Data("FUZZ_TARGET must name one of those that --list shows\n".utf8))
  exit(2)
}

extension FuzzTarget {
  /// The one that this process runs; set once, before the first input.
  nonisolated(unsafe) static var current: FuzzTarget?
}
