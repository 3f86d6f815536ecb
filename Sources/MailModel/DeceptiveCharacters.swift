extension Unicode.Scalar {
  /// Whether the character is a command rather than text, or is not what it seems.
  ///
  /// Controls of terminals (C0, DEL, C1); what changes the direction of the text around it (UAX #9); what separates lines
  /// for some readers only; what cannot be seen (zero-width characters, fillers, tags; UTR #36 §3.6). Tab and line ends
  /// are controls, too: whoever writes lines of text lets them pass before.
  public var isDeceptive: Bool {
    switch value {
    case 0x20...0x7E: false
    case 0x00...0x1F, 0x7F...0x9F, 0xAD, 0x034F, 0x061C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B...0x180E,
      0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0x3164, 0xFEFF, 0xFFA0, 0xFFF9...0xFFFB, 0xE0000...0xE0FFF:
      true
    default: false
    }
  }
}
