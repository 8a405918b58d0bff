# check the name of the file, and whether you may read it
check-file-name = compruebe el nombre del fichero, y si puede leerlo

# is given as {value} for all rows; delete the column, or do not give one value for all
column-fixed = se indica como { $value } para todas las filas; elimine la columna, o no indique un valor para todas

# is named as the reference and there is no such column
column-no-reference = se indica como referencia y no existe esa columna

# is always {value} in this command; delete the column
column-preset = es { $value } según la orden; elimine la columna

# is the same column as "{first}"; delete one of them
column-same = es la misma columna que "{ $first }"; elimine una de las dos

# compared with {rows} rows of the portfolio
compared-with = comparado con { $rows } filas de la cartera

# claimed
entry-claimed = reclamada

# code
entry-code = código

# decision
entry-decision = decisión

# done
entry-done = hecha

# expired
entry-expired = caducada

# failed
entry-failed = la consulta falló

# forgotten
entry-forgotten = datos borrados

# found
entry-found = encontrado

# late
entry-late = resultado tardío

# message
entry-message = mensaje

# no rules
entry-no-rules = sin reglas

# not sent
entry-not-sent = no enviada

# note
entry-note = nota

# nothing
entry-nothing = nada

# one
entry-one = una fila

# outcome
entry-outcome = resultado

# query
entry-query = consulta

# reason
entry-reason = motivo

# rejected
entry-rejected = rechazada

# several
entry-several = varias filas

# status
entry-status = estado

# transaction id
entry-transaction = identificador de transacción

# unknown
entry-unknown = desconocido

# give one character, such as ';' or '\t'
give-character = indique un carácter, como ';' o '\t'

# is not a column of this command; did you mean "{known}"?
column-meant = no es una columna de esta orden; ¿quería decir "{ $known }"?

# is required and there is no such column; add it, or give one value for all rows
column-missing = es obligatoria y falta; añádala, o dé un solo valor para todas las filas

# is required and there is no such column; add it or "{known}", or give one value for all rows
column-missing-or = es obligatoria y falta; añádala o "{ $known }", o dé un solo valor para todas las filas

# is not a column of this command; delete it, or name it as one to be ignored (--ignore)
column-unknown = no es una columna de esta orden; elimínela, o indique que no se lea (--ignore)

# give a number of seconds
give-seconds = indique un número de segundos

# give a number of seconds, from 0.1 to a day
give-day = indique un número de segundos, desde 0.1 hasta un día

# give requests per second, minute or hour: 5/s, 100/m, 2000/h
give-rate = indique peticiones por segundo, minuto u hora: 5/s, 100/m, 2000/h

# {about}
#
# The columns of FILE are the options below, or the API's names of the same fields; `batch template {command}` writes an example. An option gives all rows the same value
batch-about =
    { $about }

    Las columnas de FICHERO son las opciones siguientes, o los nombres que la API da a los mismos campos; `batch template { $command }` escribe un ejemplo. Una opción da a todas las filas el mismo valor

# no row is new, so that nothing is sent: {repeated} repeat earlier requests
no-row-is-new = ninguna fila es nueva, y no se envía nada: ya se solicitaron { $repeated }

# the overlay has no `settle` in `x-batch` of {operation}, which defines how its rows are found in the portfolio
no-settle = el overlay no tiene `settle` en `x-batch` de { $operation }, que dice cómo se encuentran sus filas en la cartera

# {file} has no valid row
no-valid-row = { $file } no tiene ninguna fila válida

# {file} was changed while it was read
file-changed = { $file } ha cambiado mientras se leía

# {requests} requests at {fee} each may cost {cost}, which is more than {max_cost}
cost-exceeded = { $requests } peticiones a { $fee } cada una pueden costar { $cost }, que es más que { $max_cost }

# the batch {batch} has finished, with {rows} to review
batch-needs-person = el lote { $batch } ha terminado, con { $rows } por revisar

# the batch {batch} has not finished: {reason}; {rows} left
batch-unfinished = el lote { $batch } no ha terminado: { $reason }; quedan { $rows }

# 1 row
one-row = 1 fila

