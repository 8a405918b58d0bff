# API at {base_url}, tokens at {token_url}
api-at = API en { $base_url }, tokens en { $token_url }

# the API responded with {words}
api-responded = la API respondió { $words }

# ask the insurer whether the application is registered for this API
ask-insurer = pregunte a la aseguradora si la aplicación está registrada para esta API

# {file}, line {line}
at-line = { $file }, línea { $line }

# --base-url (CESCE_BASE_URL) or --environment
base-options = --base-url (CESCE_BASE_URL) o --environment

# batch {batch} continues
batch-goes-on = el lote { $batch } continúa

# batch {command} sends {method}
batch-sends = batch { $command } envía { $method }

# requires `file`, which is missing
belongs-to-file = corresponde a `file`, que falta

# off
cache-off = desactivada

# the request was carried out: do not repeat it, query first
carried-out = la petición se llevó a cabo: no la repita, consulte antes

# the chain is trusted; the certificate expires in {days} days
certificate-expires = la cadena es de confianza; el certificado caduca dentro de { $days } días

# the chain is trusted
chain-trusted = la cadena es de confianza

# check the account and {credentials}, then wait{file}: more attempts may lock the account
check-account = compruebe la cuenta y { $credentials }, y después espere{ $file }: más intentos pueden bloquear la cuenta

# check {option} and the credentials
check-and-credentials = compruebe { $option } y las credenciales

# check the base URL in {option}, in particular its path
check-base-path = compruebe la URL base en { $option }: sobre todo, su ruta

# check the clock of this machine; if it is right, ask the operator of the server for a valid certificate
check-clock = compruebe el reloj de esta máquina; si es correcto, pida al operador del servidor un certificado válido

# check the URL of the token endpoint: --token-url (CESCE_TOKEN_URL) or --environment
check-token-url = compruebe la dirección de los tokens: --token-url (CESCE_TOKEN_URL) o --environment

# check {credentials}
check-credentials = compruebe { $credentials }

# failed
check-failed = fallo

# check the host {host} in {option}, and the name servers of this machine; behind a proxy set HTTPS_PROXY
check-host = compruebe el host { $host } en { $option } y los servidores de nombres de esta máquina; detrás de un proxy, defina HTTPS_PROXY

# check the host in {option}
check-host-in = compruebe el host en { $option }

# ok
check-ok = bien

# check host {host} and port {port} in {option}, and whether a firewall blocks the connection
check-port = compruebe el host { $host } y el puerto { $port } en { $option }, y si hay un cortafuegos entre medias

# check whether host and port of {option} use {scheme}, and the configuration of a proxy
check-scheme = compruebe { $option }: si el host y el puerto hablan { $scheme }, y lo que dice un proxy

# skipped
check-skipped = omitida

# check the path of the token URL in {option}
check-token-path = compruebe la ruta de la URL de los tokens en { $option }

# {count} of the checks failed
checks-failed = comprobaciones que han fallado: { $count }

# the client could not be set up
client-not-set-up = no se ha podido preparar el cliente

# the clock of this machine is {seconds} s ahead of the server's
clock-ahead = el reloj de esta máquina va { $seconds } s por delante del del servidor

# at most {seconds} s apart
clock-apart = { $seconds } s de diferencia como máximo

# the clock of this machine is {seconds} s behind the server's
clock-behind = el reloj de esta máquina va { $seconds } s por detrás del del servidor

# the configuration cannot be read
config-unread = no se puede leer la configuración

# the configuration cannot be written
config-unwritten = no se puede escribir la configuración

# every user may change the configuration; run: chmod o-w {file}
config-writable = cualquier usuario puede cambiar la configuración; ejecute: chmod o-w { $file }

# contains a line end or another control character
control-character = contiene un fin de línea u otro carácter de control

# correct the source that the profile names, see `classifications config show --origin`
correct-source = corrija el origen que indica el perfil; véase `classifications config show --origin`

# the command {program}
credentials-command = la orden { $program }

# the variables CESCE_*
credentials-environment = las variables CESCE_*

# the file {path}
credentials-file = el fichero { $path }

# files
credentials-files = ficheros

# the variables {prefix}*
credentials-prefix = las variables { $prefix }*

