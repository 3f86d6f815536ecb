/// Which procedures can run without anyone's doing.
enum VBACallGraph {
  /// For each procedure, whether a procedure that runs by itself reaches it: by using its name as a word, or as a text
  /// that `Run` or `OnTime` may take.
  static func reachable(in procedures: [VBAProcedure]) -> [Bool] {
    var reached = [Bool](repeating: false, count: procedures.count)
    let named = Dictionary(grouping: procedures.indices.filter { !procedures[$0].name.isEmpty }) {
      procedures[$0].name
    }
    var open = procedures.indices.filter { AutoExecution.isEvent(procedures[$0].name) }
    for index in open { reached[index] = true }
    while let index = open.popLast() {
      func reach(_ word: String) {
        for target in named[word] ?? [] where !reached[target] {
          reached[target] = true
          open.append(target)
        }
      }
      for word in procedures[index].words { reach(word) }
      for text in procedures[index].strings {
        // `Book.xls!Module.Procedure`: the last piece is the name.
        let name = text.split { $0 == "!" || $0 == "." }.last.map(String.init) ?? text
        reach(name)
      }
    }
    return reached
  }
}
