import MailTestSupport
import Testing

@testable import HijackDetection

@Suite struct RequestWordTests {
  @Test(arguments: [
    "Please note that our bank account was closed last week.",
    "Our new account details follow; the old IBAN is blocked.",
    "bitte beachten Sie unsere neue Bankverbindung ab sofort", "Die Kontonummer hat sich geändert.",
    "Notre compte bancaire a été clôturé", "il conto bancario indicato è stato chiuso",
    "hemos cambiado de cuenta bancaria",
    "ons rekeningnummer is gewijzigd", "nasz numer konta został zmieniony", "a nossa conta bancária foi encerrada",
  ])
  func changesOfBankAccounts(text: String) { #expect(RequestFacts(in: text, ibans: []).contains(.bankChange)) }

  @Test(arguments: [
    "The invoice is in the system. Nothing changed on our side.", "I opened a new account on the wiki for you.",
    "Wir haben ein neues Konto für den Praktikanten angelegt.", "The bank is closed. The new printer works.",
    "It is now in the account settings of the bank terminal emulator",
    "Our bank account stays as it was" + String(repeating: " and we talk about it at length", count: 10)
      + " new things",
  ])
  func otherSentences(text: String) { #expect(!RequestFacts(in: text, ibans: []).contains(.bankChange)) }

  @Test func anAccountIsOneAtABankWhereMoneyIsSpokenOf() {
    let text = "Per il pagamento della fattura usi il nuovo conto."
    #expect(RequestFacts(in: text, ibans: []).contains(.bankChange))
    #expect(!RequestFacts(in: "Ho creato un nuovo conto utente.", ibans: []).contains(.bankChange))
  }

  @Test(arguments: [
    "Puoi dare un'occhiata al documento?", "Proszę sprawdzić plik i dać znać.", "Peux-tu jeter un œil au fichier ?",
    "Kun je het bestand even bekijken?", "pode verificar o arquivo e confirmar", "¿puedes revisar el archivo?",
    "Schau dir bitte das Dokument an, danke: bitte ansehen",
  ])
  func lures(text: String) { #expect(RequestFacts(in: text, ibans: []).contains(.lure)) }

  @Test func anyBytesAreRead() {
    var random = SplitMix64(seed: 11)
    let words = [
      "iban", "bank account number", "new ", ". ", "!", "?", "changed", "konto", "the file", "look at", "é", "\u{0}",
      " ", "rib ",
    ]
    for _ in 0..<300 {
      let text = (0..<Int.random(in: 0...60, using: &random)).map { _ in words.randomElement(using: &random) ?? "" }
        .joined()
      _ = RequestFacts(in: text, ibans: [])
    }
  }
}
