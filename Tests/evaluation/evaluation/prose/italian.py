"""Italian phrases."""

from .book import Book

ITALIAN = Book(
    code="it",
    items=(
        "corpo pompa",
        "quadro elettrico",
        "contratto d'affitto",
        "lista ricambi",
        "rapporto di prova",
        "scambiatore",
        "stampante etichette",
        "piano di formazione",
        "contratto di assistenza",
        "blocco valvole",
        "film da imballo",
        "pratica doganale",
    ),
    places=("Torino", "Bologna", "Parma", "Verona", "Trento", "Genova", "Bari", "Lecco"),
    days=(
        "lunedì",
        "martedì mattina",
        "mercoledì",
        "giovedì",
        "venerdì",
        "la prossima settimana",
        "fine mese",
        "domani",
    ),
    months=(
        "gennaio",
        "febbraio",
        "marzo",
        "aprile",
        "maggio",
        "giugno",
        "luglio",
        "agosto",
        "settembre",
        "ottobre",
        "novembre",
        "dicembre",
    ),
    weekdays=("lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica"),
    subjects=(
        "{item} {place}",
        "Ordine {ref}",
        "Verbale {item}",
        "Domanda su {item}",
        "Offerta {ref} {place}",
        "Piano {place}",
        "Reclamo {ref}",
        "Dati {month}",
        "Fattura {ref}",
        "Consegna {item}",
    ),
    hellos=("Ciao {name},", "Buongiorno {name},", "Gentile {name},", "Buonasera,", "{name},"),
    statements=(
        "[abbiamo controllato|ho rivisto|il team ha verificato] {item} {ref} e ci sono {n} [punti aperti|differenze].",
        "[il cliente di|il nostro contatto a] {place} [chiede|vuole|aspetta] {item} per {day}.",
        (
            "[dopo la telefonata di ieri|come concordato] ho [annotato|raccolto] [le cifre|le date|quello che manca]"
            " per {place}."
        ),
        (
            "[il fornitore|il corriere|la banca] [chiede|applica] {amount} per {item}, [è tanto|più dell'anno scorso|va"
            " bene]."
        ),
        "[purtroppo|per informazione,] {item} [arriva|parte|sarà pronto] {day}, [non prima|al più tardi].",
        "ci sono {amount} di differenza tra [l'ordine|la bolla] {ref} e [il contratto|i nostri libri].",
        "la revisione {n} di {ref} [sostituisce|è diversa da] quella [in cartella|di {month}].",
    ),
    questions=(
        "[Puoi|Potrebbe] [confermare|controllare] se {ref} comprende {item}?",
        "Chi [va a|si occupa di] {place} entro {day}?",
        "{item} è [già ordinato|nel budget|ancora utile] o [aspettiamo|andiamo avanti] fino a {day}?",
        "Quanto [costa|costerebbe] un altro {item}, [circa|più o meno] {amount}?",
    ),
    answers=(
        "[sì, va bene|d'accordo|ok]: {item} parte {day}, [carico {n}|con {ref}].",
        "[ho controllato|secondo l'officina]: {ref} è stato [costruito|provato] a {month} e [pesa {n} kg|ha {n} voci].",
        "[no, mi spiace|non basta], [il nostro prezzo|l'offerta] arriva a {place}, senza {item}.",
        "ho appena sentito [il fornitore|la pianificazione], [dicono|promettono] {day}.",
        "[giusto|grazie|esatto]: la voce {n} è {amount}, [correggo|cambio] {ref} oggi.",
    ),
    asides=(
        "[Attenzione|Ricordate]: [la gru|il cancello] a {place} porta {n} tonnellate.",
        "[Foto|Schizzi] nella cartella {ref}.",
        "[L'acconto|Il saldo] di {amount} scade a {month}.",
    ),
    closings=(
        "[Chiamami|Fammi sapere] se qualcosa non è chiaro.",
        "Il resto {day}.",
        "[Grazie|Grazie mille] per [l'aiuto|il punto {n}].",
        "Nessuna fretta, {day} va bene.",
    ),
    farewells=("Cordiali saluti", "Saluti", "Un saluto", "Distinti saluti", "A presto"),
    file_notes=(
        "[in allegato|ecco|come promesso] {item} [per {ref}|nell'ultima versione].",
        "{item} è allegato, commenti entro {day}.",
    ),
    link_notes=("[I disegni|Le foto] sono qui: {link}", "Vedi {link} per [la scheda|il resto]."),
    link_lures=(
        (
            "[Buongiorno|Salve|Ciao]! [Per favore|La prego di] [controllare|vedere|leggere] [il documento|le"
            " carte|tutte le informazioni] [a questo link|al link qui sotto|qui]: {link}"
        ),
        (
            "[Le invio|Le mando] [il file richiesto|i documenti necessari|un documento importante] [ancora una"
            " volta|sul nostro discorso] {link}"
        ),
        "{link} [ecco cosa intendevo|la versione corretta|attendo risposta]",
    ),
    file_lures=(
        (
            "[Buongiorno|Salve], [per favore|la prego di] [vedere|controllare] [il file allegato|l'allegato|il"
            " documento allegato] e [rispondere|confermare]."
        ),
        (
            "[Tutti i dettagli|I dati|Le condizioni] [sono|si trovano] nel [documento|file] allegato, [attendo"
            " risposta|risponda presto]."
        ),
    ),
    passwords=("[password|Password|codice]: {password}", "La password è {password}"),
    bank_changes=(
        (
            "[la informiamo|si prega di notare] che [le nostre coordinate bancarie sono cambiate|il nostro conto è"
            " cambiato]. [D'ora in poi|Per {ref}] [bonificare|pagare] su IBAN {iban}, BIC {bic}. [Confermi per"
            " favore|Invii la contabile]."
        ),
    ),
    warnings=(
        "Hai davvero mandato tu questo? [Non l'ho aperto|Il link è strano].",
        (
            "Per favore [non aprite|ignorate|cancellate] la mia ultima mail, non era mia. [Mi hanno violato"
            " l'account|L'IT se ne occupa]."
        ),
    ),
    absence=("Risposta automatica: {subject}", ("Sono assente fino a {day}. Per urgenze chiamare il centralino.",)),
    accepted="Accettato: {subject}",
    newsletter=("[Novità|Offerte] di {month}", "Nuovo: {item}", "Iscriviti a {place} entro {day}."),
    labels=("Da:", "Inviato:", "A:", "Cc:", "Oggetto:"),
    attribution="Il giorno {date} {who} ha scritto:",
    reply_prefix="R: ",
    forward_prefix="I: ",
    phone_line="Inviato da iPhone",
)
