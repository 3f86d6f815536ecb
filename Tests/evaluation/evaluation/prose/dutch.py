"""Dutch phrases."""

from .book import Book

DUTCH = Book(
    code="nl",
    items=(
        "pomphuis",
        "schakelkast",
        "huurcontract",
        "onderdelenlijst",
        "testrapport",
        "warmtewisselaar",
        "etikettenprinter",
        "opleidingsplan",
        "onderhoudscontract",
        "kleppenblok",
        "verpakkingsfolie",
        "douaneformulier",
        "dakrenovatie",
    ),
    places=("Utrecht", "Breda", "Gent", "Zwolle", "Venlo", "Hasselt", "Arnhem", "Delft", "Leuven"),
    days=(
        "maandag",
        "dinsdagochtend",
        "woensdag",
        "donderdag",
        "vrijdagmiddag",
        "volgende week",
        "eind van de maand",
        "morgen",
    ),
    months=(
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ),
    weekdays=("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
    subjects=(
        "{item} {place}",
        "Bestelling {ref}",
        "Verslag {item}",
        "Vraag over {item}",
        "Offerte {ref} {place}",
        "Planning {place}",
        "Klacht {ref}",
        "Cijfers {month}",
        "Factuur {ref}",
        "Levering {item}",
    ),
    hellos=("Hallo {name},", "Beste {name},", "Dag {name},", "Goedemorgen {name},", "Hoi {name},"),
    statements=(
        (
            "[we hebben|ik heb|het team heeft] {item} {ref} [nagekeken|gecontroleerd] en {n} [open punten|afwijkingen]"
            " gevonden."
        ),
        "[de klant in|ons contact in] {place} [vraagt|wil|heeft nodig] {item} voor {day}.",
        (
            "[na het gesprek van gisteren|zoals besproken] heb ik [de cijfers|de data|wat ontbreekt] voor {place}"
            " [genoteerd|verzameld]."
        ),
        (
            "[de leverancier|de vervoerder|de bank] [rekent|vraagt|noemt] {amount} voor {item}, [dat is veel|meer dan"
            " vorig jaar|prima]."
        ),
        "[helaas|ter info:] {item} [komt|is klaar|vertrekt] [pas|uiterlijk] {day}.",
        "er zit {amount} verschil tussen [bestelling|pakbon] {ref} en [onze boeking|het contract].",
        "[inkoop|juridisch|kwaliteit] wil [nog een wijziging|twee kopieën] van {item} voor {ref}.",
        "revisie {n} van {ref} [vervangt|verschilt van] die [in de map|van {month}].",
    ),
    questions=(
        "[Kun je|Kunt u|Graag] [bevestigen|controleren|nakijken] of {ref} ook {item} [omvat|bevat]?",
        "Wie [gaat naar|regelt] {place} tot {day}?",
        "Is {item} [al besteld|begroot|nog nodig] of [wachten we|gaan we door] tot {day}?",
        "Wat [kost|zou kosten] een tweede {item}, [ongeveer|meer of minder dan] {amount}?",
    ),
    answers=(
        "[ja, dat is goed|akkoord|prima]: {item} vertrekt {day}, [lading {n}|onder {ref}].",
        "[nagekeken|volgens de werkplaats]: {ref} is in {month} [gebouwd|getest] en [weegt {n} kg|telt {n} posten].",
        "[helaas niet|dat is niet genoeg], [onze prijs|de lijst] stopt bij {place}, zonder {item}.",
        "net met [de leverancier|de planning] gesproken, zij [noemen|beloven] {day}.",
        "[goed gezien|bedankt|klopt]: post {n} moet {amount} zijn, ik [pas|corrigeer] {ref} vandaag aan.",
    ),
    asides=(
        "[Let op|Denk eraan]: de [kraan|poort] in {place} kan maar {n} ton.",
        "[Foto's|Schetsen] staan in map {ref}.",
        "[De aanbetaling|Het restant] van {amount} volgt in {month}.",
    ),
    closings=(
        "[Bel me|Laat het weten] als iets onduidelijk is.",
        "Meer op {day}.",
        "[Bedankt|Dank je wel|Alvast bedankt] voor [de hulp|punt {n}].",
        "Geen haast, {day} is goed.",
    ),
    farewells=("Met vriendelijke groet", "Vriendelijke groeten", "Groeten", "Groet", "Hartelijke groet"),
    file_notes=(
        "[bijgaand|hierbij|zoals beloofd] {item} [voor {ref}|in de laatste versie].",
        "{item} zit in de bijlage, graag reactie voor {day}.",
    ),
    link_notes=("[De tekeningen|De foto's] staan hier: {link}", "Zie {link} voor [het blad|de rest]."),
    link_lures=(
        (
            "[Goedendag|Hallo|Goedemorgen]! [Gelieve|Wilt u] [het document|de papieren|alle informatie]"
            " [bekijken|controleren] via [deze link|de link hieronder]: {link}"
        ),
        (
            "[Ik stuur u|Hierbij stuur ik] [het gevraagde|het nodige|een belangrijk] [bestand|document] [nogmaals|over"
            " ons gesprek] {link}"
        ),
        "{link} [dit bedoelde ik|de verbeterde versie|graag antwoord]",
    ),
    file_lures=(
        (
            "[Goedendag|Hallo], [gelieve|graag] [het bijgevoegde bestand|de bijlage|het document in bijlage] te"
            " [bekijken|controleren] en te [antwoorden|bevestigen]."
        ),
        (
            "[Alle details|De gegevens|De voorwaarden] [staan|vindt u] in [de bijlage|het bijgevoegde document], [ik"
            " wacht op antwoord|graag snel reactie]."
        ),
    ),
    passwords=("[wachtwoord|Wachtwoord|code]: {password}", "Het wachtwoord is {password}"),
    bank_changes=(
        (
            "[let op|wij delen mee]: onze [bankgegevens zijn|bankrekening is] gewijzigd. [Voortaan|Voor {ref}] [graag"
            " betalen|overmaken] op IBAN {iban}, BIC {bic}. [Graag bevestigen|Stuur het betaalbewijs]."
        ),
    ),
    warnings=(
        "Heb jij dit echt gestuurd? [Ik heb het niet geopend|De link is vreemd].",
        (
            "[Open|Negeer|Verwijder] mijn laatste mail [niet, die|, die] was niet van mij. [Mijn account is gehackt|IT"
            " kijkt ernaar]."
        ),
    ),
    absence=(
        "Automatisch antwoord: {subject}",
        ("Ik ben afwezig tot {day}. Neem bij spoed contact op met de receptie.",),
    ),
    accepted="Geaccepteerd: {subject}",
    newsletter=("[Nieuws|Aanbiedingen] voor {month}", "Nieuw: {item}", "Schrijf u in voor {place} voor {day}."),
    labels=("Van:", "Verzonden:", "Aan:", "CC:", "Onderwerp:"),
    attribution="Op {date} schreef {who}:",
    reply_prefix="RE: ",
    forward_prefix="FW: ",
    phone_line="Verstuurd vanaf mijn iPhone",
)
