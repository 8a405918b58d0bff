# invalid IP address syntax
clap-address = sintaxis de dirección IP no válida

# unexpected argument '{argument}' found
clap-argument = argumento inesperado '{ $argument }'

# too many characters in string
clap-characters = demasiados caracteres

# unrecognized subcommand '{command}'
clap-command = orden desconocida '{ $command }'

# COMMAND
clap-command-name = ORDEN

# Commands
clap-commands = Órdenes

# the argument '{argument}' cannot be used with {others}
clap-conflict = el argumento '{ $argument }' no se puede usar con { $others }

# [default: {values}]
clap-default = {""}[predeterminado: { $values }]

# invalid digit found in string
clap-digit = no es un número entero

# cannot parse integer from empty string
clap-empty = falta el número

# [env: {name}={value}]
clap-env = {""}[entorno: { $name }={ $value }]

# invalid value '{value}' for '{argument}'
clap-invalid-value = valor '{ $value }' no válido para '{ $argument }'

# [possible values: {values}]
clap-listed = {""}[valores posibles: { $values }]

# the following required arguments were not provided:
clap-missing = faltan estos argumentos obligatorios:

# For more information, try '--help'.
clap-more = Para más información, pruebe con '--help'.

# '{command}' requires a subcommand but one was not provided
clap-no-command = '{ $command }' requiere una orden y no se ha indicado ninguna

# equal sign is needed when assigning values to '{argument}'
clap-no-equals = hace falta un signo igual para dar un valor a '{ $argument }'

# a value is required for '{argument}' but none was supplied
clap-no-value = '{ $argument }' requiere un valor y no se ha indicado ninguno

# {expected} values required for '{argument}' but {actual} provided
clap-number = '{ $argument }' requiere { $expected } valores y se han indicado { $actual }

# possible values: {values}
clap-possible = valores posibles: { $values }

# {value} is not in {range}
clap-range = { $value } no está en el intervalo { $range }

# tip: similar: {names}
clap-similar = sugerencia: existen nombres parecidos: { $names }

# {least} values required by '{argument}'; only {actual} provided
clap-too-few = '{ $argument }' requiere al menos { $least } valores y se han indicado { $actual }

# unexpected value '{value}' for '{argument}' found; no more were expected
clap-too-many = valor inesperado '{ $value }' para '{ $argument }'; no se esperaban más

# the argument '{argument}' cannot be used multiple times
clap-twice = el argumento '{ $argument }' no se puede usar varias veces

# Possible values:
clap-values = Valores posibles:

# Batch
heading-batch = Lote

# Connection and output
heading-connection-and-output = Conexión y salida

# Credentials
heading-credentials = Credenciales

# File
heading-file = Fichero

# Required
heading-required = Obligatorias

# The same in all rows
heading-the-same-in-all-rows = Lo mismo en todas las filas

# Waiting
heading-waiting = Esperas

# Fetch all pages
help--all = Pedir todas las páginas

# Send rows that repeat a row of an earlier batch
help--allow-repeated = Enviar las filas que piden lo mismo que una fila de un lote anterior

# Also send calls that change something. They may be charged
help--allow-writes = Enviar también llamadas que cambian algo. Pueden tener coste

# Base URL of the API that the command calls, along with --token-url [default: the one of the document]
help--base-url = URL base de la API a la que llama la orden, junto con --token-url [predeterminado: la del documento]

# The id of the batch
help--batch = El identificador del lote

# The id of the batch [default: all that have such rows]
help-batch-review--batch = El identificador del lote [predeterminado: todos los que tienen filas así]

# The id of the batch [default: all unfinished ones]
help-batch-work--batch = El identificador del lote [predeterminado: cada lote sin terminar]

# The id of the batch [default: the unfinished one]
help-batch-status--batch = El identificador del lote [predeterminado: el que no ha terminado]

# The id of the batch [default: the unfinished one]
help-batch-resume--batch = El identificador del lote [predeterminado: el que no ha terminado]

