import Foundation
import MailModel
import MailTestSupport
import Testing

@testable import MailArchives

@Suite("Gmail's labels") struct GmailLabelsTests {
  static let lists: [(String, FolderRole, MessageFlags)] = [
    ("Inbox", .inbox, []), ("Inbox,Opened,Important", .inbox, .seen), ("Sent,Inbox", .sent, []),
    ("Archived,Starred", .archive, .flagged), ("", .archive, []), ("Trash,Sent", .sent, .deleted),
    ("Trash", .deleted, .deleted), ("Spam,Unread", .junk, []), ("Drafts,Opened", .drafts, [.draft, .seen]),
    ("\"Sent, by us\",Inbox", .inbox, []), ("Clients/Sent,Inbox", .inbox, []), ("[Imap]/Sent", .sent, []),
    ("\"a \"\"Sent\"\" b\"", .archive, []), (" Inbox , Opened ", .inbox, .seen),
    // Gmail in German, French, Spanish, Italian, Portuguese, Dutch, Polish, Swedish, Danish, Czech, Russian, Turkish,
    // Japanese.
    ("Posteingang,Geöffnet", .inbox, .seen), ("Gesendet", .sent, []), ("Entwürfe", .drafts, .draft),
    ("Papierkorb", .deleted, .deleted), ("Boîte de réception", .inbox, []), ("Messages envoyés", .sent, []),
    ("Envoyés", .sent, []), ("Brouillons", .drafts, .draft), ("Corbeille", .deleted, .deleted),
    ("Recibidos", .inbox, []), ("Enviados", .sent, []), ("Borradores", .drafts, .draft),
    ("Papelera", .deleted, .deleted), ("Posta in arrivo", .inbox, []), ("Inviati", .sent, []),
    ("Posta inviata", .sent, []), ("Bozze", .drafts, .draft), ("Cestino", .deleted, .deleted),
    ("Caixa de entrada", .inbox, []), ("Enviadas", .sent, []), ("Rascunhos", .drafts, .draft),
    ("Lixeira", .deleted, .deleted), ("Lixo", .deleted, .deleted), ("Postvak IN", .inbox, []), ("Verzonden", .sent, []),
    ("Concepten", .drafts, .draft), ("Prullenbak", .deleted, .deleted), ("Odebrane", .inbox, []),
    ("Wysłane", .sent, []), ("Wersje robocze", .drafts, .draft), ("Kosz", .deleted, .deleted), ("Skickat", .sent, []),
    ("Sendt", .sent, []), ("Odeslaná pošta", .sent, []), ("Отправленные", .sent, []), ("Gelen Kutusu", .inbox, []),
    ("送信済みメール", .sent, []), ("受信トレイ", .inbox, []), ("Skräppost", .junk, []), ("Reçus", .archive, []),
  ]

  @Test("A list says where the message lies", arguments: lists)
  func list(text: String, role: FolderRole, flags: MessageFlags) {
    let labels = GmailLabels(text)
    #expect(labels.role == role)
    #expect(labels.flags == flags)
  }

  static let fields: [(String, FolderRole?)] = [
    ("X-Gmail-Labels: Sent\nFrom: a@b\n\n", .sent), ("x-gm-thrid: 1\nX-GMAIL-LABELS:Sent\r\nFrom: a@b\r\n\r\n", .sent),
    ("X-GM-THRID: 1\nX-Gmail-Labels: Inbox,\n Sent\nFrom: a@b\n\n", .sent),
    (
      "X-GM-THRID: 1\nX-Gmail-Labels: =?UTF-8?Q?Bo=C3=AEte_de_r=C3?=\r\n =?UTF-8?Q?=A9ception,x?=\nFrom: a@b\n\n",
      .inbox
    ),
    ("X-Gmail-Labels: =?utf-8?B?RW50d8O8cmZl?=\n\n", .drafts),
    ("X-Gmail-Labels: =?ISO-8859-1?Q?Entw=FCrfe?=\n\n", .drafts),
    ("X-Gmail-Labels: =?UTF-8?Q?broken\n\n", .archive), ("X-Gmail-Labels: Sent", .sent),
    ("X-Gmail-Labels:\n\n", .archive),
    // Below Google's own fields a sender writes what he likes.
    ("From: a@b\nX-Gmail-Labels: Sent\n\n", nil), ("Received: x\nX-Gmail-Labels: Sent\n\n", nil),
    ("X-GM-THRID: 1\nX-Gmail-Labels: Spam\nX-Gmail-Labels: Sent\n\n", .junk),
    ("X-GM-THRID: 1\n\nX-Gmail-Labels: Sent\n", nil),
    ("X-Mailer: y\nX-Gmail-Labels: Sent\n\n", nil), ("", nil),
  ]

  @Test("Only a field above all others is Google's", arguments: fields) func field(header: String, role: FolderRole?)
    throws
  {
    #expect(GmailLabels(message: MailBytes(header.bytes), terminator: 0x0A)?.role == role)
  }

  @Test("Any bytes are a list of labels", arguments: UInt64(0)..<20) func anyBytes(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let pieces: [[UInt8]] = [
      "=?utf-8?q?".bytes, "?=".bytes, "=?".bytes, "=C3".bytes, "=".bytes, " ".bytes, ",".bytes, "\"".bytes, [0xC3], [0],
      "=?utf-8?b?w6".bytes, "=?latin1?q?x?=".bytes,
    ]
    for _ in 0..<100 {
      let bytes = (0..<12).flatMap { _ in pieces.randomElement(using: &random) ?? [] }
      _ = GmailLabels(message: MailBytes("X-Gmail-Labels: ".bytes + bytes), terminator: 0x0A)
    }
  }

  @Test("Takeout's mailbox of all mail has a role for each message") func takeout() throws {
    let folder = try TemporaryFolder()
    let mbox = Array(try Data(contentsOf: URL(fileURLWithPath: Fixtures.path("mail/takeout-labels.mbox"))))
    let name = "Takeout/Mail/All mail Including Spam and Trash.mbox"
    try folder.write(mbox, to: name)
    let zip = try folder.write(ZipText().entry(name, mbox).bytes(), to: "takeout.zip")
    for path in [folder.path + "/Takeout", zip] {
      let source = try #require(try SourceDiscovery.discover([path]).sources.first)
      #expect(source.path.hasSuffix(path == zip ? "takeout.zip!" + name : name))
      let messages = try readAll(source)
      #expect(messages.map(\.role) == [.inbox, .sent, .sent, .drafts, .junk, .archive])
      #expect(messages.map(\.flags) == [.seen, .seen, .deleted, .draft, [], .seen])
    }
  }
}