# the variables {names}
credentials-variables = las variables { $names }

# a page repeats an earlier cursor: the list may be incomplete
cursor-repeated = una página tiene un cursor que ya se ha usado: la lista puede estar incompleta

# absent
demo-absent = ausente

# neither the document nor its overlay has a command of this name
demo-no-command = ni el documento ni su overlay tienen una orden con este nombre

# there is no {reference}
demo-no-reference = no existe { $reference }

# {command}: no sample fits
demo-no-sample = { $command }: ningún ejemplo es válido

# The script has no valid step for these operations: one call each, with sample values
demo-samples = Ningún paso del guion corresponde a estas operaciones: una llamada a cada una, con valores de ejemplo

# unexpected: {name} is {found}, not {expected}
demo-unexpected = inesperado: { $name } es { $found }, no { $expected }

# ; did you mean `{known}`?
did-you-mean = ; ¿quería decir `{ $known }`?

# request
direction-request = petición

# response
direction-response = respuesta

# the embedded document cannot be used
document-unusable = el documento integrado no se puede usar

# done
done = hecho

# the exchange with the token endpoint broke off
endpoint-broken = el intercambio con la dirección de los tokens se interrumpió

# the token endpoint redirected ({status}), which is not followed; check the token URL
endpoint-redirected = la dirección de los tokens redirigió ({ $status }), lo que no se sigue; compruebe la URL de los tokens

# the token endpoint responded with {words}
endpoint-responded = la dirección de los tokens respondió { $words }

# the token endpoint gave no complete response within {time}
endpoint-timed-out = la dirección de los tokens no dio una respuesta completa en { $time }

# no connection to the token endpoint
endpoint-unreachable = no hay conexión con la dirección de los tokens

# the command '{command}' does not take '--output envelope', which is for calls of the API
envelope-refused = la orden '{ $command }' no admite '--output envelope', que es para llamadas a la API

# server's default {value}
fact-default = valor predeterminado del servidor { $value }

# example {value}
fact-example = ejemplo { $value }

# least number of items {value}
fact-fewest = mínimo de elementos { $value }

# format {value}
fact-format = formato { $value }

# greatest number of items {value}
fact-greatest = máximo de elementos { $value }

# at least {value}
fact-least = como mínimo { $value }

# less than {value}
fact-less = menos de { $value }

# longest length {value}
fact-longest = longitud máxima { $value }

# more than {value}
fact-more = más de { $value }

# at most {value}
fact-most = como máximo { $value }

# a multiple of {value}
fact-multiple = múltiplo de { $value }

# pattern {value}
fact-pattern = patrón { $value }

# shortest length {value}
fact-shortest = longitud mínima { $value }

# unit {value}
fact-unit = unidad { $value }

# because: {cause}
failure-because = porque: { $cause }

# error: {error}
failure-error = error: { $error }

# meaning: {meaning}
failure-meaning = significado: { $meaning }

# what to do: {remedy}
failure-remedy = qué hacer: { $remedy }

# transaction: {id} (for questions to the insurer)
failure-transaction = transacción: { $id } (para consultas a la aseguradora)

# the body is a page, which the document does not list
reason-page = el cuerpo es una página, que el documento no prevé

# the document does not list this status
reason-status = el documento no prevé este estado

# the body had not ended after {after}
reason-timed-out = el cuerpo no había terminado tras { $after }

# the body is larger than {limit} bytes
reason-too-large = el cuerpo supera { $limit } bytes

# the body broke off
reason-truncated = el cuerpo se ha interrumpido

# {file} (does not exist)
file-absent = { $file } (no existe)

# cannot use the file of {option}, {path}
file-unusable = no se puede usar el fichero de { $option }, { $path }

# all four values can be read from {source}
four-values = los cuatro valores se pueden leer de { $source }

# CESCE_CLIENT_ID, CESCE_CLIENT_SECRET, CESCE_USERNAME and CESCE_PASSWORD
four-variables = CESCE_CLIENT_ID, CESCE_CLIENT_SECRET, CESCE_USERNAME y CESCE_PASSWORD