# The id of the batch [default: the unfinished one]
help-batch-pause--batch = El identificador del lote [predeterminado: el que no ha terminado]

# File with the whole body, `-` for standard input; options override its values
help--body = Fichero con el cuerpo entero, `-` para la entrada estándar; las opciones tienen preferencia sobre él

# A column of the file for a name: `exposure=Balance`; may be repeated. The names are exposure (the amount that the customer owes), limit, until, and the API's names of currency, reference, name and the properties that identify a customer
help--column = Una columna del fichero para un nombre: `exposure=Saldo`; se puede repetir. Los nombres son exposure (lo que debe el cliente), limit, until, y los nombres de la API de currency, reference, name y de lo que distingue a los clientes

# The columns of a table or of CSV, by the names of the API's properties
help--columns = Las columnas de una tabla o de CSV, por los nombres de las propiedades de la API

# Credentials come from this command, which prints them as JSON
help--command = Las credenciales vienen de esta orden, que las escribe en JSON

# The number of requests in progress at the same time
help--concurrency = Cuántas peticiones están en curso al mismo tiempo

# Credentials come from this TOML file, with `client_id`, `client_secret`, `username` and `password`, which only its owner may read
help--credentials-file = Las credenciales vienen de este fichero TOML, con `client_id`, `client_secret`, `username` y `password`, que solo su propietario puede leer

# A file with one of client-id, client-secret, username and password; must be given four times
help--credentials-from = Un fichero con uno de client-id, client-secret, username y password; se indica cuatro veces

# Credentials come from the variables that begin with this prefix and end with `CLIENT_ID`, `CLIENT_SECRET`, `USERNAME` and `PASSWORD`
help--credentials-prefix = Las credenciales vienen de las variables que empiezan por este prefijo y terminan en `CLIENT_ID`, `CLIENT_SECRET`, `USERNAME` y `PASSWORD`

# The table of that file [default: default]
help--credentials-table = La tabla de ese fichero [predeterminado: default]

# Numbers have a decimal comma, and points between groups of three digits
help--decimal-comma = Los números tienen coma decimal, y puntos entre grupos de tres cifras

# The request was carried out (done); was not and will not be (rejected); or was not and must be sent (resend)
help--decision = La petición se llevó a cabo (done); no se llevó ni se llevará a cabo (rejected); o no se llevó a cabo y debe enviarse (resend)

# Play this document, OpenAPI 3.0 in JSON or YAML, instead of the embedded ones
help--document = Reproducir este documento, OpenAPI 3.0 en JSON o YAML, en lugar de los integrados

# Show the request and send nothing, not even a token request
help--dry-run = Mostrar la petición sin enviar nada, ni siquiera una petición de token

# Show the requests and send nothing
help-batch--dry-run = Mostrar las peticiones sin enviar nada

# Environment of the API, instead of both URLs: a name from the document's overlay
help--environment = Entorno de la API, en lugar de ambas URL: un nombre de los que añade el overlay del documento

# How often: 30s, 15m, 2h
help--every = Cada cuánto: 30s, 15m, 2h

# Run this command of the shell for the changes of each contract, which it gets as JSON on standard input
help--exec = Ejecutar esta orden del shell con los cambios de cada contrato, que recibe en JSON por la entrada estándar

# Print only failed calls and the summary
help--failed-only = Mostrar solo las llamadas con fallos, y el resumen

# Initial faults, in a TOML file; the sandbox's guide describes them
help--faults = Fallos iniciales, en un fichero TOML; la guía del sandbox los describe

# The cost of a request, for the estimate
help--fee = Lo que cuesta una petición, para la estimación

# The customers: CSV, JSON Lines or .xlsx. Other columns than those of --help are not read
help-portfolio-diff--file = Los clientes: CSV, JSON Lines o .xlsx. Las columnas que --help no nombra no se leen

# The rows: CSV, JSON Lines or .xlsx, with a column for each field
help--file = Las filas: CSV, JSON Lines o .xlsx, con una columna para cada campo