# {time} {kind} by {who}{details}
review-entry = { $time } { $kind } por { $who }{ $details }

# the overlay does not say how a query settles the operation
review-no-rules = el overlay no dice cómo una consulta resuelve la operación

# compare both
row-compare-both = compare ambas

# delete it
row-delete-it = elimínela

# repeats a request that has ended in the portfolio: {row}
row-ended = pide otra vez lo que en la cartera ha terminado: { $row }

# delete it, if nothing has changed since then
row-ended-delete = elimínela, si nada ha cambiado desde entonces

# repeats a request that the portfolio has: {row}
row-in-portfolio = pide lo que la cartera ya tiene: { $row }

# repeats a request that the portfolio has with other values: {row}
row-known = pide lo que la cartera tiene con otros valores: { $row }

# delete it, unless it is to replace that row
row-known-delete = elimínela, si no debe sustituir lo que hay

# is not a whole number
row-number = no es un número entero

# has a value of another row of the portfolio: {row}
row-same-value = tiene un valor de otra fila de la cartera: { $row }

# write digits without separators
row-write-number = escriba cifras sin separadores

# {count} rows
rows = { $count } filas

# at most {rate}/s
status-at-most = { $rate }/s como máximo

# {batch} ({operation} of {source})
status-batch-of = { $batch } ({ $operation } de { $source })

# {time} by {who}
status-made-by = { $time } por { $who }

# {time} (`batch resume --now` does not wait)
status-probe-at = { $time } (`batch resume --now` no espera)

# {worker}, seen {seconds} s ago
status-seen = { $worker }, visto hace { $seconds } s

# since {time}: {reason}
status-since = desde { $time }: { $reason }

# {count}, and {person} that need a person
status-unknown-of = { $count }, y { $person } que requieren una persona

# `classifications batch template COMMAND` writes a file with all columns
template-writes = `classifications batch template ORDEN` escribe un fichero con todas las columnas

# correct the rows; --skip-invalid sends the others, --violations FILE writes all violations
correct-rows = corrija las filas; --skip-invalid envía las demás, --violations FICHERO escribe todas las incidencias

# correct the rows; --violations FILE writes all of this
correct-checked = corrija las filas; --violations FICHERO escribe todo esto

# run the command again; the rows that are already in the journal are never sent
run-again = vuelva a ejecutar la orden; las filas que se guardaron no se envían nunca

# give a higher --max-cost, or fewer rows
higher-cost = indique un --max-cost mayor, o menos filas

# `classifications batch review {batch}{journal}` shows them, `classifications batch resolve` settles each
review-shows = `classifications batch review { $batch }{ $journal }` las muestra, `classifications batch resolve` resuelve cada una

# `classifications batch resume {batch}{journal}` continues
resume-goes-on = `classifications batch resume { $batch }{ $journal }` continúa

# every row is in the journal; resume when the journal can be written
every-row-in-journal = todas las filas están en el registro; reanude cuando se pueda escribir

# ; --decimal-comma reads 40.000 as 40000 and 40,5 as forty and a half
decimal-comma = ; --decimal-comma lee 40.000 como 40000 y 40,5 como cuarenta y medio

# 1 of {all} rows is invalid
one-invalid = 1 de { $all } filas no es válida

# {count} of {all} rows are invalid
rows-invalid = { $count } de { $all } filas no son válidas

# {invalid}, 1 warning
one-warning = { $invalid }, 1 aviso

# the name of the file of --violations must end with .csv or .jsonl
violations-name = el nombre del fichero de --violations debe terminar en .csv o .jsonl

# {invalid}, {count} warnings
warnings = { $invalid }, { $count } avisos

# and {count} more; in all:
and-more = y { $count } más; en total:

# the row
the-row = la fila

# {column}: {rule} {count} times
rule-times = { $column }: { $rule } { $count } veces

# , cell {cell}
at-cell = , celda { $cell }

# , column {column}
at-column = , columna { $column }

# row {row}{cell}{column}:
at-row = fila { $row }{ $cell }{ $column }:

# warning: {place}
row-warning = aviso: { $place }

# there is no folder for the journal; give it with --journal FILE
no-journal-folder = no hay carpeta para el registro; indíquelo con --journal FICHERO

