# A contract; the option may be repeated
a-contract = Un contrato; la opción se puede repetir

#  and of 
and-of = {""} y de {""}

# changed
change-changed = cambiada

# gone
change-gone = desaparecida

# moved
change-moved = movida

# new
change-new = nueva

# no complete query for 36 hours
change-no-query = ninguna consulta completa desde hace 36 horas

# overdue
change-overdue = atrasada

# {column} differs from {name} of the request
check-echo = { $column } no es lo que la petición tiene en { $name }

# the error {code}
check-error = el error { $code }

# {other} of {rows} rows have a {column} that the query's {name} excludes
check-filter = { $other } de { $rows } filas no tienen { $column } como pide { $name } en la consulta

# the header {name} of the case is absent
check-header = falta la cabecera { $name } del caso

# the status is {status}, neither a success nor a rejection
check-neither = el estado es { $status }, ni un éxito ni un rechazo

# the body of the response cannot be read
check-no-body = no se puede leer el cuerpo de la respuesta

# the response does not repeat {column} of the request
check-no-echo = no se repite { $column } de la petición

# no error
check-no-error = ningún error

# the status is {status}
check-refused = el estado es { $status }

# the body reports {found}; the case has {expected}
check-reports = el cuerpo indica { $found }; el caso tiene { $expected }

# the requested row {key} is absent
check-row = falta la fila { $key } que se pide

# the status is {status}; the case has {expected}
check-status = el estado es { $status }; el del caso es { $expected }

# no response was read
check-unread = no se ha leído ninguna respuesta

# the command did not end within {seconds} s
exec-late = la orden no terminó en { $seconds } s

# its unknown collection is the user's
fit-address = la dirección desconocida que supone es la del usuario

# it may create something, and --most-creates allows only {count}
fit-creates = puede crear algo, y --most-creates es { $count }

# it would write to another collection than the user's
fit-elsewhere = escribiría donde no lo hace el usuario

# its state of the gateway cannot be set from outside
fit-gateway = el estado de la pasarela que supone no se puede alcanzar desde fuera

# its unknown row exists on this server
fit-known = la fila desconocida que supone existe aquí

# it does not fit the document: {reason}
fit-misfit = no corresponde al documento: { $reason }

# it requires values other than parameters
fit-more = necesita más que parámetros

# the document has no such operation
fit-no-operation = el documento no tiene esa operación

# it is not a valid HTTP request: {reason}
fit-no-request = no es una petición HTTP: { $reason }

# its response is not a valid HTTP response: {reason}
fit-no-response = no es una respuesta HTTP: { $reason }

# the user has no row with {state}
fit-no-row = el usuario no tiene ninguna fila con { $state }

# no token for it: {reason}
fit-no-token = no hay token para ella: { $reason }

# no value of {name} is given; give it with --value {name}=VALUE
fit-not-given = no se ha indicado un valor de { $name }; indíquelo con --value { $name }=VALOR

# it lacks a value of the path
fit-path = no tiene todos los valores de la ruta

# with the user's values it is no longer invalid
fit-right = con los valores del usuario ya no es incorrecta

# several rows have the user's values
fit-several = los valores del usuario corresponden a varias filas

# it may change something, and --allow-writes is not given
fit-writes = puede cambiar algo, y no se ha indicado --allow-writes

# give days or weeks: 60d, 8w
give-days = indique días o semanas: 60d, 8w

# give 100 years at most
give-years = indique 100 años como máximo

# give seconds, minutes, hours or days: 30s, 15m, 2h, 1d
give-time = indique segundos, minutos, horas o días: 30s, 15m, 2h, 1d

# give a time from 1s to 1d
give-time-to-day = indique un tiempo de 1s a 1d

# the base URL of movements is unknown, so that only the portfolio is watched; give it with --movements-base-url
movements-unknown = no se conoce la dirección de los movimientos: solo se vigila la cartera (--movements-base-url la indica)

# "{name}" or "{alias}"
name-or = "{ $name }" o "{ $alias }"

# {names}, or of {reference}
names-or = { $names }, o de { $reference }

# "{name}" is no name of a column: there are {names}
no-column-name = "{ $name }" no es el nombre de una columna: las hay { $names }

# no row of {file} identifies a customer: rows need values of {names}; --column NAME=COLUMN names a column of the file
no-customer = ninguna fila de { $file } nombra a un cliente: necesita valores de { $names }; --column NOMBRE=COLUMNA indica una columna del fichero

