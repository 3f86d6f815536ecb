"""French phrases."""

from .book import Book

FRENCH = Book(
    code="fr",
    items=(
        "corps de pompe",
        "ligne de peinture",
        "armoire électrique",
        "bail",
        "liste de pièces",
        "rapport d'essai",
        "échangeur",
        "imprimante d'étiquettes",
        "toiture du hall",
        "plan de formation",
        "contrat de maintenance",
        "bloc vannes",
        "reprise de données",
        "film d'emballage",
        "dossier douanier",
        "visite de site",
    ),
    places=("Lyon", "Nantes", "Liège", "Metz", "Dijon", "Lille", "Genève", "Reims", "Namur", "Brest"),
    days=(
        "lundi",
        "mardi matin",
        "mercredi",
        "jeudi",
        "vendredi midi",
        "la semaine prochaine",
        "la fin du mois",
        "demain",
    ),
    months=(
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ),
    weekdays=("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    subjects=(
        "{item} {place}",
        "Commande {ref}",
        "Compte rendu {item}",
        "Question {item}",
        "Point sur {item}",
        "Offre {ref} pour {place}",
        "Planning {place}",
        "Réclamation {ref}",
        "Chiffres {month} {place}",
        "Facture {ref}",
        "Livraison {item}",
        "Projet {item} {ref}",
    ),
    hellos=("Bonjour {name},", "Bonjour,", "Cher {name},", "Salut {name},", "{name},"),
    statements=(
        "[nous avons|j'ai|l'équipe a] [vérifié|relu|contrôlé] {item} {ref} et trouvé {n} [écarts|points ouverts].",
        "[le client à|notre contact à|l'agence de] {place} [demande|souhaite|attend] {item} pour {day}.",
        (
            "[après l'appel d'hier|comme convenu|suite à notre réunion], j'ai [noté|rassemblé|mis à jour] [les"
            " chiffres|les dates|ce qui manque] pour {place}."
        ),
        (
            "[le fournisseur|le transporteur|la banque] [demande|facture|annonce] {amount} pour {item}, [c'est"
            " cher|plus que l'an dernier|c'est correct]."
        ),
        "[malheureusement|pour information,|à noter :] {item} [arrive|sera prêt|part] {day}, [pas avant|au plus tard].",
        "il y a {amount} d'écart entre [la commande|le bon|le relevé] {ref} et [nos livres|le contrat|l'accord].",
        "[les achats veulent|le juridique veut|la qualité veut] [revoir|modifier|deux copies de] {item} avant {ref}.",
        (
            "[les monteurs étaient|notre technicien était|l'auditeur était] à {place} {day} et [a tout mesuré|a pris"
            " des photos|laisse {n} remarques]."
        ),
        "la révision {n} de {ref} [remplace|diffère de|prime sur] celle [du dossier|de {month}].",
    ),
    questions=(
        "[Pouvez-vous|Peux-tu|Merci de] [confirmer|vérifier|me dire] si {ref} [comprend|couvre] {item} ?",
        "Qui [va à|s'occupe de|est responsable à] {place} [avant|jusqu'à] {day} ?",
        "{item} : [déjà commandé|dans le budget|encore utile] ou [attendons-nous|continuons-nous] {day} ?",
        "Combien [coûte|coûterait] {item} en plus, [environ|plus ou moins de] {amount} ?",
        "[Puis-je|Peut-on] promettre [la livraison|une réponse|les papiers] à {place} pour {day} ?",
    ),
    answers=(
        "[oui, c'est bon|d'accord|entendu] : {item} part {day}, [lot {n}|sous {ref}|comme d'habitude].",
        (
            "[j'ai vérifié|selon l'atelier|d'après le dossier] : {ref} a été [construit|testé|réservé] en {month} et"
            " [pèse {n} kg|compte {n} postes]."
        ),
        (
            "[non, désolé|cela ne suffit pas|pas tout à fait], [notre prix|la liste|l'offre] s'arrête à {place}, sans"
            " {item}."
        ),
        "je viens de parler avec [le fournisseur|le planning|leur bureau], ils [annoncent|promettent] {day}.",
        "[bien vu|merci du signalement|exact] : le poste {n} est à {amount}, je [corrige|modifie] {ref} aujourd'hui.",
        "[prenons|mieux vaut|je préfère] la version [simple|renforcée|standard], {place} l'a depuis {n} ans.",
    ),
    asides=(
        "[Attention|Rappel] : [la grue|le portail|le monte-charge] à {place} [supporte|accepte] {n} tonnes.",
        "[Photos|Croquis|Mesures] dans le dossier {ref}.",
        "[Sauf imprévu|Selon la météo], retour de {place} {day}.",
        "[La retenue|L'acompte|Le solde] de {amount} est dû [après réception|en {month}].",
    ),
    closings=(
        "[Appelez-moi|N'hésitez pas à m'appeler] si besoin.",
        "La suite {day}.",
        "[Merci|Merci beaucoup|Merci d'avance] pour [votre aide|votre patience|le point {n}].",
        "Rien d'urgent, {day} suffit.",
        "Je [vous tiens au courant|relance] {day}.",
    ),
    farewells=("Cordialement", "Bien cordialement", "Bonne journée", "Meilleures salutations", "À bientôt"),
    file_notes=(
        "[ci-joint|voici|comme promis,] {item} [pour {ref}|dans sa dernière version].",
        "{item} en pièce jointe, vos remarques avant {day}.",
    ),
    link_notes=("[Les plans|Les photos|Le reste] ici : {link}", "Voir {link} pour [la fiche|le détail]."),
    link_lures=(
        (
            "[Bonjour|Bonsoir|Salut] ! [Veuillez|Merci de] [consulter|vérifier|lire] [le document|les papiers|les"
            " informations] [par ce lien|sous le lien ci-dessous|ici] : {link}"
        ),
        (
            "[Je vous envoie|Je transmets|Voici] [le fichier demandé|les documents nécessaires|un document important]"
            " [encore une fois|suite à notre échange] {link}"
        ),
        "[Comme convenu|À votre demande], [tout le nécessaire|les détails] [se trouve|peut être téléchargé] ici {link}",
        "{link} [voici ce que je voulais dire|la version corrigée|merci de répondre]",
    ),
    file_lures=(
        (
            "[Bonjour|Salut|Bonsoir], [veuillez|merci de] [voir|vérifier|consulter] [le fichier joint|la pièce"
            " jointe|le document ci-joint] et [répondre|confirmer]."
        ),
        (
            "[Tous les détails|Les données|Les conditions] [sont|figurent] dans le [document|fichier] joint, [j'attends"
            " votre réponse|merci de répondre vite]."
        ),
        "[En réponse à votre lettre|Comme je disais], [ci-joint|je joins] [les informations|la version corrigée].",
    ),
    passwords=("[mot de passe|Mot de passe|code] : {password}", "Le mot de passe est {password}"),
    bank_changes=(
        (
            "[veuillez noter que|nous vous informons que] nos [coordonnées bancaires|références bancaires] ont changé."
            " [Désormais|Pour {ref}], [merci de virer|payez] sur le compte IBAN {iban}, BIC {bic}. [Merci de"
            " confirmer|Envoyez-moi l'avis de virement]."
        ),
        (
            "[avant le paiement de|concernant] [la facture {ref}|{amount}] : notre compte est [bloqué|clôturé], nouveau"
            " RIB : {iban} (BIC {bic})."
        ),
    ),
    warnings=(
        "Est-ce bien toi qui as envoyé cela ? [Je n'ai pas ouvert|Le lien est étrange].",
        (
            "Merci de [ne pas ouvrir|supprimer|ignorer] mon dernier message, il ne vient pas de moi. [Mon compte a été"
            " piraté|L'informatique s'en occupe]."
        ),
    ),
    absence=(
        "Réponse automatique : {subject}",
        (
            "Je suis absent jusqu'au {n} {month}. En cas d'urgence, contactez le standard.",
            "Merci pour votre message, je répondrai après {day}.",
        ),
    ),
    accepted="Accepté : {subject}",
    newsletter=(
        "[Actualités|Offres] de {month}",
        "Nouveau : {item}",
        "Inscription au [webinaire|salon] de {place} avant {day}.",
    ),
    labels=("De :", "Envoyé :", "À :", "Cc :", "Objet :"),
    attribution="Le {date}, {who} a écrit :",
    reply_prefix="RE: ",
    forward_prefix="TR: ",
    phone_line="Envoyé de mon iPhone",
)
