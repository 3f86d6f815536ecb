"""Portuguese phrases."""

from .book import Book

PORTUGUESE = Book(
    code="pt",
    items=(
        "corpo da bomba",
        "quadro elétrico",
        "contrato de arrendamento",
        "lista de peças",
        "relatório de ensaio",
        "permutador",
        "impressora de etiquetas",
        "plano de formação",
        "contrato de assistência",
        "bloco de válvulas",
        "filme de embalagem",
        "processo aduaneiro",
    ),
    places=("Porto", "Braga", "Aveiro", "Setúbal", "Leiria", "Évora", "Sines", "Viseu"),
    days=("segunda", "terça de manhã", "quarta", "quinta", "sexta", "a próxima semana", "o fim do mês", "amanhã"),
    months=(
        "janeiro",
        "fevereiro",
        "março",
        "abril",
        "maio",
        "junho",
        "julho",
        "agosto",
        "setembro",
        "outubro",
        "novembro",
        "dezembro",
    ),
    weekdays=("segunda-feira", "terça-feira", "quarta-feira", "quinta-feira", "sexta-feira", "sábado", "domingo"),
    subjects=(
        "{item} {place}",
        "Encomenda {ref}",
        "Ata {item}",
        "Pergunta sobre {item}",
        "Proposta {ref} {place}",
        "Plano {place}",
        "Reclamação {ref}",
        "Números {month}",
        "Fatura {ref}",
        "Entrega {item}",
    ),
    hellos=("Olá {name},", "Bom dia {name},", "Caro {name},", "Boa tarde,", "{name},"),
    statements=(
        "[verificámos|revi|a equipa verificou] {item} {ref} e há {n} [pontos em aberto|diferenças].",
        "[o cliente de|o nosso contacto em] {place} [pede|precisa de|pergunta por] {item} para {day}.",
        "[depois da chamada de ontem|como combinado] [anotei|reuni] [os números|as datas|o que falta] para {place}.",
        (
            "[o fornecedor|a transportadora|o banco] [cobra|pede] {amount} por {item}, [é caro|mais do que no ano"
            " passado|está bem]."
        ),
        "[infelizmente|para informação,] {item} [chega|sai|fica pronto] {day}, [não antes|o mais tardar].",
        "há {amount} de diferença entre [a encomenda|a guia] {ref} e [o contrato|os nossos livros].",
        "a revisão {n} de {ref} [substitui|difere de] a [da pasta|de {month}].",
    ),
    questions=(
        "[Podes|Pode] [confirmar|verificar] se {ref} inclui {item}?",
        "Quem [vai a|trata de] {place} até {day}?",
        "{item} [já foi encomendado|está no orçamento] ou [esperamos|avançamos] até {day}?",
        "Quanto [custa|custaria] outro {item}, [cerca de|mais de] {amount}?",
    ),
    answers=(
        "[sim, está bem|de acordo|certo]: {item} sai {day}, [carga {n}|com {ref}].",
        "[verifiquei|segundo a oficina]: {ref} foi [construído|ensaiado] em {month} e [pesa {n} kg|tem {n} linhas].",
        "[não, lamento|não chega], [o nosso preço|a proposta] vai até {place}, sem {item}.",
        "acabei de falar com [o fornecedor|o planeamento], [dizem|prometem] {day}.",
        "[bem visto|obrigado|certo]: a linha {n} é {amount}, [corrijo|altero] {ref} hoje.",
    ),
    asides=(
        "[Atenção|Lembrem-se]: [a grua|o portão] em {place} aguenta {n} toneladas.",
        "[Fotos|Esboços] na pasta {ref}.",
        "[O sinal|O resto] de {amount} vence em {month}.",
    ),
    closings=(
        "[Liga-me|Avise] se algo não estiver claro.",
        "Mais {day}.",
        "[Obrigado|Muito obrigado] pela [ajuda|paciência].",
        "Sem pressa, {day} serve.",
    ),
    farewells=("Cumprimentos", "Melhores cumprimentos", "Atenciosamente", "Abraço", "Obrigado"),
    file_notes=(
        "[segue|em anexo|como prometido] {item} [de {ref}|na última versão].",
        "{item} em anexo, comentários até {day}.",
    ),
    link_notes=("[Os desenhos|As fotos] estão aqui: {link}", "Ver {link} para [a ficha|o resto]."),
    link_lures=(
        (
            "[Bom dia|Olá|Saudações]! [Por favor|Queira] [verificar|ver|ler] [o documento|os papéis|toda a informação]"
            " [neste link|no link abaixo|aqui]: {link}"
        ),
        (
            "[Envio|Remeto] [o ficheiro pedido|os documentos necessários|um documento importante] [mais uma vez|sobre a"
            " nossa conversa] {link}"
        ),
        "{link} [era isto que dizia|a versão corrigida|aguardo resposta]",
    ),
    file_lures=(
        (
            "[Bom dia|Olá], [por favor|queira] [ver|verificar] [o ficheiro anexo|o anexo|o documento em anexo] e"
            " [responder|confirmar]."
        ),
        (
            "[Todos os detalhes|Os dados|As condições] [estão|constam] no [documento|ficheiro] anexo, [aguardo"
            " resposta|responda depressa]."
        ),
    ),
    passwords=("[senha|Senha|palavra-passe|código]: {password}", "A senha é {password}"),
    bank_changes=(
        (
            "[informamos|queira notar] que [a nossa conta bancária mudou|os nossos dados bancários mudaram]. [A partir"
            " de agora|Para {ref}] [transfira|pague] para o IBAN {iban}, BIC {bic}. [Confirme por favor|Envie o"
            " comprovativo]."
        ),
    ),
    warnings=(
        "Enviaste mesmo isto? [Não abri|O link é estranho].",
        (
            "Por favor [não abram|ignorem|apaguem] o meu último email, não fui eu. [A minha conta foi pirateada|A"
            " informática está a ver]."
        ),
    ),
    absence=(
        "Resposta automática: {subject}",
        ("Estou fora do escritório até {day}. Em caso de urgência, contacte a receção.",),
    ),
    accepted="Aceite: {subject}",
    newsletter=("[Novidades|Ofertas] de {month}", "Novo: {item}", "Inscreva-se em {place} até {day}."),
    labels=("De:", "Enviada:", "Para:", "Cc:", "Assunto:"),
    attribution="Em {date}, {who} escreveu:",
    reply_prefix="RE: ",
    forward_prefix="FW: ",
    phone_line="Enviado do meu iPhone",
)
