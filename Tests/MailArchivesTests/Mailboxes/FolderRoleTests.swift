import MailArchives
import Testing

@Suite("Roles and owners from paths") struct FolderRoleTests {
  static let roles: [(String, FolderRole)] = [
    ("exports/ann/Inbox.mbox", .inbox), ("exports/ann/INBOX", .inbox), ("out/Posteingang/mbox", .inbox),
    ("ann/Sent Items.mbox", .sent), ("ann/Gesendete Elemente/12.eml", .sent), ("ann/Éléments envoyés/mbox", .sent),
    ("ann/E\u{301}le\u{301}ments envoye\u{301}s/mbox", .sent), ("a/Envoyés", .sent), ("a/Elementos enviados", .sent),
    ("a/Posta inviata", .sent), ("a/Verzonden items", .sent), ("a/Skickat", .sent), ("a/Отправленные", .sent),
    ("a/送信済みアイテム/1", .sent), ("a/已发送邮件", .sent), ("a/Elementy wysłane", .sent), ("a/Sendte elementer", .sent),
    ("a/Lähetetyt", .sent), ("a/Gönderilmiş Öğeler", .sent), ("a/Itens enviados", .sent), ("a/Απεσταλμένα", .sent),
    ("a/Odeslaná pošta", .sent), ("a/Elküldött elemek", .sent), ("a/보낸 편지함", .sent), ("a/العناصر المرسلة", .sent),
    ("Maildir/.Sent/cur/1630000000.x:2,S", .sent), ("Maildir/.Sent.2021/cur/1630000000.x:2,S", .sent),
    ("Maildir/.&AMk-l&AOk-ments envoy&AOk-s/cur/1630000000.x:2,S", .sent), ("a/Sent Messages.mbox/mbox", .sent),
    ("a/Sent.sbd/Projects", .sent), ("a/Inbox.sbd/Sent", .sent), ("a/ann-sent.mbox", .sent), ("a/Sent-1.mbox", .sent),
    ("a/Sent (2).mbox", .sent), ("a/sent_items.mbox.gz", .sent), ("x.zip!ann/Sent Items/a.eml", .sent),
    ("takeout.zip!Takeout/Mail/Sent.mbox", .sent), ("a/Entwürfe", .drafts), ("a/Brouillons/x.eml", .drafts),
    ("a/Gelöschte Elemente", .deleted), ("a/Trash", .deleted), ("a/Cestino", .deleted),
    ("a/Recoverable Items/Purges/1.eml", .deleted),
    ("a/Junk-E-Mail", .junk), ("a/Spam.mbox", .junk), ("a/Correo no deseado", .junk), ("ann/Archive.mbox", .archive),
    ("ann/Archiv/1.eml", .archive), ("archive/2021/ann/mail.mbox", .unknown), ("ann/projects.mbox", .unknown),
    ("ann/final-draft.eml", .unknown), ("", .unknown), ("/", .unknown), ("Inbox/Sent/x.eml", .sent),
    ("Inbox/Projects/x.eml", .inbox),
  ]

  @Test("The innermost folder with a known name decides", arguments: roles)
  func role(path: String, role: FolderRole) { #expect(FolderRole(path: path) == role) }

  static let owners: [(String, MailboxOwner?)] = [
    ("exports/Ann@Corp.example/Inbox/1.eml", .address("ann@corp.example")),
    ("exports/ann@corp.example.mbox", .address("ann@corp.example")),
    ("vault.zip!ann@corp.example-AbC123.mbox", .address("ann@corp.example")),
    ("exports/ann%40corp.example/Sent.mbox", .address("ann@corp.example")),
    ("exports/ann_at_corp.example.mbox.gz", .address("ann@corp.example")),
    ("a@b.example/c.d+e@f.example/Inbox", .address("c.d+e@f.example")),
    ("exports/ann keller/Inbox.mbox", .folder("ann keller")), ("exports/ann.pst/Inbox/mbox", .folder("ann")),
    ("out/Top of Outlook data file/Inbox/mbox", .folder("out")), ("ann/Maildir/.Sent/cur/1", .folder("ann")),
    ("ann/Inbox/Archive/x.mbox", .folder("ann")), ("ImapMail/imap.corp.example/INBOX", nil),
    ("projects.mbox", nil), ("Inbox", nil), ("x/@home/notes", nil), ("mboxrd@z/x", nil), ("", nil),
    ("ann/Inbox/Re bob@corp.example.eml", .folder("ann")),
  ]

  @Test("An address in the path, or the folder above the mailbox", arguments: owners)
  func owner(path: String, owner: MailboxOwner?) { #expect(MailboxOwner(path: path) == owner) }

  @Test("A source knows its folder") func source() {
    let message = ArchiveSource(path: "ann/Inbox/sent", kind: .eml, size: 1, modified: 1)
    #expect(message.role == .inbox)
    let mailbox = ArchiveSource(path: "ann/Inbox/sent", kind: .mbox, size: 1, modified: 1)
    #expect(mailbox.role == .sent)
    #expect(mailbox.owner == .folder("ann"))
  }
}
