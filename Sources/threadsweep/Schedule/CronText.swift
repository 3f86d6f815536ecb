/// Words as a line of cron hands them to a shell.
enum CronText {
  /// A word in single quotes, with what cron itself reads taken care of: a `%` ends the command unless a backslash stands
  /// before it (crontab(5)), and two backslashes are one to some.
  ///
  /// Nil where it cannot be said: a line feed ends the line.
  static func word(_ text: String) -> String? {
    guard !text.utf8.contains(0x0A), !text.utf8.contains(0x0D), !text.utf8.contains(0) else { return nil }
    var word = "'"
    for character in text.unicodeScalars {
      switch character {
      case "'": word += "'\\''"
      // The quotes are closed and opened again, so that no backslash stands before a second one, or before a percent sign.
      case "\\": word += "\\''"
      case "%": word += "\\%"
      default: word.unicodeScalars.append(character)
      }
    }
    return word + "'"
  }
}
