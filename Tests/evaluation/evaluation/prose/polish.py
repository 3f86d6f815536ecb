"""Polish phrases."""

from .book import Book

POLISH = Book(
    code="pl",
    items=(
        "korpus pompy",
        "szafa sterownicza",
        "umowa najmu",
        "lista części",
        "raport z badań",
        "wymiennik ciepła",
        "drukarka etykiet",
        "plan szkoleń",
        "umowa serwisowa",
        "blok zaworów",
        "folia do pakowania",
        "odprawa celna",
    ),
    places=("Gdańsk", "Poznań", "Kraków", "Opole", "Lublin", "Kielce", "Toruń", "Rzeszów", "Gliwice"),
    days=("poniedziałek", "wtorek rano", "środę", "czwartek", "piątek", "przyszły tydzień", "koniec miesiąca", "jutro"),
    months=(
        "styczeń",
        "luty",
        "marzec",
        "kwiecień",
        "maj",
        "czerwiec",
        "lipiec",
        "sierpień",
        "wrzesień",
        "październik",
        "listopad",
        "grudzień",
    ),
    weekdays=("poniedziałek", "wtorek", "środa", "czwartek", "piątek", "sobota", "niedziela"),
    subjects=(
        "{item} {place}",
        "Zamówienie {ref}",
        "Protokół {item}",
        "Pytanie: {item}",
        "Oferta {ref} {place}",
        "Harmonogram {place}",
        "Reklamacja {ref}",
        "Wyniki {month}",
        "Faktura {ref}",
        "Dostawa {item}",
    ),
    hellos=("Cześć {name},", "Dzień dobry {name},", "Witam,", "Dzień dobry,", "Hej {name},"),
    statements=(
        "[sprawdziliśmy|przejrzałem|zespół sprawdził] {item} {ref}, [są|znaleziono] {n} [uwag|niezgodności].",
        "[klient|nasz kontakt|przedstawiciel] ({place}) [prosi o|potrzebuje|pyta o] {item} na {day}.",
        "[po wczorajszej rozmowie|zgodnie z ustaleniami] [spisałem|zebrałem] [liczby|terminy|braki] dla: {place}.",
        "[dostawca|przewoźnik|bank] [żąda|podaje] {amount} za {item}, [to dużo|więcej niż rok temu|to w porządku].",
        "[niestety|dla informacji:] {item} [będzie|wyjedzie] [dopiero|najpóźniej] w {day}.",
        "jest różnica {amount} między [zamówieniem|dowodem dostawy] {ref} a [umową|naszą księgą].",
        "rewizja {n} dokumentu {ref} [zastępuje|różni się od] [poprzednią|tę z {month}].",
    ),
    questions=(
        "[Czy możesz|Proszę] [potwierdzić|sprawdzić], czy {ref} obejmuje {item}?",
        "Kto [jedzie|odpowiada]: {place}, na {day}?",
        "Czy {item} [jest już zamówione|jest w budżecie|jest potrzebne], czy [czekamy|działamy dalej] do: {day}?",
        "Ile kosztuje dodatkowo {item}, [około|więcej niż] {amount}?",
    ),
    answers=(
        "[tak, pasuje|zgoda|dobrze]: {item} wyjedzie w {day}, [ładunek {n}|pod {ref}].",
        "[sprawdziłem|według warsztatu]: {ref} [zbudowano|przebadano], {month}, [waży {n} kg|ma {n} pozycji].",
        "[niestety nie|to nie wystarczy], [nasza cena|oferta] kończy się na: {place}, bez {item}.",
        "właśnie rozmawiałem z [dostawcą|planistą], [podają|obiecują] {day}.",
        "[słusznie|dzięki|zgadza się]: pozycja {n} to {amount}, [poprawię|zmienię] {ref} dzisiaj.",
    ),
    asides=(
        "[Uwaga|Pamiętajcie]: [dźwig|brama] ({place}) ma limit {n} ton.",
        "[Zdjęcia|Szkice] są w folderze {ref}.",
        "[Zaliczka|Reszta] {amount} w: {month}.",
    ),
    closings=(
        "[Proszę dzwonić|Daj znać], jeśli coś jest niejasne.",
        "Więcej w {day}.",
        "[Dzięki|Dziękuję|Z góry dziękuję] za [pomoc|punkt {n}].",
        "Nie ma pośpiechu, {day} wystarczy.",
    ),
    farewells=("Pozdrawiam", "Z poważaniem", "Serdecznie pozdrawiam", "Pozdrowienia"),
    file_notes=(
        "[w załączniku|przesyłam|zgodnie z obietnicą] {item} [do {ref}|w ostatniej wersji].",
        "{item} w załączniku, proszę o uwagi na {day}.",
    ),
    link_notes=("[Rysunki|Zdjęcia] są tutaj: {link}", "Zobacz {link}, tam jest [karta|reszta]."),
    link_lures=(
        (
            "[Dzień dobry|Witam|Cześć]! [Proszę|Uprzejmie proszę] [sprawdzić|zobaczyć|przeczytać]"
            " [dokument|dokumenty|wszystkie informacje] [pod tym linkiem|pod linkiem poniżej|tutaj]: {link}"
        ),
        "[Przesyłam|Wysyłam] [potrzebny|wymagany|ważny] [plik|dokument] [jeszcze raz|w sprawie naszej rozmowy] {link}",
        "{link} [o to mi chodziło|wersja poprawiona|proszę o odpowiedź]",
    ),
    file_lures=(
        (
            "[Dzień dobry|Witam], [proszę|uprzejmie proszę] [zobaczyć|sprawdzić] [załączony plik|załącznik|dokument w"
            " załączniku] i [odpowiedzieć|potwierdzić]."
        ),
        (
            "[Wszystkie szczegóły|Dane|Warunki] [są|znajdują się] w [załączniku|załączonym dokumencie], [czekam na"
            " odpowiedź|proszę o szybką odpowiedź]."
        ),
    ),
    passwords=("[hasło|Hasło|kod]: {password}", "Hasło do archiwum to {password}"),
    bank_changes=(
        (
            "[informujemy|proszę zauważyć], że [zmienił się nasz rachunek bankowy|nasze konto bankowe uległo zmianie]."
            " [Od teraz|Za {ref}] prosimy o [przelew|wpłatę] na IBAN {iban}, BIC {bic}. [Proszę o potwierdzenie|Proszę"
            " przesłać dowód przelewu]."
        ),
    ),
    warnings=(
        "Czy to naprawdę Ty wysłałeś? [Nie otwierałem|Link wygląda dziwnie].",
        (
            "Proszę [nie otwierać|zignorować|usunąć] mojej ostatniej wiadomości, to nie ja ją wysłałem. [Włamano się na"
            " moje konto|Informatycy to sprawdzają]."
        ),
    ),
    absence=(
        "Automatyczna odpowiedź: {subject}",
        ("Jestem poza biurem, wracam w {day}. W pilnych sprawach proszę dzwonić do centrali.",),
    ),
    accepted="Zaakceptowano: {subject}",
    newsletter=("[Nowości|Oferty]: {month}", "Nowość: {item}", "Zapisy: {place}, do {day}."),
    labels=("Od:", "Wysłano:", "Do:", "DW:", "Temat:"),
    attribution="W dniu {date} {who} pisze:",
    reply_prefix="ODP: ",
    forward_prefix="PD: ",
    phone_line="Wysłane z iPhone'a",
)
