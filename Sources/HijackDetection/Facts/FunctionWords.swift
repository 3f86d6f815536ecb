/// Words that every text of a language holds, whatever it is about: data, lower case, in the form of
/// `PhraseText.normalised`.
///
/// A word of several languages counts for each. Scripts that one language alone uses are told by their letters.
enum FunctionWords {
  /// The languages, each by its two letters of ISO 639-1, with its words.
  static let lists: [(language: String, words: String)] = [
    (
      "en",
      """
      the and that this with for you are have not from will was your can but they all our what when which would there \
      been has any were please about just more some know out only than them could should how
      """
    ),
    (
      "fr",
      """
      les des est une que pour dans qui sur pas vous nous par plus avec sont mais cette aux votre vos nos ont été être \
      comme tout bien merci très aussi fait notre leur ces voici
      """
    ),
    (
      "de",
      """
      der die das und ist nicht mit ich sie wir ein eine auf den von für dem des auch sich als noch nach bei wie oder \
      aber wenn haben hat sind wird werden kann uns ihnen bitte dass einen einer habe vielen
      """
    ),
    (
      "nl",
      """
      het een van voor niet met zijn maar ook wel naar wij jullie deze bij nog kan wordt hebben heeft als aan dat uit \
      ik je dit door over worden graag moet kunnen onze geen groet
      """
    ),
    (
      "pl",
      """
      nie się jest czy jak dla oraz tak ale być przez proszę pana pani mam może było tylko już są tego będzie państwa \
      jeśli przy który które nasze bardzo żeby pan dziękuję pozdrawiam
      """
    ),
    (
      "es",
      """
      que los las una por con para del está como pero más este esta son nos muy hay sus también porque cuando sobre \
      gracias usted puede tiene todo desde saludos nuestro ser fue esto el
      """
    ),
    (
      "it",
      """
      che non per una sono con del della come anche più questo questa gli alla nel dei delle più mi vi ho hai abbiamo \
      grazie può essere stato buongiorno perché quando tutti nostro loro della
      """
    ),
    (
      "pt",
      """
      que não uma para com por mais como mas dos das foi são está isso você também seu sua muito obrigado obrigada \
      nos pelo pela temos tem quando já estou aos ao ser segue em os
      """
    ),
    (
      "sv",
      """
      och att det som för inte med har jag den till är vi kan om ett på av men från så hälsningar vill ska eller när \
      här dig mig också tack måste skulle
      """
    ),
    (
      "da",
      """
      og at det som for ikke med har jeg den til er vi kan om et på af men fra så hilsen vil skal eller når her dig \
      mig også tak blev være hvad noget efter
      """
    ),
    (
      "no",
      """
      og at det som for ikke med har jeg den til er vi kan om et på av men fra så hilsen vil skal eller når her deg \
      meg også takk ble være hva noe etter
      """
    ),
    (
      "fi",
      """
      ja on ei että se mutta kun niin tai ovat oli myös jos olen hän mikä tämä vain nyt kiitos terveisin mukaan kuin \
      voi sen sitä olisi ole jo
      """
    ),
    (
      "cs",
      """
      že není jsem jsou pro jak ale nebo také byl být aby když jako podle dobrý děkuji máme může prosím který které \
      vám ještě jen pozdravem bude při
      """
    ),
    (
      "sk",
      """
      že nie som sú pre ako ale alebo tiež bol byť aby keď podľa dobrý ďakujem máme môže prosím ktorý ktoré vám ešte \
      len pozdravom bude pri
      """
    ),
    (
      "hu",
      """
      hogy nem egy és van volt meg csak már még ezt ha kell vagy mint lehet köszönöm üdvözlettel kérem nagyon ami akkor \
      ez az sem lesz
      """
    ),
    (
      "ro",
      """
      și nu este pentru din cu sunt care mai dar sau fi foarte vă am fost când dacă mulțumesc această acest poate ce \
      despre prin toate va rog
      """
    ),
    (
      "sl",
      """
      ali ker kot bil tudi pri lahko sem smo vam hvala pozdrav kaj samo pred zelo bilo bomo prosim jih kako še več ni \
      za je
      """
    ),
    (
      "hr",
      """
      ili kao što nije sam smo vam hvala pozdrav samo prije može bilo ćemo molim kako još više ako vas nam sve biti \
      od je
      """
    ),
    (
      "tr",
      """
      ve bir bu için ile da de çok ama olarak daha gibi var yok mi ne kadar sonra teşekkürler merhaba lütfen değil \
      olan bize saygılarımla ise her
      """
    ),
    (
      "ru",
      """
      не что это как для вы мы есть так все или если можно нам вам пожалуйста только уже добрый спасибо уважением \
      был быть они из при
      """
    ),
    (
      "uk",
      """
      не що це як для ви ми є так або якщо можна нам вам ласка тільки вже добрий дякую повагою був бути вони із при \
      та від щодо
      """
    ),
  ]

  /// Words of any mail that say nothing of its matter, beside those of the lists.
  static let everyday = """
    please thanks thank regards kind best hello dear attached attachment document documents file files link below \
    information message email e-mail mail sent open click download bitte danke grüße freundlichen hallo anhang anbei \
    datei dokument nachricht bonjour cordialement merci pièce jointe fichier document lien message bijlage bestand \
    groeten vriendelijke beste hallo cześć dzień dobry załącznik plik dokument wiadomość hola saludos adjunto archivo \
    documento enlace mensaje ciao buongiorno saluti cordiali allegato documento messaggio olá cumprimentos anexo \
    arquivo ficheiro mensagem today tomorrow yesterday monday tuesday wednesday thursday friday password
    """
}