# The command that the rows are for
help--for = La orden a la que se destinan las filas

# Print the token on a terminal, too
help--force = Mostrar el token también en un terminal

# Replace a file that exists
help-portfolio-export--force = Sustituir un fichero que existe

# The format of the file
help--format = La forma del fichero

# The format on standard output
help-batch-export--format = La forma en la salida estándar

# A column that is not read; may be repeated
help--ignore = Una columna que no se lee; se puede repetir

# The journal of batches
help-profile-add--journal = El registro de los lotes

# The journal: a file, or postgres://USER@HOST/DATABASE for several machines [default: batches.db in the folder of CESCE_STATE_FILE]
help--journal = El registro: un fichero, o postgres://USER@HOST/DATABASE para varias máquinas [predeterminado: batches.db en la carpeta de CESCE_STATE_FILE]

# Print JSON
help--json = Mostrar JSON

# Write a report in the `JUnit` format
help--junit = Escribir un informe en formato `JUnit`

# Language of help, messages and tables [default: that of the profile, then that of the environment]
help--lang = Idioma de la ayuda, los mensajes y las tablas [predeterminado: el del perfil; si no, el del entorno]

# English
help--lang-is-en = Inglés

# Spanish
help--lang-is-es = Español

# Language of the explanations of error codes, such as `es` [default: that of the environment]
help--language = Idioma en que se explica un código de error, como `es` [predeterminado: el del entorno]

# Keep the rows in the journal and send nothing; `batch work` or `batch resume` sends them
help--load-only = Guardar las filas en el registro sin enviar nada: lo hace `batch work` o `batch resume`

# Send nothing if the estimated cost is higher than this
help--max-cost = No enviar nada si la estimación supera este importe

# The maximum number of pages for --all; if there are more, the exit code is 5
help--max-pages = Cuántas páginas obtiene --all como máximo; si hay más, el código de salida es 5

# The maximum number of requests of this process; `batch resume` continues
help--max-requests = Cuántas peticiones envía este proceso como máximo; `batch resume` continúa

# Behave by this model, instead of the embedded one; spec/README.md describes its format
help--model = Comportarse como indica este modelo, en lugar del integrado; spec/README.md describe su forma

# The maximum number of calls that may create something
help--most-creates = Cuántas llamadas que pueden crear algo se envían como máximo

# Base URL of the API of movements, if --base-url is given
help--movements-base-url = URL base de la API de movimientos, cuando se indica --base-url

# Only rows that need a person
help--needs-person = Solo las filas que requieren una persona

# Do not query movements, even if the account has them
help--no-movements = No pedir movimientos, aunque la cuenta pueda tenerlos

# Add metrics of the command to this file, for the textfile collector of Prometheus's node exporter
help--metrics-file = Añadir métricas de la orden a este fichero, para el recolector «textfile» del node exporter de Prometheus

# Request a new token, and do not keep it for later commands
help--no-token-cache = Pedir un token, y no guardarlo para órdenes posteriores

# The evidence for the decision
help-batch-resolve--note = Cómo lo sabe

# The reason
help--note = El motivo

# End a pause without a probe of the API
help--now = Terminar una pausa sin comprobar si la API funciona

# The minimum age of the batches, in days
help--older-than = Los lotes creados hace más de este número de días

# Query once and exit, for cron and timers
help--once = Consultar una sola vez, para cron y temporizadores

# Only calls with this text in their name, as in `/200-`; may be repeated
help--only = Solo las llamadas con este texto en su nombre, como `/200-`; se puede repetir

# Also show the origin of each setting: a flag, a variable, a line of the profile, the document, or a default
help--origin = De dónde viene cada ajuste: una opción, una variable, una línea del perfil, el documento o un valor predeterminado

# The file [default: the name of the batch with .html]
help-batch-report--out = El fichero [predeterminado: el nombre del lote con .html]

# The file, .csv or .jsonl [default: standard output]
help-batch-export--out = El fichero, .csv o .jsonl [predeterminado: la salida estándar]