# no operation of the document lists a portfolio: the overlay has no x-portfolio
no-portfolio = ninguna operación del documento lista una cartera: el overlay no tiene x-portfolio

# the format of {file} is unknown
unknown-form = no se conoce la forma de { $file }

# {rows} of the rows of {file} cannot be compared:
rows-odd = { $rows } de las filas de { $file } no se pueden comparar:

# there is no folder for the state; give it with --state FOLDER
no-state-folder = no hay carpeta para el estado; indíquela con --state CARPETA

# {changes} not reported yet: {reason}
unreported = sin comunicar todavía { $changes }: { $reason }

# 1 change is
one-change = 1 cambio

# {count} changes are
changes = { $count } cambios

# add it to the overlay in spec/, as spec/README.md describes, and run `cargo xtask generate`
add-to-overlay = añádalo al overlay de spec/, como describe spec/README.md, y ejecute `cargo xtask generate`

# give a name that ends with .csv, .jsonl, .xlsx, .db or .sqlite
give-form = indique un nombre que termine en .csv, .jsonl, .xlsx, .db o .sqlite

# --column NAME=COLUMN names a column of the file
names-column = --column NOMBRE=COLUMNA nombra una columna del fichero

# the findings concern the other rows; correct these rows and compare again
findings-others = los hallazgos se refieren a las demás filas; corrija estas y vuelva a comparar

# nothing is lost: the next query reports the changes again
nothing-lost = no se pierde nada: la próxima consulta vuelve a comunicarlo

# granted without a valid day of expiry: {count}
granted-without-day = concedidas sin un día de vencimiento que se pueda leer: { $count }

# rows with an unknown situation are left out: {codes}
situation-unknown = se omiten las filas con una situación desconocida: { $codes }

# {file} has no exposure, so that limits are not compared with it
no-exposure = { $file } no tiene saldo (exposure): no se compara nada con los límites

# {amount} above the limit
detail-over-limit = { $amount } de exceso sobre el límite

# the customer owes nothing
detail-owes-nothing = el cliente no debe nada

# the customer is not in the file
detail-not-in-file = el cliente no está en el fichero

# covered: {limits}
detail-covered = cubierto: { $limits }

# {amount} without a currency
detail-no-currency = { $amount } sin divisa

# the situation {codes} is not known
detail-situation = la situación { $codes } es desconocida

# limit {known}, covered: {limits}
detail-limit-currency = límite { $known }, cubierto: { $limits }

# until {known}, now without a date
detail-until-none = hasta { $known }, ahora sin fecha

# the limit of {key} cannot be read: {text}
detail-unreadable = el límite de { $key } no se puede leer: { $text }

# {key} is granted without a limit
detail-no-limit = { $key } está concedida sin límite

# the amounts are too large to be added
detail-too-large = los importes son demasiado grandes para sumarlos

# in {days} days
detail-days-left = dentro de { $days } días

# in 1 day
detail-tomorrow = dentro de 1 día

# {days} days ago
detail-days-ago = hace { $days } días

# 1 day ago
detail-yesterday = hace 1 día

# no classification
detail-no-classification = sin clasificación

# a study is in process
detail-in-process = hay un estudio en curso

# granted, and not active
detail-inactive = concedida, y no activa

# denied or annulled
detail-denied = denegada o anulada

# no response of {url}: {reason}
verify-no-response = no hay respuesta de { $url }: { $reason }

# no token: {reason}
verify-no-token = no hay token: { $reason }

# no call has the text of --only in its name
verify-only = ninguna llamada tiene en su nombre el texto de --only

# the rows cannot be listed again: {reason}
verify-unlisted = las filas no se pueden volver a consultar: { $reason }

# the status is 429: the quota is used up
verify-used-up = el estado es 429: el plan está agotado

# warning: contract {contract}: the last complete query was at {time}; movements cover only two days
watch-gap = aviso: contrato { $contract }: la última consulta correcta fue a las { $time }; los movimientos solo abarcan dos días

# contract {contract}: {odd} rows cannot be read and {unknown} cannot be identified; no row is reported as gone
watch-odd = contrato { $contract }: hay { $odd } filas que no se pueden leer y { $unknown } que no se pueden distinguir; no se comunica la desaparición de ninguna fila

# contract {contract}: watching {count} classifications
watching = contrato { $contract }: se vigilan { $count } clasificaciones

# {amount}{currency} owed
owed = debe { $amount }{ $currency }

# {amount}{currency} covered
covered = { $amount }{ $currency } cubiertos

# FINDING
title-finding = HALLAZGO