# give the root certificate of the issuer with --root-certificate (CESCE_ROOT_CERTIFICATE); a proxy that decrypts TLS has its own
give-root = indique el certificado raíz del emisor con --root-certificate (CESCE_ROOT_CERTIFICATE); un proxy que lee TLS tiene el suyo propio

# has no `{name}`; it needs {names}
has-no = no tiene `{ $name }`; necesita { $names }

# {title} at the insurer CESCE, by the operations of its API
help-about = { $title } en la aseguradora CESCE, por las operaciones de su API

# Fetch all pages, starting with that of --{cursor}, and print their rows as one list. If the list ends early, the option to continue with is printed
help-all-pages = Pedir todas las páginas, desde la de --{ $cursor }. Las filas se muestran como una sola lista. Si termina antes, se muestra la opción que continúa

# File with the whole body, `-` for standard input; options override its values. {description}
help-body = Fichero con el cuerpo entero, `-` para la entrada estándar; las opciones tienen preferencia sobre él. { $description }

# Exit codes:
#   0  done
#   1  not sent or rejected
#   2  wrong usage or configuration, or values that do not fit the document
#   3  outcome unknown: the request may have been carried out (no response, 408, 499, 5xx, a redirect, or a success whose body is not the documented one), query before you repeat it
#   4  done, but the response was not received in full or not understood
#   5  there are more pages than --max-pages
#   6  a batch has finished, and rows of it need a person
#   7  a batch has not finished
help-codes =
    Códigos de salida:
      0  hecho
      1  no enviado o rechazado
      2  uso o configuración incorrectos, o valores que no se ajustan al documento
      3  resultado desconocido: la petición puede haberse llevado a cabo (sin respuesta, 408, 499, 5xx, una redirección, o un éxito cuyo cuerpo no es el documentado); consulte antes de repetirla
      4  hecho, pero la respuesta no se recibió entera o no se entendió
      5  hay más páginas que --max-pages
      6  un lote ha terminado, y algunas de sus filas requieren una persona
      7  un lote no ha terminado

# With --output json, jsonl or envelope an error is one line of JSON, the last one of standard error: {"error": {"kind", "message", "causes", "code", "meaning", "status", "transactionId", "mayBeRepeated", "remedy", "exitCode"}}. Unknown values are null. If mayBeRepeated is true, repeating the command carries out nothing twice and sends no refused password again. The kinds are those of calls (not_sent, rejected, outcome_unknown, not_understood) and usage, values, setup, incomplete (exit code 5), output, batch, portfolio and verify.
#
# NO_COLOR turns colours off.
help-errors =
    Con --output json, jsonl o envelope un error es una línea de JSON, la última de la salida de error: {"{"}"error": {"{"}"kind", "message", "causes", "code", "meaning", "status", "transactionId", "mayBeRepeated", "remedy", "exitCode"{"}"}{"}"}. Lo que no se sabe es null. mayBeRepeated indica que la misma orden no lleva a cabo nada dos veces, y que no vuelve a enviar una contraseña rechazada. Las clases son las de las llamadas (not_sent, rejected, outcome_unknown, not_understood) y usage, values, setup, incomplete (código de salida 5), output, batch, portfolio y verify. Claves y clases no dependen del idioma.

    NO_COLOR desactiva los colores.

# Only rows with a date on or after this day, such as 2026-01-15. The dates of a row are {dates}. Rows without a date are kept
help-since-dates = Solo las filas con una fecha igual o posterior a este día, como 2026-01-15. Las fechas son las de { $dates }. Una fila sin ninguna se conserva

