"""English phrases."""

from .book import Book

ENGLISH = Book(
    code="en",
    items=(
        "pump housing",
        "coating line",
        "control cabinet",
        "lease agreement",
        "spare parts list",
        "test report",
        "heat exchanger",
        "label printer",
        "warehouse roof",
        "training plan",
        "service contract",
        "valve block",
        "data migration",
        "cleaning rota",
        "packaging film",
        "customs form",
        "site visit",
        "audit file",
    ),
    places=("Leeds", "Cork", "Rotterdam", "Dover", "Aberdeen", "Hull", "Ghent", "Boston", "Bristol", "Malmo"),
    days=(
        "Monday",
        "Tuesday morning",
        "Wednesday",
        "Thursday",
        "Friday noon",
        "next week",
        "the end of the month",
        "tomorrow afternoon",
    ),
    months=(
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    weekdays=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    subjects=(
        "{item} {place}",
        "Order {ref}",
        "Minutes: {item}",
        "Question about the {item}",
        "{item}, status",
        "Offer {ref} for {place}",
        "Schedule {place}",
        "Complaint {ref}",
        "{month} figures {place}",
        "Open points {item}",
        "Invoice {ref}",
        "Delivery of the {item}",
        "Draft {item} {ref}",
    ),
    hellos=("Hi {name},", "Dear {name},", "Hello {name},", "Morning {name},", "{name},", "Good afternoon {name},"),
    statements=(
        "[we have checked|I went through|the team reviewed] the {item} [and found|with] {n} [open points|deviations].",
        (
            "[the customer in|our contact in|the agent in] {place} [would like|has asked for|needs] the {item}"
            " [by|before] {day}."
        ),
        (
            "[after yesterday's call|as discussed|following our meeting] I [put together|noted|updated] [what is"
            " missing|the figures|the dates] for {place}."
        ),
        (
            "[the supplier|the carrier|the bank] [quotes|charges|asks for] {amount} for the {item}, [which seems"
            " high|fair enough|more than last year]."
        ),
        (
            "[please note that|just so you know,|unfortunately] the {item} will [leave|arrive|be ready] [on|by] {day},"
            " [not before|at the latest]."
        ),
        (
            "there is a difference of {amount} between [order|delivery note|statement] {ref} and [our books|the"
            " contract|what was agreed]."
        ),
        "[legal|purchasing|quality] wants [another look at|changes in|two copies of] the {item} before we sign {ref}.",
        (
            "[the crew|our technician|the auditor] [was|has been] in {place} on {day} and [took pictures|measured"
            " everything|left a list of {n} items]."
        ),
        "revision {n} of {ref} [replaces|goes before|differs from] the one [you have|in the folder|from {month}].",
    ),
    questions=(
        "[Can you|Could you|Would you] [confirm|check|tell me] [whether|if] {ref} [covers|includes] the {item}?",
        "Who [goes to|takes care of|is in charge in] {place} [on|until] {day}?",
        (
            "[Is|Was] the {item} [already ordered|part of the budget|still needed] or [should we wait|do we go on]"
            " until {day}?"
        ),
        "What [would|does] a second {item} cost, [more or less than|about] {amount}?",
        "[May I|Shall we] [promise|tell] {place} [delivery|an answer|the papers] by {day}?",
    ),
    answers=(
        (
            "[yes, that works|agreed|fine with me]: the {item} goes out [on|by] {day} [with load {n}|under {ref}|as"
            " usual]."
        ),
        (
            "[I looked it up|workshop says|according to the file]: {ref} was [built|tested|booked] in {month} and [runs"
            " since|weighs {n} kg|has {n} positions]."
        ),
        (
            "[no, sorry|that is not enough|not quite], [our price|the list|the offer] stops at {place} and leaves out"
            " the {item}."
        ),
        (
            "[just talked to|spoke with|got hold of] [the supplier|the planners|their office], they"
            " [promise|plan|expect] {day}."
        ),
        (
            "[well spotted|thanks for the hint|right]: position {n} must read {amount}, [I correct|will change|am"
            " fixing] {ref} today."
        ),
        (
            "[let us take|I would prefer|better use] the [larger|standard|cheaper] one, {place} has had it for {n}"
            " years [without trouble|and is happy]."
        ),
    ),
    asides=(
        "[Mind|Remember|Careful:] the [gate|crane|lift] in {place} [takes|allows] {n} tonnes only.",
        "[Photos|Sketches|The readings] are in folder {ref}.",
        "[If nothing comes up|Weather permitting|As things stand], we are back from {place} on {day}.",
        (
            "[The retention|Down payment|The rest] of {amount} is due [after acceptance|in {month}|with the last"
            " delivery]."
        ),
    ),
    closings=(
        "[Call me|Give me a ring|Let me know] if [anything|a point] is unclear.",
        "More on {day}.",
        "[Thanks|Many thanks|Cheers] for [the quick help|your patience|item {n}].",
        "No rush, {day} is fine.",
        "I will [keep you posted|update the list|ask again] on {day}.",
    ),
    farewells=("Kind regards", "Best regards", "Regards", "Thanks", "Best", "Many thanks and regards"),
    file_notes=(
        "[please find|attached is|here is] the {item} [as promised|for {ref}|in its latest form].",
        "the {item} [is attached|comes with this mail], [have a look|comments welcome] by {day}.",
    ),
    link_notes=(
        "[The drawings|All pictures|The details] are here: {link}",
        "See {link} for [the data sheet|the rest].",
    ),
    link_lures=(
        (
            "[Good day|Hello|Greetings]! [Please|Kindly] [review|check|read] [the document|the papers|all the"
            " information] [by this link|via the link below|here]: {link}"
        ),
        (
            "[I am sending|Sending you|Forwarding] [the requested|the needed|an important]"
            " [file|documentation|paperwork] [one more time|regarding our talk|for your attention] {link}"
        ),
        (
            "[As agreed|Per your request|In addition to my last note], [everything you need|the required details] can"
            " be [found|downloaded|seen] [at|under|by] {link}"
        ),
        (
            "[The attached info|My reply|More information on the subject] [is|was put] [below|under the link]: {link}"
            " [Thank you|Waiting for your answer|Please confirm]."
        ),
        "{link} [have a look at this when you can|this is what I meant|the corrected version]",
    ),
    file_lures=(
        (
            "[Hello|Good day|Good morning], [please|kindly] [see|check|review] [the attached file|the"
            " attachment|attached document] [and reply|and let me know|and confirm receipt]."
        ),
        (
            "[All|The] [details|required data|terms] [are|were placed] in the [enclosed|attached] [document|file],"
            " [please take a look|answer as soon as possible|waiting for your word]."
        ),
        (
            "[In reply to your letter|With regard to the above|As I said before] [I attach|I have attached|please find]"
            " [the information|some data|the paperwork]."
        ),
        "[Take a look at|Here is|Attaching] [the corrected document|what you asked for|the missing annex].",
    ),
    passwords=(
        "[password|Password|archive password|The password is]: {password}",
        "[pass|code|key] {password}",
        "[Use|The file opens with] {password}",
    ),
    bank_changes=(
        (
            "[please note that|we inform you that|kindly be advised that] our [bank account|banking details|account]"
            " [has changed|is under audit|was moved to another bank]. [From now on|For all open invoices|For {ref}]"
            " [please pay|transfer|kindly remit] to IBAN {iban}, BIC {bic}. [Please confirm once done|Send me the"
            " payment slip|Confirm receipt of this message]."
        ),
        (
            "[before you release|regarding] [the payment|invoice {ref}|the transfer of {amount}]: [our account is"
            " blocked|we use a new account|the old account is closed]. The new [details|bank details] are {iban}"
            " ([BIC|SWIFT] {bic})."
        ),
    ),
    warnings=(
        "Did you really send this? [I did not open it|The link looks odd|It went to everybody].",
        (
            "[Please do not open|Ignore|Delete] my last mail, it was not from me. [My account was hacked|IT is looking"
            " into it]."
        ),
    ),
    absence=(
        "Automatic reply: {subject}",
        (
            "I am out of the office until {day} {month}. [In urgent cases call|Please contact] the switchboard.",
            "Thank you for your message. I am [away|travelling|on leave] and will answer after {day}.",
        ),
    ),
    accepted="Accepted: {subject}",
    newsletter=(
        "[News|Trends|Offers] for {month}",
        "[New|Now available]: {item}",
        "Register for our [webinar|open day] in {place} by {day}.",
    ),
    labels=("From:", "Sent:", "To:", "Cc:", "Subject:"),
    attribution="On {date}, {who} wrote:",
    reply_prefix="RE: ",
    forward_prefix="FW: ",
    phone_line="Sent from my iPhone",
)