# NAME
title-name = NOMBRE

# EXPOSURE
title-exposure = SALDO

# GRANTED
title-granted = CONCEDIDO

# CURRENCY
title-currency = DIVISA

# DETAIL
title-detail = DETALLE

# DIFFERENCE
title-difference = DIFERENCIA

# UNTIL
title-until = HASTA

# REFERENCE
title-reference = REFERENCIA

# KEYS
title-keys = CLAVES

# CONTRACT
title-contract = CONTRATO

# STANDING
title-standing = SITUACIÓN

# DAYS LEFT
title-days-left = DÍAS QUE QUEDAN

# the list may be incomplete: a page repeats an earlier cursor
list-incomplete = la lista puede estar incompleta: una página tiene un cursor que ya se ha usado

# the account has no movements, so that only the portfolio is watched
no-movements = la cuenta no tiene movimientos: solo se vigila la cartera

# `watch` prints lines or JSON Lines: --output table, json or jsonl
watch-forms = `watch` muestra líneas o JSON Lines: --output table, json o jsonl

# the address of --webhook {reason}
webhook-address = la dirección de --webhook { $reason }

# has no host
webhook-no-host = no tiene host

# must begin with https://, since it is not on this machine
webhook-no-tls = debe empezar por https://, pues sale de esta máquina

# is not a URL
webhook-no-url = no es una URL

# the webhook at {host} responds with {status}
webhook-status = el webhook de { $host } responde con { $status }

# the webhook at {host} cannot be reached: {reason}
webhook-unreached = no se puede llegar al webhook de { $host }: { $reason }

# the command cannot be started: {reason}
exec-unstarted = no se puede iniciar la orden: { $reason }

# the command failed: {status}
exec-failed = la orden ha fallado: { $status }

# the command cannot be waited for: {reason}
exec-unwaited = no se puede esperar a la orden: { $reason }

# warning: everyone who reaches {address} can use the sandbox, its credentials and its admin endpoints
sandbox-open = aviso: cualquiera que llegue a { $address } puede usar el sandbox, sus credenciales y sus direcciones de administración

# Value of {name} in all calls
value-in-calls = Valor de { $name } en todas las llamadas

# The folder for the state of the watcher [default: that of CESCE_STATE_FILE]
help--state = La carpeta de lo que se ha visto [predeterminado: la de CESCE_STATE_FILE]

# ok
call-ok = bien

# FAILED
call-failed = FALLO

# {count} of the calls failed
calls-failed = llamadas que han fallado: { $count }

# not all calls were made: {reason}
calls-unmade = no se han hecho todas las llamadas: { $reason }

# the server could not be verified
server-unverified = no se ha podido comprobar el servidor

# {passed} passed, {failed} failed, {left_out} left out, at {url}
verify-summary = { $passed } correctas, { $failed } con fallos, { $left_out } omitidas, en { $url }

# left out: {reason}
verify-left-out = omitidas: { $reason }

# stopped early: {reason}
verify-stopped = detenido antes del final: { $reason }

# assumptions of the document:
verify-assumed = lo que supone el documento:

# confirmed
assumption-confirmed = confirmado

# differs
assumption-differs = difiere

# not tried
assumption-not-tried = sin probar

# no response
demo-no-response = sin respuesta

# {calls} calls in {time} ms. The sandbox received {requests} API requests, carried out {posts} POSTs, each once,
# and {tokens} token requests: one for each set of scopes.
demo-end =
    { $calls } llamadas en { $time } ms. El sandbox ha recibido { $requests } peticiones de la API, ha llevado a cabo { $posts } POST, cada uno una vez,
    y { $tokens } peticiones de token: una por cada conjunto de ámbitos.

# the script cannot be read: {reason}
demo-unread = no se puede leer el guion: { $reason }

# {command} is skipped: {reason}
demo-left-out = { $command } se omite: { $reason }

# row {row}: it does not identify a customer
row-nameless = fila { $row }: no indica ningún cliente

# {file} exists; give another name, or --force to replace it
file-exists = { $file } ya existe; indique otro nombre, o --force para sustituirlo

# cannot write {file}
cannot-write = no se puede escribir { $file }

# awaiting a decision on a premium of {premium} %
detail-premium-of = pendiente de decidir sobre una prima del { $premium } %

# awaiting a decision on a premium
detail-premium = pendiente de decidir sobre una prima

# limit {known}, now {now}
detail-limit = límite { $known }, ahora { $now }

# until {known}, now {now}
detail-until = hasta { $known }, ahora { $now }