# results: {file}
results = resultados: { $file }

# interrupted: requests that are in progress are completed; Ctrl-C again leaves them unknown
interrupted = interrumpido: las peticiones en curso se completan; otra vez Ctrl-C las deja sin resultado conocido

# {count} done
count-done = { $count ->
    [one] { $count } hecha
   *[other] { $count } hechas
}

# {count} rejected
count-rejected = { $count ->
    [one] { $count } rechazada
   *[other] { $count } rechazadas
}

# {count} to review
count-review = { $count } por revisar

# {count} unknown
count-unknown = { $count } sin resultado conocido

# {count} sent
count-sent = { $count ->
    [one] { $count } enviada
   *[other] { $count } enviadas
}

# {count} pending
count-pending = { $count ->
    [one] { $count } pendiente
   *[other] { $count } pendientes
}

# batch {batch}: {parts}
batch-summary = lote { $batch }: { $parts }

# other workers have claimed rows
other-workers = otros procesos tienen filas

# it was interrupted
was-interrupted = se ha interrumpido

# the maximum number of requests was sent
as-many-sent = se han enviado tantas peticiones como se permitían

# {batch} ({rows} left)
batch-left = { $batch } (quedan { $rows })

# there are several unfinished batches; name one of {batches}
several-batches = hay varios lotes sin terminar; indique uno de { $batches }

# there is no unfinished batch; `classifications batch list` shows all
no-open-batch = no hay ningún lote sin terminar; `classifications batch list` los muestra todos

# batch {batch}: {rows} in the journal {journal}
in-journal = lote { $batch }: { $rows } en el registro { $journal }

# left out: {rows}
left-out = excluidas: { $rows }

# {requests} requests at {fee} each: {cost} at most
cost-estimate = { $requests ->
    [one] 1 petición a { $fee }: { $cost } como máximo
   *[other] { $requests } peticiones a { $fee } cada una: { $cost } como máximo
}

# the separator must be an ASCII character
separator-ascii = el separador debe ser un carácter ASCII

# the name of the file must end with .csv, .jsonl or .xlsx
template-name = el nombre del fichero debe terminar en .csv, .jsonl o .xlsx

# batch {batch} is paused; `batch resume --now` ends the pause
batch-paused = el lote { $batch } está en pausa; `batch resume --now` termina la pausa

# kept {rows} rows
rows-kept = guardadas { $rows } filas

# checked {rows} rows
rows-checked = comprobadas { $rows } filas

# row {row}{reference}
row-reference = fila { $row }{ $reference }

# {batch}: {settled} of {total} rows, {rest}
progress = { $batch }: { $settled } de { $total } filas, { $rest }

# {time} left
time-left = quedan { $time }

# waiting until a query can show their outcomes
waiting-outcomes = a la espera de que una consulta muestre sus resultados

# the next probe is at {time}
next-probe = la próxima prueba es a las { $time }

# `batch resume --now` ends the pause
resume-ends = `batch resume --now` termina la pausa

# paused: {reason}; {next}
paused = en pausa: { $reason }; { $next }

# not complete
not-complete = incompleto

# batch
status-batch = lote

# made
status-made = creado

# done
status-done = hechas

# rejected
status-rejected = rechazadas

# unknown
status-unknown = desconocidas

# in progress
status-sent = en curso

# pending
status-pending = pendientes

# not all of its rows are in the journal, so that none is sent
status-incomplete = no se guardaron todas sus filas, y no se envía ninguna

# rate
status-rate = ritmo

# paused
status-paused = en pausa

# next probe
status-probe = próxima prueba

# none: `batch resume --now` ends the pause
status-no-probe = ninguna: `batch resume --now` termina la pausa

# worker
status-worker = proceso

# personal data of {count} batches was removed
forgotten = se han eliminado los datos personales de { $count } lotes

# no row needs a person
no-row-needs = ninguna fila requiere una persona

# settle each with: classifications batch resolve BATCH ROW done|rejected|resend --note "how you know"{journal}
settle-each = resuelva cada una con: classifications batch resolve LOTE FILA done|rejected|resend --note "cómo lo sabe"{ $journal }