# The file: .csv, .jsonl, .xlsx, .db or .sqlite [default: standard output, in the format of --output]
help-portfolio-export--out = El fichero: .csv, .jsonl, .xlsx, .db o .sqlite [predeterminado: la salida estándar, según --output]

# Write a new file, .csv, .jsonl or .xlsx; in a workbook the columns of texts have the format Text
help-batch-template--out = Escribir un fichero nuevo, .csv, .jsonl o .xlsx; en un libro de Excel las columnas de textos tienen el formato Texto

# Write a page for each command into this folder, which is created if necessary [default: the first page, on standard output]
help-man--out = Escribir una página por orden en esta carpeta, que se crea si no existe [predeterminado: la primera página, en la salida estándar]

# The number of consecutive unknown outcomes after which sending pauses [default: 3]
help--outage-after = Tras cuántos resultados desconocidos seguidos se pausa el envío [predeterminado: 3]

# How results are printed
help--output = Cómo se muestran los resultados

# For spreadsheets: RFC 4180, with a header
help--output-is-csv = Para hojas de cálculo: RFC 4180, con una cabecera

# For programs: a JSON object about the call, successful or not, with status, transaction id, rows, body and error; its schema is docs/envelope.schema.json
help--output-is-envelope = Para programas: un objeto JSON sobre la llamada, sea cual sea el resultado, con el estado, el identificador de transacción, las filas, el cuerpo y el error; su forma está en docs/envelope.schema.json

# For programs: the response as JSON, every number as the API wrote it
help--output-is-json = Para programas: la respuesta en JSON, con cada número como lo escribió la API

# For programs: one JSON object per line, for each row
help--output-is-jsonl = Para programas: un objeto JSON por fila y línea

# For people: a table that fits the terminal
help--output-is-table = Para personas: una tabla que cabe en el terminal

# Port; 0 lets the system choose
help--port = Puerto; con 0 lo elige el sistema

# Compare the rows with those that the contracts already have; this queries the API
help--portfolio = Comparar las filas con lo que los contratos ya tienen; consulta la API

# Use the settings of this profile; see `classifications profile` [default: the one that `profile use` chose]
help--profile = Usar los ajustes de este perfil; véase `classifications profile` [predeterminado: el que eligió `profile use`]

# How progress is shown, on standard error
help--progress = Cómo se muestra el avance, en la salida de error

# A bar on a terminal, lines elsewhere
help--progress-is-auto = Una barra en un terminal, líneas en los demás casos

# A bar
help--progress-is-bar = Una barra

# A JSON object each second
help--progress-is-json = Un objeto JSON cada segundo

# A line every few seconds
help--progress-is-lines = Una línea cada pocos segundos

# None
help--progress-is-none = Ninguno

# Do not print the summary of the request on standard error
help--quiet = No anunciar en la salida de error lo que se va a enviar

# Do not print the summary of the request on standard error: profile, environment, contract and amounts. With --output json or jsonl it is printed only with --dry-run
help--quiet-long = No anunciar en la salida de error lo que se va a enviar: perfil, entorno, contrato e importes. Con --output json o jsonl solo se anuncia con --dry-run

# The maximum rate of requests of all machines: 5/s, 100/m or 2000/h; `none` for no limit [default: that of the journal]
help--rate = Cuántas peticiones se envían, entre todas las máquinas: 5/s, 100/m o 2000/h; `none` para no limitarlas [predeterminado: lo que diga el registro]

# Keep requests and responses as drafts of cases in this folder, without private values
help--record = Guardar peticiones y respuestas como borradores de casos en esta carpeta, sin valores privados

# The column with your reference for each row, which the results repeat
help--reference = La columna con su propio nombre para una fila, por el que se vuelven a encontrar los resultados

# Replace the profile of this name
help--replace = Sustituir el perfil que tenga este nombre

# The timeout of a request [default: 120]
help--request-timeout = Cuánto puede durar una petición [predeterminado: 120]

