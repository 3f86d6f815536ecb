import Testing

@testable import FindingExport

@Test(arguments: [
  ("plain text", "plain text"), ("\u{1B}[2J", "␛[2J"), ("a\nb", "a␊b"), ("\0", "␀"), ("\u{7F}", "␡"),
  ("gnp\u{202E}exe", "gnp<U+202E>exe"), ("a\u{200B}b", "a<U+200B>b"), ("\u{9B}31m", "<U+009B>31m"), ("Grüße", "Grüße"),
  ("a\u{E0041}b", "a<U+E0041>b"), ("a\u{AD}b", "a<U+00AD>b"), ("tab\tbed", "tab␉bed"),
])
func textForTerminalsShowsWhatItHides(text: String, expected: String) {
  #expect(text.printable == expected)
}