# Credentials come from the environment: CESCE_CLIENT_ID, CESCE_CLIENT_SECRET, CESCE_USERNAME and
# CESCE_PASSWORD, or from the source that the profile names. With --sandbox-url none are needed. Failed token requests
# are remembered in CESCE_STATE_FILE (default: classifications/token-requests.json in XDG_STATE_HOME or
# ~/.local/state), so that a wrong password is sent at most 3 times in an hour, however often commands are
# started. Tokens are kept beside it, readable by you alone, unless --no-token-cache is given.
#
# Profiles are in classifications/classifications.toml in XDG_CONFIG_HOME or ~/.config, or in the file that
# CLASSIFICATIONS_CONFIG names. A flag comes before a variable, and a variable before the profile.
help-where-credentials =
    Las credenciales vienen del entorno: CESCE_CLIENT_ID, CESCE_CLIENT_SECRET, CESCE_USERNAME y
    CESCE_PASSWORD, o de donde indica el perfil. Con --sandbox-url no hacen falta. Las peticiones de token
    fallidas se recuerdan en CESCE_STATE_FILE (predeterminado: classifications/token-requests.json en
    XDG_STATE_HOME o ~/.local/state), de modo que una contraseña errónea se envía como máximo 3 veces por hora,
    por muchas órdenes que se ejecuten. Los tokens se guardan junto a ese fichero, y solo usted puede leerlos,
    salvo con --no-token-cache.

    Los perfiles están en classifications/classifications.toml en XDG_CONFIG_HOME o ~/.config, o en el fichero
    que nombra CLASSIFICATIONS_CONFIG. Una opción va antes que una variable, y una variable antes que el perfil.

# {host} is {addresses}
host-is = { $host } es { $addresses }

# is empty
is-empty = está vacío

# the file has {names}
it-has = el fichero tiene { $names }

# the file has none
it-has-none = el fichero no tiene ninguno

# boolean
kind-boolean = booleano

# integer
kind-integer = entero

# number
kind-number = número

# object
kind-object = objeto

# string
kind-string = texto

# client id
label-client-id = id de cliente

# credentials
label-credentials = credenciales

# environment
label-environment = entorno

# expires in seconds
label-expires = caduca en segundos

# granted scopes
label-granted-scopes = ámbitos concedidos

# profile
label-profile = perfil

# requested scopes
label-requested-scopes = ámbitos pedidos

# scopes
label-scopes = ámbitos

# token endpoint
label-token-endpoint = dirección de los tokens

# username
label-username = usuario

# list of {kind}
list-of = lista de { $kind }

# local sandbox, {url}
local-sandbox = sandbox local, { $url }

# all rows are printed as the server sent them: check them before you rely on the list
look-at-rows = se muestran todas las filas como las envió el servidor: revíselas antes de dar por cierto lo que falta

# it was damaged, so that its counters restart at 0
metrics-damaged = estaba dañado, y sus contadores empiezan de nuevo en 0

# it is a file of another program, which would be replaced; name a new file
metrics-foreign = es un fichero de otro programa, que se sustituiría; indique uno nuevo

# another process holds {file}
metrics-locked = otro proceso tiene bloqueado { $file }

# it is not a regular file
metrics-no-file = no es un fichero normal

# cannot write it: {error}
metrics-not-written = no se escribe: { $error }

# warning: metrics file {path}: {warning}
metrics-warning = aviso: fichero de métricas { $path }: { $warning }

# there are more than {pages} pages
more-pages = hay más de { $pages } páginas

# its name has no address
name-without-address = su nombre no tiene dirección

# {operation} needs no token
needs-none = { $operation } no necesita ninguno

# `{command}` needs --value NAME=VALUE: {error}
needs-value = `{ $command }` necesita --value NOMBRE=VALOR: { $error }

# no
no = no

# it has no address
no-address = no tiene dirección

# the API cannot be reached
no-api = no se puede llegar a la API

# there is no client
no-client = no hay cliente

# no complete response to {operation}
no-complete-response = no hay respuesta completa a { $operation }

# there is no folder for the configuration; name a file with {variable}
no-config-folder = no hay carpeta para la configuración; indique un fichero con { $variable }

# there is no connection
no-connection = no hay conexión

# no connection within {time}
no-connection-within = no hay conexión en { $time }

# there are no credentials
no-credentials = no hay credenciales

# there is no value `{name}` of credentials{suggestion}
no-credentials-value = no existe el valor `{ $name }` de las credenciales{ $suggestion }

# the response has no date
no-date = la respuesta no tiene fecha

# ; there is no default profile now
no-default-now = ; ahora no hay perfil predeterminado

# the token endpoint cannot be reached
no-endpoint = no se puede llegar a la dirección de los tokens

# is not an option of the rows of {command}
no-option-of-rows = no es una opción de las filas de { $command }