# Send a row again without a decision, although it may have been carried out, if no query finds it
help--resend-not-found = Volver a enviar, sin preguntar, una fila que puede haberse llevado a cabo y que ninguna consulta encuentra

# The file for the results, .csv or .jsonl [default: the name of the batch with .results.csv]
help--results = El fichero de los resultados, .csv o .jsonl [predeterminado: el nombre del lote con .results.csv]

# Trust this certificate, in PEM format, in addition to those of the system
help--root-certificate = Confiar en este certificado, en formato PEM, además de en los del sistema

# Only this row
help-batch-evidence--row = Solo esta fila

# The row
help--row = La fila

# Use a running sandbox (`classifications sandbox`) with its own credentials, instead of any environment or URL
help--sandbox-url = Usar un sandbox en marcha (`classifications sandbox`) con sus propias credenciales, sean cuales sean el entorno y las URL

# A scope to request; may be repeated [default: the scopes of the first operation of the document that only reads]
help--scopes = Un ámbito (scope) que se pide; se puede repetir [predeterminado: los de la primera operación del documento que solo lee]

# The separator of CSV
help-batch-template--separator = El separador de CSV

# The separator of CSV [default: that of the first line]
help--separator = El separador de CSV [predeterminado: el que tiene la primera línea]

# How long the API may take to carry out a request without a response, until a query shows it [default: 60]
help--settle-time = Cuánto puede seguir la API con una petición perdida hasta que una consulta la muestre [predeterminado: 60]

# The sheet of a workbook [default: the first one]
help--sheet = La hoja de un libro de Excel [predeterminado: la primera]

# The shell
help--shell = El shell

# Only rows with a date on or after this day, such as 2026-01-15
help--since = Solo las filas con una fecha igual o posterior a este día, como 2026-01-15

# Send the valid rows of a file that has invalid ones
help--skip-invalid = Enviar las filas válidas de un fichero que tiene filas no válidas

# How long a claimed row may wait for its request [default: 30]
help--start-timeout = Cuánto puede esperar su petición una fila ya tomada [predeterminado: 30]

# The file in which failed token requests are remembered
help--state-file = El fichero en que se recuerdan las peticiones de token fallidas

# Exit with 2 for warnings, too
help--strict = Terminar con 2 también por avisos

# Use TLS with a certificate that is made at the start, and write the certificate to this file in PEM format. Clients trust it with --root-certificate
help--tls = Usar TLS, con un certificado creado al arrancar, y escribir ese certificado en este fichero en formato PEM. Quien llama confía en él con --root-certificate

# Count from this day on [default: today]
help--today = Contar desde este día [predeterminado: hoy]

# Token endpoint, along with --base-url [default: the one of the document]
help--token-url = Dirección de los tokens, junto con --base-url [predeterminado: la del documento]

# A value of all rows, by name: `countryCode=ES`; may be repeated
help--value = Un valor de todas las filas, por su nombre: `countryCode=ES`; se puede repetir

# A value for the query, by the name of its option; may be repeated
help-doctor--values = Un valor para la consulta, por el nombre de su opción; se puede repetir

# A value that replaces that of the cases, by the name of a parameter or property; may be repeated. Writes concern only rows that have all of these values
help-verify--values = Un valor en lugar del de los casos, por el nombre de un parámetro o de una propiedad; se puede repetir. En las filas que tienen todos estos valores se puede escribir

# The value of a parameter, by its name in the API or the name of the option; may be repeated
help-profile-add--values = El valor de un parámetro, por el nombre de la API o de la opción; se puede repetir

# Write all violations to this file, as CSV or JSON Lines by its extension (.csv, .jsonl)
help--violations = Escribir todas las incidencias en este fichero, en CSV o JSON Lines según su terminación (.csv, .jsonl)

# Wait for further batches
help--watch = Esperar más lotes

