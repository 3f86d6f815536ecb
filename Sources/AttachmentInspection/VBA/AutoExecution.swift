import ByteReading

/// The procedures that Office calls by itself.
///
/// A button's `Click` or a cell's `Change` is not one: someone has to do something in the document first.
enum AutoExecution {
  /// Whether a procedure of that name (in lower case) runs without anyone's doing.
  static func isEvent(_ name: String) -> Bool {
    if names.contains(name) { return true }
    guard let underscore = name.lastIndex(of: "_") else { return false }
    return controlEvents.contains(String(name[name.index(after: underscore)...]))
  }

  private static let names: Set<String> = [
    // Word: automatic macros, and events of the document.
    "autoexec", "autoopen", "autoclose", "autonew", "autoexit", "document_open", "document_close", "document_new",
    "documentopen", "documentbeforeclose", "document_beforeclose", "document_contentcontrolonenter",
    // Excel: the names of Excel 4.0 that VBA kept, and events of the workbook.
    "auto_open", "auto_close", "auto_activate", "auto_deactivate", "auto_add", "auto_remove", "workbook_open",
    "workbook_close", "workbook_beforeclose", "workbook_activate", "workbook_deactivate", "workbook_addininstall",
    // Application events, caught by a class.
    "app_workbookopen", "app_documentopen", "app_presentationopen", "xlapp_workbookopen",
    // PowerPoint add-ins and ribbons.
    "auto_showbegin", "onslideshowpagechange", "slideshownextslide",
  ]

  /// Events that controls raise while the document loads or is drawn.
  private static let controlEvents: Set<String> = [
    "painted", "painting", "beforenavigate2", "navigatecomplete2", "documentcomplete", "downloadbegin",
    "downloadcomplete", "filedownload", "onconnecting", "onconnected", "ondisconnected", "onauthenticationwarning",
    "onauthenticationwarningdisplayed", "onenterfullscreenmode", "onremotedesktopsizechange", "onlogincomplete",
    "titlechange", "progresschange", "statustextchange", "windowstatechange", "layout",
  ]
}
