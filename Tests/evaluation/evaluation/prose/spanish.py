"""Spanish phrases."""

from .book import Book

SPANISH = Book(
    code="es",
    items=(
        "carcasa de bomba",
        "armario eléctrico",
        "contrato de alquiler",
        "lista de repuestos",
        "informe de ensayo",
        "intercambiador",
        "impresora de etiquetas",
        "plan de formación",
        "contrato de servicio",
        "bloque de válvulas",
        "film de embalaje",
        "trámite aduanero",
    ),
    places=("Bilbao", "Vigo", "Zaragoza", "Sevilla", "Gijón", "Murcia", "Burgos", "Lleida"),
    days=(
        "el lunes",
        "el martes",
        "el miércoles",
        "el jueves",
        "el viernes",
        "la próxima semana",
        "fin de mes",
        "mañana",
    ),
    months=(
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ),
    weekdays=("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
    subjects=(
        "{item} {place}",
        "Pedido {ref}",
        "Acta {item}",
        "Pregunta sobre {item}",
        "Oferta {ref} {place}",
        "Plan {place}",
        "Reclamación {ref}",
        "Cifras {month}",
        "Factura {ref}",
        "Entrega {item}",
    ),
    hellos=("Hola {name},", "Buenos días {name},", "Estimado {name},", "Buenas tardes,", "{name},"),
    statements=(
        "[hemos revisado|he comprobado|el equipo revisó] {item} {ref} y hay {n} [puntos abiertos|diferencias].",
        "[el cliente de|nuestro contacto en] {place} [pide|necesita|pregunta por] {item} para {day}.",
        (
            "[tras la llamada de ayer|como acordamos] he [apuntado|reunido] [las cifras|las fechas|lo que falta] para"
            " {place}."
        ),
        (
            "[el proveedor|el transportista|el banco] [cobra|pide] {amount} por {item}, [es caro|más que el año"
            " pasado|está bien]."
        ),
        "[por desgracia|para tu información,] {item} [llega|sale|estará listo] {day}, [no antes|como tarde].",
        "hay {amount} de diferencia entre [el pedido|el albarán] {ref} y [el contrato|nuestros libros].",
        "la revisión {n} de {ref} [sustituye|difiere de] la [de la carpeta|de {month}].",
    ),
    questions=(
        "[¿Puedes|¿Podría] [confirmar|comprobar] si {ref} incluye {item}?",
        "¿Quién [va a|se encarga de] {place} hasta {day}?",
        "¿{item} [ya está pedido|está en el presupuesto] o [esperamos|seguimos] hasta {day}?",
        "¿Cuánto [cuesta|costaría] otro {item}, [más o menos|unos] {amount}?",
    ),
    answers=(
        "[sí, está bien|de acuerdo|vale]: {item} sale {day}, [carga {n}|con {ref}].",
        "[lo he mirado|según el taller]: {ref} se [construyó|probó] en {month} y [pesa {n} kg|tiene {n} partidas].",
        "[no, lo siento|no basta], [nuestro precio|la oferta] llega hasta {place}, sin {item}.",
        "acabo de hablar con [el proveedor|planificación], [dicen|prometen] {day}.",
        "[bien visto|gracias|cierto]: la partida {n} es de {amount}, [corrijo|cambio] {ref} hoy.",
    ),
    asides=(
        "[Ojo|Recordad]: [la grúa|el portón] de {place} admite {n} toneladas.",
        "[Fotos|Croquis] en la carpeta {ref}.",
        "[El anticipo|El resto] de {amount} vence en {month}.",
    ),
    closings=(
        "[Llámame|Avísame] si algo no está claro.",
        "Más {day}.",
        "[Gracias|Muchas gracias] por [la ayuda|el punto {n}].",
        "Sin prisa, {day} vale.",
    ),
    farewells=("Saludos", "Un saludo", "Saludos cordiales", "Atentamente", "Un abrazo"),
    file_notes=(
        "[adjunto|aquí va|como prometí,] {item} [de {ref}|en su última versión].",
        "{item} va adjunto, comentarios antes de {day}.",
    ),
    link_notes=("[Los planos|Las fotos] están aquí: {link}", "Ver {link} para [la ficha|el resto]."),
    link_lures=(
        (
            "[Buenos días|Hola|Saludos] [.|!] [Por favor,|Le ruego que] [revise|vea|lea] [el documento|los papeles|toda"
            " la información] [en este enlace|en el enlace de abajo|aquí]: {link}"
        ),
        (
            "[Le envío|Le mando] [el archivo solicitado|los documentos necesarios|un documento importante] [otra"
            " vez|sobre nuestra conversación] {link}"
        ),
        "{link} [esto es lo que decía|la versión corregida|espero respuesta]",
    ),
    file_lures=(
        (
            "[Buenos días|Hola], [por favor,|le ruego que] [vea|revise] [el archivo adjunto|el adjunto|el documento"
            " adjunto] y [responda|confirme]."
        ),
        (
            "[Todos los detalles|Los datos|Las condiciones] [están|figuran] en el [documento|archivo] adjunto, [espero"
            " su respuesta|responda pronto]."
        ),
    ),
    passwords=("[contraseña|Contraseña|clave]: {password}", "La contraseña es {password}"),
    bank_changes=(
        (
            "[le informamos|tenga en cuenta] que [nuestra cuenta bancaria ha cambiado|nuestros datos bancarios han"
            " cambiado]. [A partir de ahora|Para {ref}] [transfiera|pague] a IBAN {iban}, BIC {bic}. [Confirme, por"
            " favor|Envíe el justificante]."
        ),
    ),
    warnings=(
        "¿De verdad has enviado esto? [No lo he abierto|El enlace es raro].",
        (
            "Por favor, [no abráis|ignorad|borrad] mi último correo, no era mío. [Me han hackeado la cuenta|Informática"
            " lo está mirando]."
        ),
    ),
    absence=(
        "Respuesta automática: {subject}",
        ("Estoy fuera de la oficina hasta {day}. Para urgencias, llame a centralita.",),
    ),
    accepted="Aceptada: {subject}",
    newsletter=("[Novedades|Ofertas] de {month}", "Nuevo: {item}", "Inscríbase en {place} antes de {day}."),
    labels=("De:", "Enviado el:", "Para:", "CC:", "Asunto:"),
    attribution="El {date}, {who} escribió:",
    reply_prefix="RE: ",
    forward_prefix="RV: ",
    phone_line="Enviado desde mi iPhone",
)