# found {number}
found-number = encontrado { $number }

# requested
requested = pedido

# was carried out
decided-done = se llevó a cabo

# was not carried out, and will not be
decided-rejected = no se llevó ni se llevará a cabo

# is sent again when the batch is resumed
decided-resend = se vuelve a enviar cuando se reanude el lote

# row {number} of batch {batch} {result}
row-decided = la fila { $number } del lote { $batch } { $result }

# report: {file}
report = informe: { $file }

# en
page-language = es

# {operation} from {source}, made {time} by {who}
page-made = { $operation } desde { $source }, creado { $time } por { $who }

# Batch {batch}
page-title = Lote { $batch }

# Outcomes
page-outcomes = Resultados

# Rows by outcome
page-by-outcome = Filas por resultado

# rows
page-rows = filas

# done
page-done = hechas

# rejected
page-rejected = rechazadas

# need a person
page-needs-person = requieren una persona

# open
page-open = abiertas

# unknown
page-unknown = sin resultado conocido

# sent
page-sent = enviadas

# pending
page-pending = pendientes

# Responses by {title}
page-by-code = Respuestas por { $title }

# Amounts {currency}
page-amounts = Importes { $currency }

# Rows settled over time
page-settled = Filas resueltas a lo largo del tiempo

# Rows that need a person
page-person = Filas que requieren una persona

# The first {listed} of {all}
page-first = Las { $listed } primeras de { $all }

# Row
page-row = Fila

# Reference
page-reference = Referencia

# Values
page-values = Valores

# Why
page-why = Motivo

# Transaction
page-transaction = Transacción

# Why rows were rejected
page-why-rejected = Por qué se rechazaron filas

# Rows
page-count = Filas

# Code
page-code = Código

# Reason
page-reason = Motivo

# correct the value
row-correct = corrija el valor

# delete one of them
row-delete = elimine una de las dos

# is missing
row-missing = falta

# fill it in
row-fill = rellénelo

# shorten the value
row-shorten = acorte el valor

# is not an amount
row-amount = no es un importe

# write digits, such as 100000,00 or 100000.00
row-write-amount = escriba cifras, como 100000,00 o 100000.00

# is not a date
row-date = no es una fecha

# write it as 2026-01-15
row-write-date = escríbala como 2026-01-15

# can be read as two numbers
row-ambiguous = se puede leer como dos números

# write two decimals, or read the file with a decimal comma (--decimal-comma)
row-write-decimals = escriba dos decimales, o lea el fichero con coma decimal (--decimal-comma)

# is not a number with a decimal comma
row-decimal-comma = no es un número con coma decimal

# write digits such as 40000,00, or read the file without a decimal comma
row-without-comma = escriba cifras como 40000,00, o lea el fichero sin coma decimal

# does not match the pattern of the document
row-pattern = no tiene la forma que pide el documento

# is not one of the values of the document
row-enum = no es ninguno de los valores del documento

# is the same request as a row of an earlier batch
row-repeated = pide lo mismo que una fila de un lote anterior

# delete it, or allow rows that are repeated (--allow-repeated)
row-allow-repeated = elimínela, o permita filas repetidas (--allow-repeated)

# is the same request as row {row}
row-duplicate = pide lo mismo que la fila { $row }

# is the same request as row {row}, with the tax number in another form
row-similar = pide lo mismo que la fila { $row }, con el número fiscal en otra forma

# has the reference of row {row}
row-reference-of = tiene la referencia de la fila { $row }

# give each row a reference of its own
row-own-reference = dé a cada fila su propia referencia

# is the reference, and is empty
row-no-reference = es la referencia, y está vacía

# is given twice, by two names of one column
row-twice = se indica dos veces, con dos nombres de una columna

# is not JSON
row-not-json = no es JSON

# write the value as JSON
row-write-json = escriba el valor en JSON

# cannot read {file}
file-unread = no se puede leer { $file }

# cannot use {file}: {reason}
file-form = no se puede usar { $file }: { $reason }

# cannot read {file} beyond row {row}: {reason}
file-beyond = no se puede leer { $file } a partir de la fila { $row }: { $reason }