# Send the changes of each contract to this address, as JSON by POST: https, or http on loopback
help--webhook = Enviar los cambios de cada contrato a esta dirección, en JSON por POST: https, o http en esta máquina

# Show all columns of a table in their full width
help--wide = Mostrar todas las columnas de una tabla, cada una con todo su ancho

# The period in which cover ends: 60d, 8w
help--within = Cuántos días son pronto: 60d, 8w

# Send many requests from a file, each at most once, and resume after any interruption
help-batch = Enviar muchas peticiones desde un fichero, cada una como máximo una vez, y reanudar tras cualquier interrupción

# Write who requested what and when, with attempts, responses and decisions, as JSON Lines
help-batch-evidence = Escribir quién pidió qué y cuándo, con intentos, respuestas y decisiones, en JSON Lines

# Write the results of a batch
help-batch-export = Escribir los resultados de un lote

# Remove the personal data of finished batches; outcomes, codes and times are kept
help-batch-forget = Eliminar los datos personales de los lotes terminados; se conservan los resultados, los códigos y las fechas

# List all batches
help-batch-list = Listar todos los lotes

# Send many requests from a file, each at most once, and resume after any interruption. Each row is in a journal before its request leaves and after its outcome is known. A row that may have been carried out is never sent again without a decision
help-batch-long = Enviar muchas peticiones desde un fichero, cada una como máximo una vez, y reanudar tras cualquier interrupción. Cada fila está en un registro antes de que salga su petición y después de conocerse su resultado. Una fila que puede haberse llevado a cabo nunca se vuelve a enviar sin una decisión

# Pause a batch until a person ends the pause
help-batch-pause = Pausar un lote hasta que una persona termine la pausa

# Write a page about a batch: outcomes, amounts, rate, and rows that need a person
help-batch-report = Escribir una página sobre un lote: resultados, importes, ritmo y filas que requieren una persona

# Settle a row whose request may have been carried out
help-batch-resolve = Resolver una fila cuya petición puede haberse llevado a cabo

# Continue a batch
help-batch-resume = Continuar con un lote

# Show the rows that need a person, with all information about them
help-batch-review = Mostrar las filas que requieren una persona, con todo lo que se sabe de ellas

# Show the progress of a batch, its pause and its workers
help-batch-status = Mostrar el avance de un lote, su pausa y sus procesos

# Write an example of a file, with all columns, the required ones first
help-batch-template = Escribir un fichero de ejemplo, con todas las columnas: primero las obligatorias

# Work on batches, beside other machines with the same journal
help-batch-work = Trabajar en los lotes, junto a otras máquinas con el mismo registro

# Check a file of rows before it is sent
help-check = Comprobar un fichero de filas antes de enviarlo

# Check a file of rows before it is sent: tax numbers with their check characters, countries, currencies, amounts and terms, by the document and its overlay, and repeated rows. Nothing is sent. An unusual but possible value is a warning, which does not change the exit code
help-check-long = Comprobar un fichero de filas antes de enviarlo: números fiscales con sus caracteres de control, países, divisas, importes y plazos, según el documento y su overlay, y filas que piden lo mismo. No se envía nada. Lo que es inusual pero posible es un aviso, que no cambia el código de salida

# Print the completions of a shell
help-completions = Mostrar el autocompletado de un shell

# Print the completion script of a shell. The script runs this program, so that the values are those of the document and of this machine
help-completions-long = Mostrar el autocompletado de un shell. Pregunta a este programa, de modo que los valores son los del documento y los de esta máquina

# Show the configuration
help-config = Mostrar la configuración

# Show every setting in effect, and secrets as fingerprints
help-config-show = Mostrar todos los ajustes en vigor, y los secretos como huellas

# Show every setting in effect, and secrets as fingerprints. A fingerprint shows whether two secrets are equal, on this machine only. A command that gives credentials is run
help-config-show-long = Mostrar todos los ajustes en vigor, y los secretos como huellas. Una huella muestra si dos secretos son iguales, solo en esta máquina. Si las credenciales vienen de una orden, se ejecuta

