/// Which procedures can run without anyone's doing.
enum VBACallGraph {
  /// For each procedure, whether a procedure that runs by itself reaches it: by using its name as a word, or as a text
  /// that `Run` or `OnTime` may take.
  static func reachable(in procedures: [VBAProcedure], _ lexicon: VBALexicon) -> [Bool] {
    var reached = [Bool](repeating: false, count: procedures.count)
    var open = procedures.indices.filter { AutoExecution.isEvent(procedures[$0].name) }
    guard !open.isEmpty else { return reached }
    var named: [VBAWord: [Int]] = [:]
    for (index, procedure) in procedures.enumerated() {
      if let word = procedure.word { named[word, default: []].append(index) }
    }
    for index in open { reached[index] = true }
    while let index = open.popLast() {
      func reach(_ word: VBAWord) {
        for target in named[word] ?? [] where !reached[target] {
          reached[target] = true
          open.append(target)
        }
      }
      for word in procedures[index].words { reach(word) }
      for text in procedures[index].strings {
        // `Book.xls!Module.Procedure`: the last piece is the name.
        if let name = lastPiece(of: text), let word = lexicon.known(name) { reach(word) }
      }
    }
    return reached
  }

  /// What stands behind the last mark; nil where it is no name.
  private static func lastPiece(of text: String) -> Substring? {
    let isMark: (UInt8) -> Bool = { $0 == 0x21 || $0 == 0x2E }
    guard let last = text.utf8.lastIndex(where: { !isMark($0) }) else { return nil }
    let start = text.utf8[...last].lastIndex(where: isMark).map { text.utf8.index(after: $0) } ?? text.startIndex
    let name = text.utf8[start...last]
    // Most texts are sentences and no names: a blank tells them.
    return name.contains(0x20) ? nil : Substring(name)
  }
}