# the columns of {file} do not fit:
file-columns = las columnas de { $file } no se ajustan:

# a temporary file cannot be used; free space in the folder for temporary files, or name another one by TMPDIR
file-temporary = no se puede usar un fichero temporal; libere espacio en la carpeta de ficheros temporales, o indique otra con TMPDIR

# the journal {file} cannot be used
journal-file = no se puede usar el registro { $file }

# another process is running batches of the journal {journal}; wait for its end, or stop it
journal-running = otro proceso está ejecutando lotes del registro { $journal }; espere a que termine, o deténgalo

# the journal cannot be read or written
journal-database = no se puede leer o escribir el registro

# the journal has no batch "{batch}"
journal-no-batch = el registro no tiene el lote "{ $batch }"

# batch {batch} row {row}{reference}: {operation}
review-row = lote { $batch } fila { $row }{ $reference }: { $operation }

# is not a country of ISO 3166-1
row-country = no es un país de ISO 3166-1

# is used for Kosovo and is not a code of ISO 3166-1
row-kosovo = se usa para Kosovo y no es un código de ISO 3166-1

# is not a currency of ISO 4217
row-currency = no es una divisa de ISO 4217

# is a currency that {successor} has replaced
row-replaced = es una divisa sustituida por { $successor }

# is not a currency that invoices use
row-no-invoices = no es una divisa que se use en facturas

# has no digit other than 0
row-zeros = no tiene más cifra que el 0

# begins with {prefix}, the prefix of VAT numbers
row-prefix = empieza por { $prefix }, el prefijo de los números de IVA

# has the character {character}
row-character = tiene el carácter { $character }

# has spaces, signs or small letters
row-signs = tiene espacios, signos o minúsculas

# does not have the form of a VAT number of {country}
row-vat-form = no tiene la forma de un número de IVA de { $country }

# does not have the form of a Spanish tax number
row-spanish = no tiene la forma de un NIF español

# begins with {first}, with which no Spanish tax number begins
row-spanish-start = empieza por { $first }, y ningún NIF español empieza así

# does not have the 9 characters of a Spanish tax number
row-spanish-length = no tiene los 9 caracteres de un NIF español

# has a digit as its check character, where numbers of this kind have a letter
row-check-digit = tiene una cifra como carácter de control, y los números de esta clase tienen una letra

# has a letter as its check character, where numbers of this kind have a digit
row-check-letter = tiene una letra como carácter de control, y los números de esta clase tienen una cifra

# has the check character {last}, which does not fit the others
row-check = tiene el carácter de control { $last }, que no corresponde a los demás

# is not more than {bound}
row-above = no es mayor que { $bound }

# is not one of the values that are accepted
row-one-of = no es uno de los valores admitidos

# write {value}
row-write = escriba { $value }

# write two capital letters such as ES
row-write-country = escriba dos mayúsculas, como ES

# write three capital letters such as EUR
row-write-currency = escriba tres mayúsculas, como EUR

# ask the insurer for its code
row-ask-code = pregunte a la aseguradora por su código

# write the amount in {successor}
row-write-successor = escriba el importe en { $successor }

# write the currency of the invoices
row-write-invoices = escriba la divisa de las facturas

# write the number of the debtor
row-write-debtor = escriba el número del deudor

# write letters and digits
row-write-letters = escriba letras y cifras

# a VAT number there is {forms} (9 a digit, A a letter, X either); leave it if it is another tax number
row-vat-other = ahí un número de IVA es { $forms } (9 una cifra, A una letra, X cualquiera de las dos); déjelo si es otro número fiscal

# {first} or {second}
row-or = { $first } o { $second }

# write 9 characters: B85905495 for a company, 12345678Z or X1234567L for a person
row-write-spanish = escriba 9 caracteres: B85905495 para una empresa, 12345678Z o X1234567L para una persona

# compare it with a document of the debtor
row-compare-document = compárelo con un documento del deudor

# compare it with a document of the debtor: one of its characters is wrong
row-compare = compárelo con un documento del deudor: uno de sus caracteres está mal

# write a value above {bound}
row-write-above = escriba un valor mayor que { $bound }

# write one of {values}
row-write-one = escriba uno de { $values }