# Play the commands against an embedded sandbox, offline
help-demo = Ejecutar las órdenes contra un sandbox integrado, sin conexión

# Check configuration, network, TLS, clock, credentials and one query
help-doctor = Comprobar configuración, red, TLS, reloj, credenciales y una consulta

# Check configuration, network, TLS, clock, credentials and one query. Nothing is changed, and refused credentials are not sent again. A check that depends on one that failed is skipped.
#
# Exit codes: 0 no check failed, 1 a check failed.
help-doctor-long =
    Comprobar configuración, red, TLS, reloj, credenciales y una consulta. No se cambia nada, y las credenciales rechazadas no se vuelven a enviar. Una comprobación que depende de otra que ha fallado se omite.

    Códigos de salida: 0 no falla ninguna comprobación, 1 falla alguna.

# List the exit codes
help-exit-codes = Listar los códigos de salida

# Check the credentials by requesting a token
help-login = Comprobar las credenciales pidiendo un token

# Check the credentials by requesting a token, and show the granted scopes and the lifetime of the token. Only the token is stored, unless --no-token-cache is given. Refused credentials are not sent again
help-login-long = Comprobar las credenciales pidiendo un token, y mostrar los ámbitos concedidos y cuánto tiempo es válido el token. Solo se guarda el token, salvo con --no-token-cache. Las credenciales rechazadas no se vuelven a enviar

# Print or write man pages
help-man = Mostrar o escribir páginas de manual

# Export, compare and watch the classifications of contracts
help-portfolio = Exportar, comparar y vigilar las clasificaciones de los contratos

# Compare with the customers of an ERP system
help-portfolio-diff = Comparar con los clientes de un ERP

# Compare with the customers of an ERP system.
#
# Finds customers without cover, over their limit or with another limit, limits that are not used, and cover that ends soon. Amounts in another currency are reported and never converted
help-portfolio-diff-long =
    Comparar con los clientes de un ERP.

    Encuentra clientes sin cobertura, por encima de su límite o con otro límite, límites que no se usan y coberturas que terminan pronto. Los importes en otra divisa se señalan y nunca se convierten

# List cover that ends soon, or has ended
help-portfolio-expiring = Listar las coberturas que terminan pronto o ya han terminado

# List cover that ends soon, or has ended.
help-portfolio-expiring-long = Listar las coberturas que terminan pronto o ya han terminado.

# Write all classifications to a file, or print them
help-portfolio-export = Escribir todas las clasificaciones en un fichero, o mostrarlas

# Write all classifications to a file, or print them.
help-portfolio-export-long = Escribir todas las clasificaciones en un fichero, o mostrarlas.

# Export, compare and watch the classifications of contracts. Every command only reads. Amounts are printed with a decimal point, and dates as 2026-01-15
help-portfolio-long = Exportar, comparar y vigilar las clasificaciones de los contratos. Todas estas órdenes solo leen. Los importes se muestran con punto decimal, y las fechas como 2026-01-15

# List studies in process, and premiums that await a decision
help-portfolio-pending = Listar los estudios en curso y las primas pendientes de decisión

# List studies in process, and premiums that await a decision.
help-portfolio-pending-long = Listar los estudios en curso y las primas pendientes de decisión.

# Report what changes
help-portfolio-watch = Informar de lo que cambia

# Report what changes.
#
# The first query remembers everything and reports nothing. A change is reported at least once: it counts as reported when the command or the webhook has succeeded, and is reported again otherwise, also after a restart. Movements cover two days: after 36 hours without a complete query, `overdue` is reported
help-portfolio-watch-long =
    Informar de lo que cambia.

    La primera consulta lo recuerda todo y no informa de nada. Un cambio se comunica al menos una vez: cuenta como comunicado cuando la orden o el webhook ha terminado bien, y en otro caso se vuelve a comunicar, también tras reiniciar. Los movimientos abarcan dos días: tras 36 horas sin una consulta correcta se comunica además un aviso

