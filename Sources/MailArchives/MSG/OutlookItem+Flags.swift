import OutlookItems

extension OutlookItem {
  private enum Status {
    /// PidTagLastVerbExecuted: what was done with the message last ([MS-OXOMSG]).
    static let lastVerb = PropertyID(rawValue: 0x1081)
    /// PidTagFlagStatus: 2 where it is marked for follow-up ([MS-OXOFLAG] §2.2.1.1).
    static let flagStatus = PropertyID(rawValue: 0x1090)
    /// Bits of PidTagMessageFlags ([MS-OXCMSG] §2.2.1.6).
    static let read: Int64 = 1
    static let unsent: Int64 = 8
  }

  /// What the mailbox notes of the message.
  var flags: MessageFlags {
    var flags: MessageFlags = []
    let bits = properties[.messageFlags]?.integer ?? 0
    if bits & Status.read != 0 { flags.insert(.seen) }
    if bits & Status.unsent != 0 { flags.insert(.draft) }
    switch properties[Status.lastVerb]?.integer {
    case 102, 103: flags.insert(.answered)
    case 104: flags.insert(.forwarded)
    default: break
    }
    if properties[Status.flagStatus]?.integer == 2 { flags.insert(.flagged) }
    return flags
  }
}