# there is no profile `{name}`; `profile add {name}` makes it
no-profile = no existe el perfil `{ $name }`; lo crea `profile add { $name }`

# there is no profile `{name}`: the file does not exist; `profile add {name}` makes it
no-profile-file = no existe el perfil `{ $name }`: el fichero no existe; lo crea `profile add { $name }`

# there is no response
no-response = no hay respuesta

# no result within {time}
no-result = no hay resultado en { $time }

# no row has {columns}
no-row-has = ninguna fila tiene { $columns }

# the document has no command that only reads
no-safe-command = el documento no tiene ninguna orden que solo lea

# the document has no operation that only reads
no-safe-operation = el documento no tiene ninguna operación que solo lea

# there is no token
no-token = no hay token

# no variable is set
no-variable = no hay ninguna variable definida

# `{key}` is not a table
not-a-table = `{ $key }` no es una tabla

# is not JSON: {reason}
not-json = no es JSON: { $reason }

# must be NAME=VALUE
not-named = debe tener la forma NOMBRE=VALOR

# request not sent: no token, because of the credentials
not-sent-credentials = petición no enviada: no hay token, por las credenciales

# request not sent: the deadline of the call has passed
not-sent-deadline = petición no enviada: ha vencido el plazo de la llamada

# request not sent: no token, because of the token endpoint
not-sent-endpoint = petición no enviada: no hay token, por la dirección de los tokens

# request not sent: an argument is missing or invalid
not-sent-invalid = petición no enviada: falta un argumento o no es válido

# request not sent: no connection to the server
not-sent-network = petición no enviada: no hay conexión con el servidor

# not shown: {names} (--wide shows all columns)
not-shown = no se muestran: { $names } (--wide muestra todas las columnas)

# invalid TOML: {reason}
not-toml = no es TOML: { $reason }

# response not understood: {status}
not-understood = respuesta no entendida: { $status }

# nothing was changed: the command may be repeated
nothing-changed = no se ha cambiado nada: la orden se puede repetir

# nothing found
nothing-found = no se ha encontrado nada

# nothing was sent: it is safe to try again
nothing-sent = no se ha enviado nada: se puede volver a intentar sin riesgo

# of credentials
of-credentials = de las credenciales

# of the document
of-document = del documento

# from each row
of-each-row = el de cada fila

# of `{key}`
of-key = de `{ $key }`

# of the profile `{name}`
of-profile = del perfil `{ $name }`

# those of every sandbox
of-sandbox = las de cualquier sandbox

# must have one of `exec`, `files`, `file` and `variables`
one-source = debe tener uno de `exec`, `files`, `file` y `variables`

# --{option} (or {variable})
option-or = --{ $option } (o { $variable })

# {user} does not take the option '--{option}'
option-refused = { $user } no admite la opción '--{ $option }'

# , or delete {file} once you know that the password is right
or-delete = , o elimine { $file } cuando sepa que la contraseña es correcta

# default
origin-default = valor predeterminado

# default-profile of the file
origin-default-profile = default-profile del fichero

# document
origin-document = documento

# environment
origin-environment = entorno

# flag --{option}
origin-flag = opción --{ $option }

# invalid
origin-invalid = no válido

# profile, line {line}
origin-line = perfil, línea { $line }

# not set
origin-not-set = sin definir

# base-url and token-url
origin-urls = base-url y token-url

# variable {name}
origin-variable = variable { $name }

# the pages before are printed; continue with {option}
pages-before = se muestran las páginas anteriores; { $option } continúa

# has a user name and a password in its URL, which do not belong in this file
password-in-url = tiene en su URL un usuario y una contraseña, que no deben estar en este fichero

# plain HTTP, which is only for this machine
plain-http = HTTP sin cifrar, que solo es para esta máquina

# profile {name} is in {file}; `--profile {name}` uses it, `profile use {name}` makes it the default
profile-added = el perfil { $name } está en { $file }; `--profile { $name }` lo usa, `profile use { $name }` lo hace predeterminado

# profile {name}; {text}
profile-and = perfil { $name }; { $text }

# the default profile of {file} is {name}
profile-default = el perfil predeterminado de { $file } es { $name }

