import Testing

@testable import FindingExport

@Test(arguments: [
  ("plain text", "plain text"), ("\u{1B}[2J", "␛[2J"), ("a\nb", "a␊b"), ("\0", "␀"), ("\u{7F}", "␡"),
  ("gnp\u{202E}exe", "gnp<U+202E>exe"), ("a\u{200B}b", "a<U+200B>b"), ("\u{9B}31m", "<U+009B>31m"), ("Grüße", "Grüße"),
])
func textForTerminalsShowsWhatItHides(text: String, expected: String) {
  #expect(text.printable == expected)
}
