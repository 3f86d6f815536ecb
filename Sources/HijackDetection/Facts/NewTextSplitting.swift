import Conversations

/// What a message says itself, and what it repeats of others.
struct SplitText {
  /// The text that this message adds.
  var new: String
  /// The text that it quotes.
  var quoted: String
}

/// Parts the text of a message into what is new and what is quoted.
///
/// The one place where judgement asks for that split.
func splitNewText(_ text: String) -> SplitText {
  let history = QuotedHistory(text)
  return SplitText(new: history.newText, quoted: history.quotedText)
}