# there already is a profile `{name}`; --replace replaces it
profile-exists = ya existe un perfil `{ $name }`; --replace lo sustituye

# `{name}` is not a name of a profile; use letters, digits, `-`, `_` and `.`
profile-name = `{ $name }` no es un nombre de perfil; use letras, cifras, `-`, `_` y `.`

# none
profile-none = ninguno

# profile {name} is removed from {file}
profile-removed = el perfil { $name } se ha eliminado de { $file }

# {step} for the API
proxy-api = { $step } para la API

# {step} for API and token endpoint
proxy-both = { $step } (API y tokens)

# {address}, which all connections go through
proxy-connected = { $address }, que es con quien se conecta

# none
proxy-none = ninguno

# {step} for the token endpoint
proxy-tokens = { $step } para la dirección de los tokens

# HTTPS_PROXY (or ALL_PROXY)
proxy-variables = HTTPS_PROXY (o ALL_PROXY)

# query the contract before you repeat this: a second request may cost a second study
query-first = consulte el contrato antes de repetir: una segunda petición puede costar un segundo estudio

# rejected with {words}
rejected-with = rechazado con { $words }

# ; ask the operator to renew it
renew = ; pida al operador que lo renueve

# the request could not be made
request-not-made = no se ha podido formar la petición

# {request} with {values}
request-with = { $request } con { $values }

# requests
requests = peticiones

# required in a body
required-in-body = obligatorio en un cuerpo

# the result could not be printed
result-not-printed = no se ha podido mostrar el resultado

# the request was carried out, but its result could not be printed
result-unseen = la petición se llevó a cabo, pero no se ha podido mostrar su resultado

# has a property that the document excludes
rule-additional = tiene una propiedad que el documento excluye

# is not one of {limit}
rule-enum = no es ninguno de { $limit }

# is not of the format {limit}
rule-format = no tiene el formato { $limit }

# has more items than {limit}
rule-max-items = tiene más de { $limit } elementos

# has more characters than {limit}
rule-max-length = tiene más de { $limit } caracteres

# is more than {limit}
rule-maximum = es mayor que { $limit }

# has fewer items than {limit}
rule-min-items = tiene menos de { $limit } elementos

# has fewer characters than {limit}
rule-min-length = tiene menos de { $limit } caracteres

# is less than {limit}
rule-minimum = es menor que { $limit }

# is missing; give it
rule-missing = falta; indíquelo

# is not a multiple of {limit}
rule-multiple = no es múltiplo de { $limit }

# does not match {limit}
rule-pattern = no se ajusta a { $limit }

# is only for responses
rule-read-only = es solo para respuestas

# is not of the type {limit}
rule-type = no es del tipo { $limit }

# has equal items
rule-unique = tiene elementos iguales

# is not a field of this operation
rule-unknown-field = no es un campo de esta operación

# Faults, clock and ledger:
sandbox-admin = Fallos, reloj y registro:

# with the collections {collections}
sandbox-collections = con las colecciones { $collections }

# Documentation, to try it:
sandbox-docs = Documentación, para probarlo:

# Ctrl-C ends it.
sandbox-end = Ctrl-C lo termina.

# A fault, the next call fails:
sandbox-fault = Un fallo, la próxima llamada falla:

# Not played by the model:
sandbox-not-played = Lo que el modelo no representa:

# the sandbox could not run
sandbox-not-run = no se ha podido poner en marcha el sandbox

# The sandbox plays {title} at {url}
sandbox-plays = El sandbox representa { $title } en { $url }

# Requests as they arrive:
sandbox-requests = Peticiones según llegan:

# A token:
sandbox-token = Un token:

# Token endpoint:
sandbox-tokens = Dirección de los tokens:

# Try, in another terminal:
sandbox-try = Pruebe, en otro terminal:

# see `classifications --help`
see-help = véase `classifications --help`

# see `classifications {command} --help`
see-help-of = véase `classifications { $command } --help`

# {command} sends {method}
sends = { $command } envía { $method }

# set
set = definido

# set the clock of this machine, by NTP for example: tokens and certificates are checked by it
set-clock = ponga en hora el reloj de esta máquina, por ejemplo con NTP: los tokens y los certificados se comprueban con él

