import Testing

@testable import AttachmentInspection

@Suite struct VBATokensTests {
  private func procedures(_ source: String) -> [VBAProcedure] {
    var lexicon = VBALexicon()
    return VBAProcedure.procedures(in: Array(source.utf8), module: "M", &lexicon)
  }

  @Test(arguments: [
    ("x = \"po\" & \"wer\" & \"shell\"", "powershell"),
    ("x = Chr(112) & Chr(111) & \"wer\"", "power"),
    ("x = StrReverse(\"llehsrewop\")", "powershell"),
    ("x = \"a\"\"b\"", "a\"b"),
    ("x = \"a\" & _\r\n \"b\"", "ab"),
    ("x = Chr$(&H41) + \"B\"", "ab"),
  ])
  func foldsTextThatIsJoined(line: String, text: String) {
    #expect(procedures("Sub A()\r\n\(line)\r\nEnd Sub").last?.strings == [text])
  }

  @Test(arguments: ["Attribute VB_Base = \"0{FC}\"", "' \"a\"", "Rem \"a\"", "  ' Shell \"x\""])
  func leavesOutAttributesAndComments(line: String) {
    #expect(procedures("Sub A()\r\n\(line)\r\nEnd Sub").last?.strings == [])
  }

  @Test(arguments: [
    ("Shell \"calc\"", true), ("x = Shell(p, 1)", true), ("Call Shell(p)", true), ("VBA.Shell p", true),
    ("Dim shell As Object", false), ("o.Shell p", false), ("Set shell = Nothing", false), ("shell.Run p", false),
  ])
  func tellsACallOfShellFromAName(line: String, isCall: Bool) {
    #expect(procedures("Sub A()\r\n\(line)\r\nEnd Sub").last?.callsShell == isCall)
  }

  @Test(arguments: [
    ("workbook_open", true), ("document_open", true), ("auto_open", true), ("inkpicture1_painted", true),
    ("commandbutton1_click", false), ("worksheet_change", false), ("combobox1_change", false), ("openfile", false),
  ])
  func onlyEventsThatNobodyCausesRunByThemselves(name: String, isEvent: Bool) {
    #expect(AutoExecution.isEvent(name) == isEvent)
  }
}
