import Testing

@testable import AttachmentInspection

@Suite struct PhraseSetTests {
  private let phrases = PhraseSet(["powershell", "cmd.exe", "cmd /c", "shell"])

  @Test(arguments: [
    ("", []), ("sh", []), ("she", []), ("shell", [3]), ("xPowerShellx", [0, 3]), ("CMD.EXE", [1]), ("cmd.ex", []),
    ("cmd /c cmd.exe", [1, 2]), ("shelshell", [3]), ("powershel powershell", [0, 3]), ("cmd\u{C}exe", []),
  ])
  func findsEachPhraseInAnyCase(text: String, numbers: [Int]) {
    #expect(phrases.numbers(in: Array(text.utf8)) == numbers)
    #expect(phrases.first(in: Array(text.utf8)) == numbers.first.map(phrases.text))
  }

  @Test func stopsAtTheEndThatIsGiven() {
    let text = Array("a shell".utf8)
    #expect(phrases.numbers(in: text, to: 6) == [])
    #expect(phrases.numbers(in: text, to: 7) == [3])
    #expect(phrases.numbers(in: text, to: 70) == [3])
    #expect(phrases.numbers(in: text, to: -1) == [])
  }
}