# set, fingerprint {print}
set-fingerprint = definido, huella { $print }

# set CESCE_CLIENT_ID, CESCE_CLIENT_SECRET, CESCE_USERNAME and CESCE_PASSWORD
set-four = defina CESCE_CLIENT_ID, CESCE_CLIENT_SECRET, CESCE_USERNAME y CESCE_PASSWORD

# client
step-client = cliente

# clock
step-clock = reloj

# configuration
step-configuration = configuración

# connection
step-connection = conexión

# credentials
step-credentials = credenciales

# name
step-name = nombre

# network
step-network = red

# {step} of the API
step-of-api = { $step } de la API

# {step} of API and token endpoint
step-of-both = { $step } (API y tokens)

# {step} of the token endpoint
step-of-tokens = { $step } de la dirección de los tokens

# proxy
step-proxy = proxy

# query
step-query = consulta

# TLS
step-tls = TLS

# token
step-token = token

# {text} (error {code} of the system)
system-code = { $text } (error { $code } del sistema)

# the access is denied
system-denied = se deniega el acceso

# it exists already
system-exists = ya existe

# it is a folder
system-folder = es una carpeta

# the disk is full
system-full = el disco está lleno

# the address is in use
system-in-use = la dirección está en uso

# a part of the path is not a folder
system-no-folder = una parte de la ruta no es una carpeta

# it does not exist
system-not-found = no existe

# the connection is refused
system-refused = se rechaza la conexión

# the command '{command}'
the-command = la orden '{ $command }'

# those (the token endpoint lists none)
those-scopes = esos (la dirección de los tokens no los enumera)

# BATCH
title-batch = LOTE

# BY
title-by = POR

# CREDENTIALS
title-credentials = CREDENCIALES

# DEFAULT
title-default = PREDETERMINADO

# DONE
title-done = HECHAS

# ENVIRONMENT
title-environment = ENTORNO

# MADE
title-made = CREADO

# NEEDS PERSON
title-needs-person = REQUIEREN PERSONA

# OPEN
title-open = ABIERTAS

# OPERATION
title-operation = OPERACIÓN

# ORIGIN
title-origin = ORIGEN

# PROFILE
title-profile = PERFIL

# REJECTED
title-rejected = RECHAZADAS

# SETTING
title-setting = AJUSTE

# SOURCE
title-source = FUENTE

# TOTAL
title-total = TOTAL

# VALUE
title-value = VALOR

# must be a list: the command and its arguments, such as ["vault", "read"]
to-be-command = debe ser una lista: la orden y sus argumentos, como ["vault", "read"]

# must be true or false
to-be-flag = debe ser true o false

# must be table, json, jsonl, csv or envelope
to-be-form = debe ser table, json, jsonl, csv o envelope

# must be en or es
to-be-language = debe ser en o es

# must be the path of a file with a folder, such as ./NAME
to-be-path = debe ser la ruta de un fichero con su carpeta, como ./NOMBRE

# must be a string, in quotes
to-be-quoted = debe ser un texto, entre comillas

# must be a string
to-be-string = debe ser un texto

# must be a string or a list of strings
to-be-strings = debe ser un texto o una lista de textos

# must be a table
to-be-table = debe ser una tabla

# must be a name of capital letters, digits and `_`
to-be-variable = debe ser un nombre de mayúsculas, cifras y `_`

# the credentials could not be read
token-credentials = no se han podido leer las credenciales

# the credentials were refused, they are not sent again for {time} unless they change
token-credentials-refused = las credenciales se han rechazado; no se vuelven a enviar durante { $time } salvo que cambien

# the token endpoint gave no token
token-endpoint = la dirección de los tokens no ha dado ningún token

# the token endpoint gave no token, the password is not sent again for {time}
token-endpoint-blocked = la dirección de los tokens no ha dado ningún token; la contraseña no se vuelve a enviar durante { $time }

# requested for the scopes "{scopes}", granted for {granted}
token-granted = pedido para los ámbitos "{ $scopes }", concedido para { $granted }

# earlier token requests of this account failed, its password is not sent for {time}
token-held-back = fallaron peticiones de token anteriores de esta cuenta; su contraseña no se envía durante { $time }

