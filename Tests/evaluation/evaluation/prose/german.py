"""German phrases."""

from .book import Book

GERMAN = Book(
    code="de",
    items=(
        "Pumpengehäuse",
        "Beschichtungsanlage",
        "Schaltschrank",
        "Mietvertrag",
        "Ersatzteilliste",
        "Prüfbericht",
        "Wärmetauscher",
        "Etikettendrucker",
        "Hallendach",
        "Schulungsplan",
        "Wartungsvertrag",
        "Ventilblock",
        "Datenübernahme",
        "Reinigungsplan",
        "Verpackungsfolie",
        "Zollpapiere",
        "Ortstermin",
        "Auditunterlagen",
    ),
    places=("Kassel", "Bremen", "Graz", "Ulm", "Basel", "Erfurt", "Kiel", "Trier", "Linz", "Halle"),
    days=(
        "Montag",
        "Dienstag früh",
        "Mittwoch",
        "Donnerstag",
        "Freitagmittag",
        "nächste Woche",
        "Monatsende",
        "morgen",
    ),
    months=(
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ),
    weekdays=("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"),
    subjects=(
        "{item} {place}",
        "Bestellung {ref}",
        "Protokoll {item}",
        "Frage zu {item}",
        "{item}: Stand",
        "Angebot {ref} für {place}",
        "Terminplan {place}",
        "Reklamation {ref}",
        "Zahlen {month} {place}",
        "Offene Punkte {item}",
        "Rechnung {ref}",
        "Lieferung {item}",
        "Entwurf {item} {ref}",
    ),
    hellos=(
        "Hallo {name},",
        "Guten Tag {name},",
        "Guten Morgen {name},",
        "Liebe Kollegen,",
        "Servus {name},",
        "{name},",
    ),
    statements=(
        (
            "[wir haben|ich habe|die Fertigung hat] {item} {ref} [durchgesehen|geprüft] und {n} [offene"
            " Stellen|Abweichungen] gefunden."
        ),
        (
            "[der Kunde in|unser Ansprechpartner in|die Vertretung in] {place} [möchte|braucht|fragt nach] {item} bis"
            " {day}."
        ),
        (
            "[nach dem gestrigen Telefonat|wie besprochen|nach unserem Termin] habe ich [die Zahlen|die Termine|das"
            " Fehlende] für {place} [notiert|zusammengestellt]."
        ),
        (
            "[der Lieferant|die Spedition|die Bank] [verlangt|berechnet|nennt] {amount} für {item}, [das ist viel|was"
            " in Ordnung ist|mehr als im Vorjahr]."
        ),
        "[zur Kenntnis:|leider|nur zur Info,] {item} [kommt|ist fertig|geht raus] [erst|spätestens] {day}.",
        (
            "zwischen [Bestellung|Lieferschein|Auszug] {ref} und [unserer Buchung|dem Vertrag|der Absprache] fehlen"
            " {amount}."
        ),
        (
            "[der Einkauf|die Rechtsabteilung|die Qualität] will bei {item} noch [eine Änderung|zwei"
            " Ausfertigungen|einen Blick darauf], vor {ref}."
        ),
        (
            "[die Monteure waren|unser Techniker war|der Prüfer war] am {day} in {place} und [hat alles vermessen|hat"
            " Bilder gemacht|ließ eine Liste mit {n} Punkten da]."
        ),
        "Revision {n} von {ref} [ersetzt|weicht ab von|gilt vor] der [im Ordner|vom {month}|letzten].",
    ),
    questions=(
        "[Kannst du|Könnten Sie|Bitte] [prüfen|bestätigen|nachsehen], ob {ref} {item} [umfasst|enthält]?",
        "Wer [fährt nach|kümmert sich um|ist zuständig in] {place} bis {day}?",
        "[Ist|War] {item} [schon bestellt|im Budget|noch nötig], oder [warten wir|machen wir weiter] bis {day}?",
        "Was [kostet|würde kosten] {item} zusätzlich, [mehr oder weniger als|etwa] {amount}?",
        "[Darf ich|Können wir] {place} [die Lieferung|eine Antwort|die Papiere] bis {day} zusagen?",
    ),
    answers=(
        "[ja, das passt|einverstanden|geht klar]: {item} geht {day} raus, [Ladung {n}|unter {ref}|wie immer].",
        (
            "[nachgesehen|laut Werkstatt|laut Akte]: {ref} wurde im {month} [gebaut|geprüft|gebucht] und [wiegt {n}"
            " kg|hat {n} Positionen|läuft]."
        ),
        "[leider nein|das reicht nicht|nicht ganz], [unser Preis|die Liste|das Angebot] endet in {place}, ohne {item}.",
        "[eben|gerade] mit [dem Lieferanten|der Planung|dem Büro dort] gesprochen, sie [nennen|versprechen] {day}.",
        (
            "[gut gesehen|danke für den Hinweis|stimmt]: Position {n} muss {amount} heißen, ich [korrigiere|ändere]"
            " {ref} heute."
        ),
        (
            "[nehmen wir|besser wäre|ich bin für] die [größere|einfache|günstige] Ausführung, {place} hat sie seit {n}"
            " Jahren."
        ),
    ),
    asides=(
        "[Achtung|Bitte beachten]: [der Kran|das Tor|der Aufzug] in {place} [trägt|schafft] nur {n} Tonnen.",
        "[Fotos|Skizzen|Messwerte] liegen im Ordner {ref}.",
        "[Nach jetzigem Stand|Wenn nichts dazwischenkommt] sind wir {day} aus {place} zurück.",
        "[Der Einbehalt|Die Anzahlung|Der Rest] von {amount} wird [nach Abnahme|im {month}] fällig.",
    ),
    closings=(
        "[Ruf an|Melden Sie sich|Bitte melden], falls etwas unklar ist.",
        "Mehr am {day}.",
        "[Danke|Vielen Dank|Besten Dank] für [die schnelle Hilfe|die Geduld|Punkt {n}].",
        "Eilt nicht, {day} reicht.",
        "Ich [halte euch auf dem Laufenden|frage am {day} nach].",
    ),
    farewells=("Viele Grüße", "Freundliche Grüße", "Mit freundlichen Grüßen", "Beste Grüße", "Gruß", "Schöne Grüße"),
    file_notes=(
        "[anbei|hier|wie versprochen] {item} [zu {ref}|in der letzten Fassung].",
        "{item} [liegt bei|hängt an], [Anmerkungen|Rückmeldung] bitte bis {day}.",
    ),
    link_notes=(
        "[Die Zeichnungen|Die Bilder|Alles Weitere] hier: {link}",
        "Siehe {link} für [das Datenblatt|den Rest].",
    ),
    link_lures=(
        (
            "[Guten Tag|Hallo|Sehr geehrte Damen und Herren]! [Bitte|Ich bitte Sie,] [prüfen Sie|sehen Sie|lesen Sie]"
            " [das Dokument|die Unterlagen|alle Angaben] [unter diesem Link|über den Link unten|hier]: {link}"
        ),
        (
            "[Ich sende|Hiermit schicke ich|Anbei erhalten Sie] [die angeforderte|die nötige|eine wichtige]"
            " [Datei|Unterlage|Information] [noch einmal|zu unserem Gespräch] {link}"
        ),
        (
            "[Wie vereinbart|Auf Ihren Wunsch|Ergänzend], [alles Nötige|die Angaben] [finden Sie|lässt sich"
            " herunterladen] unter {link}"
        ),
        "{link} [das meinte ich|die berichtigte Fassung|bitte ansehen und antworten]",
    ),
    file_lures=(
        (
            "[Guten Tag|Hallo|Guten Morgen], bitte [sehen Sie|prüfen Sie|beachten Sie] [die angehängte Datei|den"
            " Anhang|das beigefügte Dokument] und [antworten|bestätigen] Sie."
        ),
        (
            "[Alle|Die] [Angaben|nötigen Daten|Bedingungen] [stehen|befinden sich] in [der Anlage|der beigefügten"
            " Datei], [ich warte auf Antwort|bitte bald melden]."
        ),
        (
            "[Auf Ihr Schreiben|Wie gesagt|Zum Obigen] [anbei|hänge ich an|füge ich bei]: [die Information|die"
            " Unterlagen|die berichtigte Fassung]."
        ),
    ),
    passwords=("[Passwort|Kennwort|Archivpasswort]: {password}", "[Das Passwort lautet|Kennwort ist] {password}"),
    bank_changes=(
        (
            "[bitte beachten Sie|wir teilen mit|hiermit informieren wir], dass sich unsere"
            " [Bankverbindung|Kontoverbindung|Bankdaten] [geändert hat|geändert haben]. [Ab sofort|Für {ref}] [bitte"
            " überweisen|zahlen Sie] auf IBAN {iban}, BIC {bic}. [Bitte um Bestätigung|Bitte Zahlungsbeleg senden]."
        ),
        (
            "[vor der Zahlung von|zu] [Rechnung {ref}|{amount}]: [unser Konto ist gesperrt|wir haben ein neues Konto]."
            " Neue Bankverbindung: {iban} (BIC {bic})."
        ),
    ),
    warnings=(
        "Hast du das wirklich geschickt? [Ich habe es nicht geöffnet|Der Link sieht komisch aus].",
        (
            "Bitte meine letzte Mail [nicht öffnen|ignorieren|löschen], sie war nicht von mir. [Mein Konto wurde"
            " gehackt|Die IT ist dran]."
        ),
    ),
    absence=(
        "Automatische Antwort: {subject}",
        (
            "Ich bin bis {day} nicht im Büro. In dringenden Fällen wenden Sie sich an die Zentrale.",
            "Vielen Dank für Ihre Nachricht. Ich bin [im Urlaub|auf Reisen] und antworte nach {day}.",
        ),
    ),
    accepted="Zugesagt: {subject}",
    newsletter=(
        "[Neuigkeiten|Angebote|Trends] im {month}",
        "Jetzt neu: {item}",
        "Anmeldung zum [Webinar|Tag der offenen Tür] in {place} bis {day}.",
    ),
    labels=("Von:", "Gesendet:", "An:", "Cc:", "Betreff:"),
    attribution="Am {date} schrieb {who}:",
    reply_prefix="AW: ",
    forward_prefix="WG: ",
    phone_line="Von meinem iPhone gesendet",
)