# List, choose, add and remove profiles
help-profile = Listar, elegir, añadir y eliminar perfiles

# Add a profile with the given options
help-profile-add = Añadir un perfil, con las opciones que se indican con él

# The name
help-profile-add--name = El nombre

# The profile
help-profile-use--name = El perfil

# List the profiles, with the default one, their servers and the sources of their credentials
help-profile-list = Listar los perfiles: cuál es el predeterminado, dónde está su API y de dónde vienen sus credenciales

# List, choose, add and remove profiles. A profile is a set of settings with a name in classifications.toml, in the folder of the configuration or at the path of CLASSIFICATIONS_CONFIG. It contains no secrets
help-profile-long = Listar, elegir, añadir y eliminar perfiles. Un perfil es un nombre para ajustes de classifications.toml, en la carpeta de configuración o donde indica CLASSIFICATIONS_CONFIG. No contiene ningún secreto

# Remove a profile
help-profile-remove = Eliminar un perfil

# Make a profile the default, which is used if neither `--profile` nor `CLASSIFICATIONS_PROFILE` is set
help-profile-use = Hacer predeterminado un perfil: se usa cuando ni `--profile` ni `CLASSIFICATIONS_PROFILE` nombran otro

# Run the sandbox on loopback until interrupted
help-sandbox = Poner en marcha el sandbox en esta máquina hasta que se interrumpa

# Print an access token, for another program
help-token = Mostrar un token de acceso, para otro programa

# Print an access token, for another program. A program that has the token can use the account until it expires. It is printed on a terminal only with --force
help-token-long = Mostrar un token de acceso, para otro programa. El programa que lo tiene puede usar la cuenta hasta que caduque: en un terminal solo se muestra con --force

# Compare a live server with the document and the cases. Without --allow-writes it only reads
help-verify = Comparar un servidor real con el documento y los casos. Sin --allow-writes, solo lee

# Compare a live server with the document and the cases. Without --allow-writes it only reads.
#
# Exit codes: 0 every call passed or was left out, 1 a call failed, 2 not all calls could be made.
help-verify-long =
    Comparar un servidor real con el documento y los casos. Sin --allow-writes, solo lee.

    Códigos de salida: 0 todas las llamadas son correctas o se han omitido, 1 una llamada ha fallado, 2 no se han podido hacer todas las llamadas.

# Show the profile and the account, without a request
help-whoami = Mostrar el perfil y la cuenta, sin ninguna petición

# Address to listen on. If it is not a loopback address, everyone who can reach it can use the sandbox
help-sandbox--address = Dirección en la que se escucha. Fuera de esta máquina, cualquiera que llegue a ella puede usar el sandbox

# A,B
value-a-b = A,B

# AMOUNT
value-amount = IMPORTE

# BOOLEAN
value-boolean = BOOLEANO

# CHARACTER
value-character = CARÁCTER

# COLUMN
value-column = COLUMNA

# COMMAND
value-command = ORDEN

# DATE
value-date = FECHA

# DATE-TIME
value-date-time = FECHA-HORA

# DAYS
value-days = DÍAS

# DIR
value-dir = CARPETA

# FILE
value-file = FICHERO

# FILE|URL
value-file-url = FICHERO|URL

# FOLDER
value-folder = CARPETA

# JSON
value-json = JSON

# N
value-n = N

# NAME
value-name = NOMBRE

# NAME=COLUMN
value-name-column = NOMBRE=COLUMNA

# NAME=FILE
value-name-file = NOMBRE=FICHERO

# NAME=VALUE
value-name-value = NOMBRE=VALOR

# NUMBER
value-number = NÚMERO

# PREFIX
value-prefix = PREFIJO

# SCOPE
value-scope = ÁMBITO

# SECONDS
value-seconds = SEGUNDOS

# TEXT
value-text = TEXTO

# TIME
value-time = DURACIÓN

# URL
value-url = URL

# VALUE
value-value = VALOR

# The profile
help-profile-remove--name = El perfil