# a token is a secret, and standard output is a terminal; redirect it to a program, or give --force
token-on-terminal = un token es un secreto, y la salida estándar es un terminal; diríjala a un programa, o indique --force

# --token-url (CESCE_TOKEN_URL) or --environment
token-options = --token-url (CESCE_TOKEN_URL) o --environment

# the token request was refused, it is not sent again for {time}
token-request-refused = la petición de token se ha rechazado; no se vuelve a enviar durante { $time }

# the scopes "{scopes}" were refused, they are not requested again for {time} unless the credentials change
token-scopes-refused = los ámbitos "{ $scopes }" se han rechazado; no se vuelven a pedir durante { $time } salvo que cambien las credenciales

# no token for the scopes "{scopes}" within {time}
token-timed-out = no hay token para los ámbitos "{ $scopes }" en { $time }

# warning: a program that has this token can use the account
token-warning = aviso: un programa que tenga este token puede usar la cuenta

# warning: a program that has this token can use the account for {seconds} s
token-warning-for = aviso: un programa que tenga este token puede usar la cuenta durante { $seconds } s

# the API refuses fresh tokens for the scopes "{scopes}", none is requested for {time}
tokens-refused = la API rechaza tokens recién emitidos para los ámbitos "{ $scopes }"; no se pide ninguno durante { $time }

# collector {host}: {error}
traces-collector = colector { $host }: { $error }

# the endpoint of the collector is not a URL with http or https
traces-endpoint = la dirección del colector no es una URL con http o https

# the collector did not accept the last ones within {seconds} s
traces-not-flushed = el colector no aceptó las últimas en { $seconds } s

# the variables OTEL_EXPORTER_OTLP_.. cannot be used together
traces-variables = las variables OTEL_EXPORTER_OTLP_.. no se pueden usar juntas

# warning: traces are not exported: {text}
traces-warning = aviso: no se exportan las trazas: { $text }

# unknown key `{name}`{of}{question}
unknown-key = clave desconocida `{ $name }`{ $of }{ $question }

# outcome unknown: {operation} may have been carried out, no response was received
unknown-no-response = resultado desconocido: { $operation } puede haberse llevado a cabo; no se ha recibido respuesta

# there is no profile `{name}`; {names}{suggestion}
unknown-profile = no existe el perfil `{ $name }`; { $names }{ $suggestion }

# outcome unknown: {operation} may have been carried out, the response is {response}
unknown-response = resultado desconocido: { $operation } puede haberse llevado a cabo; la respuesta es { $response }

# outcome unknown: {operation} may have been carried out, the response is not the documented one: {status}
unknown-undocumented = resultado desconocido: { $operation } puede haberse llevado a cabo; la respuesta no es la documentada: { $status }

# response not understood: {rows} of the rows do not match the document
unread-rows = respuesta no entendida: filas que no se pueden leer como indica el documento: { $rows }

# a value does not fit the document
value-unfit = un valor no se ajusta al documento

# {count} values do not fit the document
values-unfit = { $count } valores no se ajustan al documento

# the environment variable {name} contains a line end; remove it
variable-line-end = la variable de entorno { $name } contiene un fin de línea; elimínelo

# set: {names}
variables-set = variables definidas: { $names }

# {operation}: {direction} {part}: {rule}: {text} (document {document})
violation-of-message = { $operation }: { $direction } { $part }: { $rule }: { $text } (documento { $document })

# `{name}` would be a secret, which this file must not contain; name a source in `credentials`: `exec`, `files`, `file` or `variables`
would-be-secret = `{ $name }` sería un secreto, y este fichero no puede contener ninguno; indique una fuente en `credentials`: `exec`, `files`, `file` o `variables`

# {command} would send {method}
would-send = { $command } enviaría { $method }

# is not an amount that can be read in one way; write digits, such as 100000,00 or 100000.00
rule-amount = no es un importe que se pueda leer de una sola manera; escriba cifras, como 100000,00 o 100000.00

# is not a date; write it as 2026-01-15
rule-date = no es una fecha; escríbala como 2026-01-15

# is not a whole number; write digits only
rule-integer = no es un número entero; escriba solo cifras

# yes
yes = sí
