# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_morag_db_global_optspecs
    string join \n database-url= profile= read-url= output= color= v/verbose log-format= migrations-dir= h/help V/version
end

function __fish_morag_db_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_morag_db_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_morag_db_using_subcommand
    set -l cmd (__fish_morag_db_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c morag-db -n "__fish_morag_db_needs_command" -l database-url -d 'URL of the database; - reads it from standard input' -r
complete -c morag-db -n "__fish_morag_db_needs_command" -l profile -d 'Profile of the configuration file, which names the database' -r
complete -c morag-db -n "__fish_morag_db_needs_command" -l read-url -d 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve' -r
complete -c morag-db -n "__fish_morag_db_needs_command" -l output -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c morag-db -n "__fish_morag_db_needs_command" -l color -d 'Color output; respects NO_COLOR' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_needs_command" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_needs_command" -l migrations-dir -d 'Folder with your own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_needs_command" -s v -l verbose -d 'Log more to standard error; -vv logs every SQL statement'
complete -c morag-db -n "__fish_morag_db_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_needs_command" -s V -l version -d 'Print version'
complete -c morag-db -n "__fish_morag_db_needs_command" -f -a "init" -d 'Create the database if it is missing, migrate, and verify the result'
complete -c morag-db -n "__fish_morag_db_needs_command" -f -a "verify" -d 'Compare the live schema with the expected one; never writes'
complete -c morag-db -n "__fish_morag_db_needs_command" -f -a "health" -d 'Check whether the database can serve now; never writes'
complete -c morag-db -n "__fish_morag_db_needs_command" -f -a "test" -d 'Check whether the database can serve now; never writes'
complete -c morag-db -n "__fish_morag_db_needs_command" -f -a "reset" -d 'Drop everything that morag-db manages and create it anew; asks for confirmation'
complete -c morag-db -n "__fish_morag_db_needs_command" -f -a "copy" -d 'Copy the rows of a database to another one, on any engine, and compare both'
complete -c morag-db -n "__fish_morag_db_needs_command" -f -a "backup" -d 'Write all rows to a file that can be restored on any engine, or check such a file'
complete -c morag-db -n "__fish_morag_db_needs_command" -f -a "restore" -d 'Fill an empty database from a backup'
complete -c morag-db -n "__fish_morag_db_needs_command" -f -a "migrate" -d 'Apply, undo and inspect migrations; without a subcommand, apply pending migrations'
complete -c morag-db -n "__fish_morag_db_needs_command" -f -a "schema" -d 'Print the schema'
complete -c morag-db -n "__fish_morag_db_needs_command" -f -a "status" -d 'List migrations and their states, like `migrate status`; never writes'
complete -c morag-db -n "__fish_morag_db_needs_command" -f -a "jobs" -d 'List, manage and process jobs'
complete -c morag-db -n "__fish_morag_db_needs_command" -f -a "serve" -d 'Serve the HTTP API for remote workers and operators, and a web page'
complete -c morag-db -n "__fish_morag_db_needs_command" -f -a "shell" -d 'Open the engine\'s own client: psql, mariadb or mysql, sqlite3'
complete -c morag-db -n "__fish_morag_db_needs_command" -f -a "seed" -d 'Create demo data in every table, or remote jobs in bulk'
complete -c morag-db -n "__fish_morag_db_needs_command" -f -a "tasks" -d 'List and show the MGX agent\'s tasks'
complete -c morag-db -n "__fish_morag_db_needs_command" -f -a "users" -d 'Create and list users'
complete -c morag-db -n "__fish_morag_db_needs_command" -f -a "api-keys" -d 'Create, list and revoke API keys'
complete -c morag-db -n "__fish_morag_db_needs_command" -f -a "config" -d 'Show and check the profiles of the configuration file'
complete -c morag-db -n "__fish_morag_db_needs_command" -f -a "completions" -d 'Write shell completions to standard output'
complete -c morag-db -n "__fish_morag_db_needs_command" -f -a "version" -d 'Print the version (as JSON: also commit, target and profile of the build)'
complete -c morag-db -n "__fish_morag_db_needs_command" -f -a "man" -d 'Write manual pages into a folder'
complete -c morag-db -n "__fish_morag_db_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c morag-db -n "__fish_morag_db_using_subcommand init" -l wait -d 'Wait up to this long for a server that refuses connections or is starting' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand init" -l environment -d 'Record this environment name in the database, e.g. production; later a different name is refused' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand init" -l grant-to -d 'Grant this application role the privileges that it needs on the tables; may be repeated' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand init" -l assume-time-zone -d 'Time zone of times that are stored without one: UTC, an offset such as +02:00, or a time zone name that the server knows' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand init" -l on-misfit -d 'What to do with rows that violate the new schema' -r -f -a "refuse\t'Refuse the adoption and change nothing'
keep-unchecked\t'Keep the rows and leave out the constraint that they violate'
quarantine\t'Move the rows to a table named TABLE_quarantine'"
complete -c morag-db -n "__fish_morag_db_using_subcommand init" -l lock-timeout -d 'Wait up to this long while another process holds the migration lock' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand init" -l ddl-lock-timeout -d 'Wait up to this long for a table that another session has locked, in each of several attempts' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand init" -l database-url -d 'URL of the database; - reads it from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand init" -l profile -d 'Profile of the configuration file, which names the database' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand init" -l read-url -d 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand init" -l output -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand init" -l color -d 'Color output; respects NO_COLOR' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand init" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand init" -l migrations-dir -d 'Folder with your own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand init" -l adopt -d 'First take over tables that another tool created, like `migrate adopt`, without asking'
complete -c morag-db -n "__fish_morag_db_using_subcommand init" -l accept-changed-rows -d 'Resume an interrupted adoption although applications changed rows in the meantime'
complete -c morag-db -n "__fish_morag_db_using_subcommand init" -l allow-out-of-order -d 'Allow applying a migration although a later one is already applied'
complete -c morag-db -n "__fish_morag_db_using_subcommand init" -l allow-newer -d 'Allow a database that has migrations newer than this program'
complete -c morag-db -n "__fish_morag_db_using_subcommand init" -s v -l verbose -d 'Log more to standard error; -vv logs every SQL statement'
complete -c morag-db -n "__fish_morag_db_using_subcommand init" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand verify" -l fix-sql -d 'Write an SQL script that fixes the findings to this file; `-` writes only the script to standard output' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand verify" -l fix-data -d 'Write an SQL script that repairs rows to this file; it covers only times in SQLite that sort wrongly. `-` writes only the script to standard output' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand verify" -l ignore-file -d 'Ignore the objects listed in this file, one per line, named as in the report; `*` matches any text' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand verify" -l data-timeout -d 'Time limit for --data; checks that did not finish are listed' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand verify" -l database-url -d 'URL of the database; - reads it from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand verify" -l profile -d 'Profile of the configuration file, which names the database' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand verify" -l read-url -d 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand verify" -l output -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand verify" -l color -d 'Color output; respects NO_COLOR' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand verify" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand verify" -l migrations-dir -d 'Folder with your own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand verify" -l strict -d 'Also fail if there are extra objects or objects with different names'
complete -c morag-db -n "__fish_morag_db_using_subcommand verify" -l data -d 'Also check rows: violated foreign keys and checks, unknown statuses, invalid times'
complete -c morag-db -n "__fish_morag_db_using_subcommand verify" -s v -l verbose -d 'Log more to standard error; -vv logs every SQL statement'
complete -c morag-db -n "__fish_morag_db_using_subcommand verify" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand health" -l wait -d 'Wait up to this long for a server that refuses connections or is starting' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand health" -l timeout -d 'Time limit for the check, not counting --wait' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand health" -l watch -d 'Repeat until interrupted, at this interval (5s if no value is given); redraws on a terminal, otherwise prints each report' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand health" -l database-url -d 'URL of the database; - reads it from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand health" -l profile -d 'Profile of the configuration file, which names the database' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand health" -l read-url -d 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand health" -l output -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand health" -l color -d 'Color output; respects NO_COLOR' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand health" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand health" -l migrations-dir -d 'Folder with your own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand health" -s v -l verbose -d 'Log more to standard error; -vv logs every SQL statement'
complete -c morag-db -n "__fish_morag_db_using_subcommand health" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand test" -l wait -d 'Wait up to this long for a server that refuses connections or is starting' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand test" -l timeout -d 'Time limit for the check, not counting --wait' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand test" -l watch -d 'Repeat until interrupted, at this interval (5s if no value is given); redraws on a terminal, otherwise prints each report' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand test" -l database-url -d 'URL of the database; - reads it from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand test" -l profile -d 'Profile of the configuration file, which names the database' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand test" -l read-url -d 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand test" -l output -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand test" -l color -d 'Color output; respects NO_COLOR' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand test" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand test" -l migrations-dir -d 'Folder with your own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand test" -s v -l verbose -d 'Log more to standard error; -vv logs every SQL statement'
complete -c morag-db -n "__fish_morag_db_using_subcommand test" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand reset" -l database -d 'Name of the database, as a safety check; it must match the connected database' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand reset" -l lock-timeout -d 'Wait up to this long while another process holds the migration lock' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand reset" -l ddl-lock-timeout -d 'Wait up to this long for a table that another session has locked, in each of several attempts' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand reset" -l database-url -d 'URL of the database; - reads it from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand reset" -l profile -d 'Profile of the configuration file, which names the database' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand reset" -l read-url -d 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand reset" -l output -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand reset" -l color -d 'Color output; respects NO_COLOR' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand reset" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand reset" -l migrations-dir -d 'Folder with your own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand reset" -l cascade -d 'Also drop other tools\' objects that depend on these tables, e.g. views; the plan lists them'
complete -c morag-db -n "__fish_morag_db_using_subcommand reset" -l all-objects -d 'Drop every object in the schema, including other tools\' objects'
complete -c morag-db -n "__fish_morag_db_using_subcommand reset" -l no-backup -d 'Do not copy an SQLite file before the reset'
complete -c morag-db -n "__fish_morag_db_using_subcommand reset" -l yes -l force -d 'Confirm without being asked; requires --database'
complete -c morag-db -n "__fish_morag_db_using_subcommand reset" -l allow-production -d 'Allow this on a database whose environment is production'
complete -c morag-db -n "__fish_morag_db_using_subcommand reset" -s v -l verbose -d 'Log more to standard error; -vv logs every SQL statement'
complete -c morag-db -n "__fish_morag_db_using_subcommand reset" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand copy" -l from -d 'URL of the database to read [default: the configured database]' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand copy" -l to -d 'URL of the database to write' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand copy" -l tables -d 'Only these tables, comma-separated' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand copy" -l exclude -d 'All tables but these, comma-separated' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand copy" -l uuid-format -d 'From PostgreSQL to an engine that stores UUIDs as text: write them without hyphens, as SQLAlchemy 2 does, or with' -r -f -a "plain\t''
hyphens\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand copy" -l rate -d 'Write at most this much per second, e.g. 500kB or 20MB' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand copy" -l on-conflict -d 'What to do with rows that the target has with other values; replace asks first' -r -f -a "refuse\t'Write nothing at all'
skip\t'Keep the row of the target'
replace\t'Overwrite it with the row of the source'"
complete -c morag-db -n "__fish_morag_db_using_subcommand copy" -l database -d 'Name of the database, as a safety check; it must match the connected database' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand copy" -l lock-timeout -d 'Wait up to this long while another process holds the migration lock' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand copy" -l ddl-lock-timeout -d 'Wait up to this long for a table that another session has locked, in each of several attempts' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand copy" -l database-url -d 'URL of the database; - reads it from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand copy" -l profile -d 'Profile of the configuration file, which names the database' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand copy" -l read-url -d 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand copy" -l output -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand copy" -l color -d 'Color output; respects NO_COLOR' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand copy" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand copy" -l migrations-dir -d 'Folder with your own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand copy" -l include-unmanaged -d 'Copy tables and columns that morag-db does not manage too, without indexes, defaults and constraints'
complete -c morag-db -n "__fish_morag_db_using_subcommand copy" -l redact -d 'Replace personal and secret values by made-up ones: names, e-mail addresses, keys, error texts, JSON'
complete -c morag-db -n "__fish_morag_db_using_subcommand copy" -l dry-run -d 'Show the plan and what the target can\'t store; change nothing'
complete -c morag-db -n "__fish_morag_db_using_subcommand copy" -l verify-only -d 'Compare the rows of both databases; change nothing'
complete -c morag-db -n "__fish_morag_db_using_subcommand copy" -l into-existing -d 'Add the rows to a target that has rows; rows are the same if their primary keys are'
complete -c morag-db -n "__fish_morag_db_using_subcommand copy" -l yes -l force -d 'Confirm without being asked; requires --database'
complete -c morag-db -n "__fish_morag_db_using_subcommand copy" -l allow-production -d 'Allow this on a database whose environment is production'
complete -c morag-db -n "__fish_morag_db_using_subcommand copy" -s v -l verbose -d 'Log more to standard error; -vv logs every SQL statement'
complete -c morag-db -n "__fish_morag_db_using_subcommand copy" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand backup" -l keep-last -d 'In a folder: keep the N newest backups of this database' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand backup" -l keep-daily -d 'In a folder: keep the newest backup of each of the last N days that have one' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand backup" -l tables -d 'Only these tables, comma-separated' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand backup" -l exclude -d 'All tables but these, comma-separated' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand backup" -l uuid-format -d 'On PostgreSQL: write UUIDs without hyphens, as SQLAlchemy 2 does on other engines, or with' -r -f -a "plain\t''
hyphens\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand backup" -l rate -d 'Write at most this much per second, e.g. 20MB' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand backup" -l database-url -d 'URL of the database; - reads it from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand backup" -l profile -d 'Profile of the configuration file, which names the database' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand backup" -l read-url -d 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand backup" -l output -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand backup" -l color -d 'Color output; respects NO_COLOR' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand backup" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand backup" -l migrations-dir -d 'Folder with your own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand backup" -l check -d 'Check that FILE is a backup, can be read, and has the rows that were written'
complete -c morag-db -n "__fish_morag_db_using_subcommand backup" -l compress -d 'Compress with zstd'
complete -c morag-db -n "__fish_morag_db_using_subcommand backup" -l redact -d 'Replace personal and secret values by made-up ones, like `copy --redact`'
complete -c morag-db -n "__fish_morag_db_using_subcommand backup" -s v -l verbose -d 'Log more to standard error; -vv logs every SQL statement'
complete -c morag-db -n "__fish_morag_db_using_subcommand backup" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand restore" -l tables -d 'Only these tables, comma-separated' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand restore" -l exclude -d 'All tables but these, comma-separated' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand restore" -l database -d 'Name of the database, as a safety check; it must match the connected database' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand restore" -l lock-timeout -d 'Wait up to this long while another process holds the migration lock' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand restore" -l ddl-lock-timeout -d 'Wait up to this long for a table that another session has locked, in each of several attempts' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand restore" -l database-url -d 'URL of the database; - reads it from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand restore" -l profile -d 'Profile of the configuration file, which names the database' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand restore" -l read-url -d 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand restore" -l output -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand restore" -l color -d 'Color output; respects NO_COLOR' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand restore" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand restore" -l migrations-dir -d 'Folder with your own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand restore" -l replace -d 'Drop all tables of the database first, like `reset`; shows what will be lost and asks'
complete -c morag-db -n "__fish_morag_db_using_subcommand restore" -l dry-run -d 'Show the plan and what the database can\'t store; change nothing'
complete -c morag-db -n "__fish_morag_db_using_subcommand restore" -l yes -l force -d 'Confirm without being asked; requires --database'
complete -c morag-db -n "__fish_morag_db_using_subcommand restore" -l allow-production -d 'Allow this on a database whose environment is production'
complete -c morag-db -n "__fish_morag_db_using_subcommand restore" -s v -l verbose -d 'Log more to standard error; -vv logs every SQL statement'
complete -c morag-db -n "__fish_morag_db_using_subcommand restore" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and not __fish_seen_subcommand_from up upgrade down downgrade status check plan baseline adopt repair unlock lint new help" -l database-url -d 'URL of the database; - reads it from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and not __fish_seen_subcommand_from up upgrade down downgrade status check plan baseline adopt repair unlock lint new help" -l profile -d 'Profile of the configuration file, which names the database' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and not __fish_seen_subcommand_from up upgrade down downgrade status check plan baseline adopt repair unlock lint new help" -l read-url -d 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and not __fish_seen_subcommand_from up upgrade down downgrade status check plan baseline adopt repair unlock lint new help" -l output -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and not __fish_seen_subcommand_from up upgrade down downgrade status check plan baseline adopt repair unlock lint new help" -l color -d 'Color output; respects NO_COLOR' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and not __fish_seen_subcommand_from up upgrade down downgrade status check plan baseline adopt repair unlock lint new help" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and not __fish_seen_subcommand_from up upgrade down downgrade status check plan baseline adopt repair unlock lint new help" -l migrations-dir -d 'Folder with your own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and not __fish_seen_subcommand_from up upgrade down downgrade status check plan baseline adopt repair unlock lint new help" -s v -l verbose -d 'Log more to standard error; -vv logs every SQL statement'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and not __fish_seen_subcommand_from up upgrade down downgrade status check plan baseline adopt repair unlock lint new help" -s h -l help -d 'Print help'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and not __fish_seen_subcommand_from up upgrade down downgrade status check plan baseline adopt repair unlock lint new help" -f -a "up" -d 'Apply pending migrations'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and not __fish_seen_subcommand_from up upgrade down downgrade status check plan baseline adopt repair unlock lint new help" -f -a "upgrade" -d 'Apply pending migrations'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and not __fish_seen_subcommand_from up upgrade down downgrade status check plan baseline adopt repair unlock lint new help" -f -a "down" -d 'Undo migrations, newest first; asks for confirmation'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and not __fish_seen_subcommand_from up upgrade down downgrade status check plan baseline adopt repair unlock lint new help" -f -a "downgrade" -d 'Undo migrations, newest first; asks for confirmation'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and not __fish_seen_subcommand_from up upgrade down downgrade status check plan baseline adopt repair unlock lint new help" -f -a "status" -d 'List migrations and their states; never writes [aliases: current, history]'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and not __fish_seen_subcommand_from up upgrade down downgrade status check plan baseline adopt repair unlock lint new help" -f -a "check" -d 'Check that no migration is pending or failed, like `migrate status --exit-code`; never writes'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and not __fish_seen_subcommand_from up upgrade down downgrade status check plan baseline adopt repair unlock lint new help" -f -a "plan" -d 'Print the SQL that `migrate up` would run; never writes'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and not __fish_seen_subcommand_from up upgrade down downgrade status check plan baseline adopt repair unlock lint new help" -f -a "baseline" -d 'Record an existing schema as VERSION, after comparing it with the schema that VERSION creates'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and not __fish_seen_subcommand_from up upgrade down downgrade status check plan baseline adopt repair unlock lint new help" -f -a "adopt" -d 'Take over tables that another tool created, with their rows; asks for confirmation'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and not __fish_seen_subcommand_from up upgrade down downgrade status check plan baseline adopt repair unlock lint new help" -f -a "repair" -d 'Repair a failed migration that could not be rolled back (MySQL, MariaDB, or transaction:false)'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and not __fish_seen_subcommand_from up upgrade down downgrade status check plan baseline adopt repair unlock lint new help" -f -a "unlock" -d 'Show who holds the migration lock; --break removes the lease of a dead cluster node'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and not __fish_seen_subcommand_from up upgrade down downgrade status check plan baseline adopt repair unlock lint new help" -f -a "lint" -d 'Check migrations of your own for statements that destroy data or keep applications waiting; reads files only'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and not __fish_seen_subcommand_from up upgrade down downgrade status check plan baseline adopt repair unlock lint new help" -f -a "new" -d 'Create an empty migration of your own, NNNN_description.sql'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and not __fish_seen_subcommand_from up upgrade down downgrade status check plan baseline adopt repair unlock lint new help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from up" -l to -d 'Stop after this version [default: the newest]' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from up" -l steps -d 'Apply at most N migrations' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from up" -l lock-timeout -d 'Wait up to this long while another process holds the migration lock' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from up" -l ddl-lock-timeout -d 'Wait up to this long for a table that another session has locked, in each of several attempts' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from up" -l database-url -d 'URL of the database; - reads it from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from up" -l profile -d 'Profile of the configuration file, which names the database' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from up" -l read-url -d 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from up" -l output -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from up" -l color -d 'Color output; respects NO_COLOR' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from up" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from up" -l migrations-dir -d 'Folder with your own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from up" -l dry-run -d 'Print the SQL and change nothing'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from up" -l allow-out-of-order -d 'Allow applying a migration although a later one is already applied'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from up" -l allow-newer -d 'Allow a database that has migrations newer than this program'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from up" -s v -l verbose -d 'Log more to standard error; -vv logs every SQL statement'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from up" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from upgrade" -l to -d 'Stop after this version [default: the newest]' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from upgrade" -l steps -d 'Apply at most N migrations' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from upgrade" -l lock-timeout -d 'Wait up to this long while another process holds the migration lock' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from upgrade" -l ddl-lock-timeout -d 'Wait up to this long for a table that another session has locked, in each of several attempts' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from upgrade" -l database-url -d 'URL of the database; - reads it from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from upgrade" -l profile -d 'Profile of the configuration file, which names the database' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from upgrade" -l read-url -d 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from upgrade" -l output -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from upgrade" -l color -d 'Color output; respects NO_COLOR' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from upgrade" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from upgrade" -l migrations-dir -d 'Folder with your own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from upgrade" -l dry-run -d 'Print the SQL and change nothing'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from upgrade" -l allow-out-of-order -d 'Allow applying a migration although a later one is already applied'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from upgrade" -l allow-newer -d 'Allow a database that has migrations newer than this program'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from upgrade" -s v -l verbose -d 'Log more to standard error; -vv logs every SQL statement'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from upgrade" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from down" -l to -d 'Undo all migrations after this version; 0 undoes every migration' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from down" -l steps -d 'Undo the newest N migrations' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from down" -l database -d 'Name of the database, as a safety check; it must match the connected database' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from down" -l lock-timeout -d 'Wait up to this long while another process holds the migration lock' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from down" -l ddl-lock-timeout -d 'Wait up to this long for a table that another session has locked, in each of several attempts' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from down" -l database-url -d 'URL of the database; - reads it from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from down" -l profile -d 'Profile of the configuration file, which names the database' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from down" -l read-url -d 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from down" -l output -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from down" -l color -d 'Color output; respects NO_COLOR' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from down" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from down" -l migrations-dir -d 'Folder with your own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from down" -l yes -l force -d 'Confirm without being asked; requires --database'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from down" -l allow-production -d 'Allow this on a database whose environment is production'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from down" -s v -l verbose -d 'Log more to standard error; -vv logs every SQL statement'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from down" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from downgrade" -l to -d 'Undo all migrations after this version; 0 undoes every migration' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from downgrade" -l steps -d 'Undo the newest N migrations' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from downgrade" -l database -d 'Name of the database, as a safety check; it must match the connected database' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from downgrade" -l lock-timeout -d 'Wait up to this long while another process holds the migration lock' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from downgrade" -l ddl-lock-timeout -d 'Wait up to this long for a table that another session has locked, in each of several attempts' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from downgrade" -l database-url -d 'URL of the database; - reads it from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from downgrade" -l profile -d 'Profile of the configuration file, which names the database' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from downgrade" -l read-url -d 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from downgrade" -l output -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from downgrade" -l color -d 'Color output; respects NO_COLOR' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from downgrade" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from downgrade" -l migrations-dir -d 'Folder with your own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from downgrade" -l yes -l force -d 'Confirm without being asked; requires --database'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from downgrade" -l allow-production -d 'Allow this on a database whose environment is production'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from downgrade" -s v -l verbose -d 'Log more to standard error; -vv logs every SQL statement'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from downgrade" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from status" -l database-url -d 'URL of the database; - reads it from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from status" -l profile -d 'Profile of the configuration file, which names the database' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from status" -l read-url -d 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from status" -l output -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from status" -l color -d 'Color output; respects NO_COLOR' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from status" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from status" -l migrations-dir -d 'Folder with your own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from status" -l exit-code -d 'Exit with 3 if migrations are pending, 4 if one is modified, unknown or out of order, 6 while one is running, 7 if one has failed'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from status" -s v -l verbose -d 'Log more to standard error; -vv logs every SQL statement'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from status" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from check" -l database-url -d 'URL of the database; - reads it from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from check" -l profile -d 'Profile of the configuration file, which names the database' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from check" -l read-url -d 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from check" -l output -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from check" -l color -d 'Color output; respects NO_COLOR' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from check" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from check" -l migrations-dir -d 'Folder with your own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from check" -s v -l verbose -d 'Log more to standard error; -vv logs every SQL statement'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from plan" -l backend -d 'Engine of the offline plan' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from plan" -l to -d 'Stop after this version [default: the newest]' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from plan" -l steps -d 'Apply at most N migrations' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from plan" -l database-url -d 'URL of the database; - reads it from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from plan" -l profile -d 'Profile of the configuration file, which names the database' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from plan" -l read-url -d 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from plan" -l output -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from plan" -l color -d 'Color output; respects NO_COLOR' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from plan" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from plan" -l migrations-dir -d 'Folder with your own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from plan" -l offline -d 'Print the script for an empty database, without connecting to a database'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from plan" -l allow-out-of-order -d 'Allow applying a migration although a later one is already applied'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from plan" -l allow-newer -d 'Allow a database that has migrations newer than this program'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from plan" -s v -l verbose -d 'Log more to standard error; -vv logs every SQL statement'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from plan" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from baseline" -l lock-timeout -d 'Wait up to this long while another process holds the migration lock' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from baseline" -l ddl-lock-timeout -d 'Wait up to this long for a table that another session has locked, in each of several attempts' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from baseline" -l database-url -d 'URL of the database; - reads it from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from baseline" -l profile -d 'Profile of the configuration file, which names the database' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from baseline" -l read-url -d 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from baseline" -l output -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from baseline" -l color -d 'Color output; respects NO_COLOR' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from baseline" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from baseline" -l migrations-dir -d 'Folder with your own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from baseline" -s v -l verbose -d 'Log more to standard error; -vv logs every SQL statement'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from baseline" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from adopt" -l plan-out -d 'Also write the plan as JSON to this file' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from adopt" -l assume-time-zone -d 'Time zone of times that are stored without one: UTC, an offset such as +02:00, or a time zone name that the server knows' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from adopt" -l on-misfit -d 'What to do with rows that violate the new schema' -r -f -a "refuse\t'Refuse the adoption and change nothing'
keep-unchecked\t'Keep the rows and leave out the constraint that they violate'
quarantine\t'Move the rows to a table named TABLE_quarantine'"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from adopt" -l database -d 'Name of the database, as a safety check; it must match the connected database' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from adopt" -l lock-timeout -d 'Wait up to this long while another process holds the migration lock' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from adopt" -l ddl-lock-timeout -d 'Wait up to this long for a table that another session has locked, in each of several attempts' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from adopt" -l database-url -d 'URL of the database; - reads it from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from adopt" -l profile -d 'Profile of the configuration file, which names the database' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from adopt" -l read-url -d 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from adopt" -l output -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from adopt" -l color -d 'Color output; respects NO_COLOR' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from adopt" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from adopt" -l migrations-dir -d 'Folder with your own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from adopt" -l dry-run -d 'Print the plan and change nothing; exits with 4 if rows or tables prevent the adoption'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from adopt" -l accept-changed-rows -d 'Resume an interrupted adoption although applications changed rows in the meantime'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from adopt" -l no-backup -d 'Do not copy an SQLite file before the adoption'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from adopt" -l yes -l force -d 'Confirm without being asked; requires --database'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from adopt" -l allow-production -d 'Allow this on a database whose environment is production'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from adopt" -s v -l verbose -d 'Log more to standard error; -vv logs every SQL statement'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from adopt" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from repair" -l database -d 'Name of the database, as a safety check; it must match the connected database' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from repair" -l lock-timeout -d 'Wait up to this long while another process holds the migration lock' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from repair" -l ddl-lock-timeout -d 'Wait up to this long for a table that another session has locked, in each of several attempts' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from repair" -l database-url -d 'URL of the database; - reads it from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from repair" -l profile -d 'Profile of the configuration file, which names the database' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from repair" -l read-url -d 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from repair" -l output -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from repair" -l color -d 'Color output; respects NO_COLOR' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from repair" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from repair" -l migrations-dir -d 'Folder with your own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from repair" -l resume -d 'Continue at the failed step'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from repair" -l mark-applied -d 'Record the migration as applied; every step must already be visible in the schema'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from repair" -l roll-back -d 'Undo what the migration did; asks for confirmation'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from repair" -l yes -l force -d 'Confirm without being asked; requires --database'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from repair" -l allow-production -d 'Allow this on a database whose environment is production'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from repair" -s v -l verbose -d 'Log more to standard error; -vv logs every SQL statement'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from repair" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from unlock" -l database -d 'Name of the database, as a safety check; it must match the connected database' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from unlock" -l database-url -d 'URL of the database; - reads it from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from unlock" -l profile -d 'Profile of the configuration file, which names the database' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from unlock" -l read-url -d 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from unlock" -l output -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from unlock" -l color -d 'Color output; respects NO_COLOR' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from unlock" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from unlock" -l migrations-dir -d 'Folder with your own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from unlock" -l break -d 'Break the leases that are shown; asks for confirmation'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from unlock" -l yes -l force -d 'Confirm without being asked; requires --database'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from unlock" -l allow-production -d 'Allow this on a database whose environment is production'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from unlock" -s v -l verbose -d 'Log more to standard error; -vv logs every SQL statement'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from unlock" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from lint" -l backend -d 'Engine of the database; without it, the engine of the database URL' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from lint" -l database-url -d 'URL of the database; - reads it from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from lint" -l profile -d 'Profile of the configuration file, which names the database' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from lint" -l read-url -d 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from lint" -l output -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from lint" -l color -d 'Color output; respects NO_COLOR' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from lint" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from lint" -l migrations-dir -d 'Folder with your own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from lint" -s v -l verbose -d 'Log more to standard error; -vv logs every SQL statement'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from lint" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from new" -l database-url -d 'URL of the database; - reads it from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from new" -l profile -d 'Profile of the configuration file, which names the database' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from new" -l read-url -d 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from new" -l output -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from new" -l color -d 'Color output; respects NO_COLOR' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from new" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from new" -l migrations-dir -d 'Folder with your own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from new" -s v -l verbose -d 'Log more to standard error; -vv logs every SQL statement'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from new" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from help" -f -a "up" -d 'Apply pending migrations'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from help" -f -a "down" -d 'Undo migrations, newest first; asks for confirmation'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from help" -f -a "status" -d 'List migrations and their states; never writes [aliases: current, history]'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from help" -f -a "check" -d 'Check that no migration is pending or failed, like `migrate status --exit-code`; never writes'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from help" -f -a "plan" -d 'Print the SQL that `migrate up` would run; never writes'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from help" -f -a "baseline" -d 'Record an existing schema as VERSION, after comparing it with the schema that VERSION creates'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from help" -f -a "adopt" -d 'Take over tables that another tool created, with their rows; asks for confirmation'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from help" -f -a "repair" -d 'Repair a failed migration that could not be rolled back (MySQL, MariaDB, or transaction:false)'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from help" -f -a "unlock" -d 'Show who holds the migration lock; --break removes the lease of a dead cluster node'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from help" -f -a "lint" -d 'Check migrations of your own for statements that destroy data or keep applications waiting; reads files only'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from help" -f -a "new" -d 'Create an empty migration of your own, NNNN_description.sql'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c morag-db -n "__fish_morag_db_using_subcommand schema; and not __fish_seen_subcommand_from dump help" -l database-url -d 'URL of the database; - reads it from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand schema; and not __fish_seen_subcommand_from dump help" -l profile -d 'Profile of the configuration file, which names the database' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand schema; and not __fish_seen_subcommand_from dump help" -l read-url -d 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand schema; and not __fish_seen_subcommand_from dump help" -l output -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand schema; and not __fish_seen_subcommand_from dump help" -l color -d 'Color output; respects NO_COLOR' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand schema; and not __fish_seen_subcommand_from dump help" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand schema; and not __fish_seen_subcommand_from dump help" -l migrations-dir -d 'Folder with your own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand schema; and not __fish_seen_subcommand_from dump help" -s v -l verbose -d 'Log more to standard error; -vv logs every SQL statement'
complete -c morag-db -n "__fish_morag_db_using_subcommand schema; and not __fish_seen_subcommand_from dump help" -s h -l help -d 'Print help'
complete -c morag-db -n "__fish_morag_db_using_subcommand schema; and not __fish_seen_subcommand_from dump help" -f -a "dump" -d 'Print the live schema, or the expected one, as SQL or as a diagram'
complete -c morag-db -n "__fish_morag_db_using_subcommand schema; and not __fish_seen_subcommand_from dump help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c morag-db -n "__fish_morag_db_using_subcommand schema; and __fish_seen_subcommand_from dump" -l backend -d 'Engine of the expected schema [default: that of the configured database]' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand schema; and __fish_seen_subcommand_from dump" -l to -d 'Version of the expected schema [default: the newest]' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand schema; and __fish_seen_subcommand_from dump" -l format -d 'Format of the schema' -r -f -a "sql\t'Statements that create it in an empty database'
json\t'The catalog as `verify` compares it'
dot\t'A graph for Graphviz'
mermaid\t'An entity relationship diagram for Mermaid, e.g. in Markdown'"
complete -c morag-db -n "__fish_morag_db_using_subcommand schema; and __fish_seen_subcommand_from dump" -l tables -d 'Only these tables, comma-separated' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand schema; and __fish_seen_subcommand_from dump" -l database-url -d 'URL of the database; - reads it from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand schema; and __fish_seen_subcommand_from dump" -l profile -d 'Profile of the configuration file, which names the database' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand schema; and __fish_seen_subcommand_from dump" -l read-url -d 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand schema; and __fish_seen_subcommand_from dump" -l output -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand schema; and __fish_seen_subcommand_from dump" -l color -d 'Color output; respects NO_COLOR' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand schema; and __fish_seen_subcommand_from dump" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand schema; and __fish_seen_subcommand_from dump" -l migrations-dir -d 'Folder with your own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand schema; and __fish_seen_subcommand_from dump" -l expected -d 'Print the schema that the migrations create instead of the live one'
complete -c morag-db -n "__fish_morag_db_using_subcommand schema; and __fish_seen_subcommand_from dump" -s v -l verbose -d 'Log more to standard error; -vv logs every SQL statement'
complete -c morag-db -n "__fish_morag_db_using_subcommand schema; and __fish_seen_subcommand_from dump" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand schema; and __fish_seen_subcommand_from help" -f -a "dump" -d 'Print the live schema, or the expected one, as SQL or as a diagram'
complete -c morag-db -n "__fish_morag_db_using_subcommand schema; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c morag-db -n "__fish_morag_db_using_subcommand status" -l database-url -d 'URL of the database; - reads it from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand status" -l profile -d 'Profile of the configuration file, which names the database' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand status" -l read-url -d 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand status" -l output -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand status" -l color -d 'Color output; respects NO_COLOR' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand status" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand status" -l migrations-dir -d 'Folder with your own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand status" -s v -l verbose -d 'Log more to standard error; -vv logs every SQL statement'
complete -c morag-db -n "__fish_morag_db_using_subcommand status" -s h -l help -d 'Print help'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and not __fish_seen_subcommand_from list show why failures stats workers watch create claim heartbeat submit requeue cancel purge prioritise prioritize pause resume limits expire late bench operations undo archive audit help" -l database-url -d 'URL of the database; - reads it from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and not __fish_seen_subcommand_from list show why failures stats workers watch create claim heartbeat submit requeue cancel purge prioritise prioritize pause resume limits expire late bench operations undo archive audit help" -l profile -d 'Profile of the configuration file, which names the database' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and not __fish_seen_subcommand_from list show why failures stats workers watch create claim heartbeat submit requeue cancel purge prioritise prioritize pause resume limits expire late bench operations undo archive audit help" -l read-url -d 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and not __fish_seen_subcommand_from list show why failures stats workers watch create claim heartbeat submit requeue cancel purge prioritise prioritize pause resume limits expire late bench operations undo archive audit help" -l output -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and not __fish_seen_subcommand_from list show why failures stats workers watch create claim heartbeat submit requeue cancel purge prioritise prioritize pause resume limits expire late bench operations undo archive audit help" -l color -d 'Color output; respects NO_COLOR' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and not __fish_seen_subcommand_from list show why failures stats workers watch create claim heartbeat submit requeue cancel purge prioritise prioritize pause resume limits expire late bench operations undo archive audit help" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and not __fish_seen_subcommand_from list show why failures stats workers watch create claim heartbeat submit requeue cancel purge prioritise prioritize pause resume limits expire late bench operations undo archive audit help" -l migrations-dir -d 'Folder with your own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and not __fish_seen_subcommand_from list show why failures stats workers watch create claim heartbeat submit requeue cancel purge prioritise prioritize pause resume limits expire late bench operations undo archive audit help" -s v -l verbose -d 'Log more to standard error; -vv logs every SQL statement'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and not __fish_seen_subcommand_from list show why failures stats workers watch create claim heartbeat submit requeue cancel purge prioritise prioritize pause resume limits expire late bench operations undo archive audit help" -s h -l help -d 'Print help'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and not __fish_seen_subcommand_from list show why failures stats workers watch create claim heartbeat submit requeue cancel purge prioritise prioritize pause resume limits expire late bench operations undo archive audit help" -f -a "list" -d 'List jobs of all kinds, newest first'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and not __fish_seen_subcommand_from list show why failures stats workers watch create claim heartbeat submit requeue cancel purge prioritise prioritize pause resume limits expire late bench operations undo archive audit help" -f -a "show" -d 'Show one job with its attempts, operator actions and late results'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and not __fish_seen_subcommand_from list show why failures stats workers watch create claim heartbeat submit requeue cancel purge prioritise prioritize pause resume limits expire late bench operations undo archive audit help" -f -a "why" -d 'Explain why a job is not done, and which command moves it on'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and not __fish_seen_subcommand_from list show why failures stats workers watch create claim heartbeat submit requeue cancel purge prioritise prioritize pause resume limits expire late bench operations undo archive audit help" -f -a "failures" -d 'Group failed and timed-out jobs by error'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and not __fish_seen_subcommand_from list show why failures stats workers watch create claim heartbeat submit requeue cancel purge prioritise prioritize pause resume limits expire late bench operations undo archive audit help" -f -a "stats" -d 'Count jobs by kind and status; show wait times, run times and frequent errors'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and not __fish_seen_subcommand_from list show why failures stats workers watch create claim heartbeat submit requeue cancel purge prioritise prioritize pause resume limits expire late bench operations undo archive audit help" -f -a "workers" -d 'List workers that have a job now or had one recently'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and not __fish_seen_subcommand_from list show why failures stats workers watch create claim heartbeat submit requeue cancel purge prioritise prioritize pause resume limits expire late bench operations undo archive audit help" -f -a "watch" -d 'Watch jobs: redraw a table on a terminal, otherwise print each change as a line of JSON'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and not __fish_seen_subcommand_from list show why failures stats workers watch create claim heartbeat submit requeue cancel purge prioritise prioritize pause resume limits expire late bench operations undo archive audit help" -f -a "create" -d 'Create remote jobs'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and not __fish_seen_subcommand_from list show why failures stats workers watch create claim heartbeat submit requeue cancel purge prioritise prioritize pause resume limits expire late bench operations undo archive audit help" -f -a "claim" -d 'Claim pending jobs for a worker; the list is empty if there are none'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and not __fish_seen_subcommand_from list show why failures stats workers watch create claim heartbeat submit requeue cancel purge prioritise prioritize pause resume limits expire late bench operations undo archive audit help" -f -a "heartbeat" -d 'Send a heartbeat, which extends the deadline of a claim'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and not __fish_seen_subcommand_from list show why failures stats workers watch create claim heartbeat submit requeue cancel purge prioritise prioritize pause resume limits expire late bench operations undo archive audit help" -f -a "submit" -d 'Submit a result; a late result is refused (exit code 9) and stored'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and not __fish_seen_subcommand_from list show why failures stats workers watch create claim heartbeat submit requeue cancel purge prioritise prioritize pause resume limits expire late bench operations undo archive audit help" -f -a "requeue" -d 'Requeue failed, timed-out or cancelled jobs'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and not __fish_seen_subcommand_from list show why failures stats workers watch create claim heartbeat submit requeue cancel purge prioritise prioritize pause resume limits expire late bench operations undo archive audit help" -f -a "cancel" -d 'Cancel pending or running jobs'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and not __fish_seen_subcommand_from list show why failures stats workers watch create claim heartbeat submit requeue cancel purge prioritise prioritize pause resume limits expire late bench operations undo archive audit help" -f -a "purge" -d 'Delete remote jobs that have ended'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and not __fish_seen_subcommand_from list show why failures stats workers watch create claim heartbeat submit requeue cancel purge prioritise prioritize pause resume limits expire late bench operations undo archive audit help" -f -a "prioritise" -d 'Set the priority of pending remote jobs: those with a smaller number are claimed first'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and not __fish_seen_subcommand_from list show why failures stats workers watch create claim heartbeat submit requeue cancel purge prioritise prioritize pause resume limits expire late bench operations undo archive audit help" -f -a "prioritize" -d 'Set the priority of pending remote jobs: those with a smaller number are claimed first'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and not __fish_seen_subcommand_from list show why failures stats workers watch create claim heartbeat submit requeue cancel purge prioritise prioritize pause resume limits expire late bench operations undo archive audit help" -f -a "pause" -d 'Pause types of remote jobs: workers get none of them until they are resumed'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and not __fish_seen_subcommand_from list show why failures stats workers watch create claim heartbeat submit requeue cancel purge prioritise prioritize pause resume limits expire late bench operations undo archive audit help" -f -a "resume" -d 'Resume paused types of remote jobs'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and not __fish_seen_subcommand_from list show why failures stats workers watch create claim heartbeat submit requeue cancel purge prioritise prioritize pause resume limits expire late bench operations undo archive audit help" -f -a "limits" -d 'Show paused and limited types of remote jobs, or limit how many jobs of a type run at once'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and not __fish_seen_subcommand_from list show why failures stats workers watch create claim heartbeat submit requeue cancel purge prioritise prioritize pause resume limits expire late bench operations undo archive audit help" -f -a "expire" -d 'Expire remote jobs past their deadline; with --retry, also retry failed jobs'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and not __fish_seen_subcommand_from list show why failures stats workers watch create claim heartbeat submit requeue cancel purge prioritise prioritize pause resume limits expire late bench operations undo archive audit help" -f -a "late" -d 'List late results, or accept one'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and not __fish_seen_subcommand_from list show why failures stats workers watch create claim heartbeat submit requeue cancel purge prioritise prioritize pause resume limits expire late bench operations undo archive audit help" -f -a "bench" -d 'Measure throughput in jobs per second on a scratch database, which is then dropped'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and not __fish_seen_subcommand_from list show why failures stats workers watch create claim heartbeat submit requeue cancel purge prioritise prioritize pause resume limits expire late bench operations undo archive audit help" -f -a "operations" -d 'Show, pause, resume or abort a requeue that runs in steps (--canary)'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and not __fish_seen_subcommand_from list show why failures stats workers watch create claim heartbeat submit requeue cancel purge prioritise prioritize pause resume limits expire late bench operations undo archive audit help" -f -a "undo" -d 'Undo a bulk operation: restore the jobs that nobody has changed since'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and not __fish_seen_subcommand_from list show why failures stats workers watch create claim heartbeat submit requeue cancel purge prioritise prioritize pause resume limits expire late bench operations undo archive audit help" -f -a "archive" -d 'Move ended jobs into the archive, or show what it has'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and not __fish_seen_subcommand_from list show why failures stats workers watch create claim heartbeat submit requeue cancel purge prioritise prioritize pause resume limits expire late bench operations undo archive audit help" -f -a "audit" -d 'List bulk operations, newest first, or the jobs that one operation changed'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and not __fish_seen_subcommand_from list show why failures stats workers watch create claim heartbeat submit requeue cancel purge prioritise prioritize pause resume limits expire late bench operations undo archive audit help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from list" -l kind -d 'Only these kinds, comma-separated: remote, ingest, processing, task-run [default: all]' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from list" -l status -d 'Only these statuses, comma-separated: pending, processing, completed, failed, timeout, cancelled' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from list" -l type -d 'Only these content types, document types or job types, comma-separated' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from list" -l worker -d 'Only jobs claimed by this worker' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from list" -l ingestion-task -d 'Only remote jobs created for this ingestion job' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from list" -l error -d 'Only jobs whose error contains this text (case-insensitive)' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from list" -l fingerprint -d 'Only failed and timed-out jobs with this fingerprint, which `jobs failures` shows' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from list" -l where -d 'Only remote jobs with this option, e.g. options.lang=en; may be repeated' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from list" -l created-after -d 'Only jobs created after this time, e.g. 2026-01-02T03:04:05Z, 2026-01-02 (UTC), yesterday, "2h ago"' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from list" -l created-before -d 'Only jobs created before this time; same formats as --created-after' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from list" -l ended-after -d 'Only jobs that ended after this time; same formats as --created-after' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from list" -l ended-before -d 'Only jobs that ended before this time; same formats as --created-after' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from list" -l older-than -d 'Only jobs created at least this long ago, e.g. 2h or 7d' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from list" -l sort -d 'Which jobs come first: newest or oldest' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from list" -l limit -d 'Show at most N jobs' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from list" -l after -d 'Continue after this cursor, shown at the end of the previous page' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from list" -l before -d 'Show the page before this cursor (`previous` in JSON output)' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from list" -l database-url -d 'URL of the database; - reads it from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from list" -l profile -d 'Profile of the configuration file, which names the database' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from list" -l read-url -d 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from list" -l output -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from list" -l color -d 'Color output; respects NO_COLOR' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from list" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from list" -l migrations-dir -d 'Folder with your own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from list" -l overdue -d 'Only remote jobs past their deadline that have not ended; `jobs expire` times them out'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from list" -l archived -d 'Also list archived jobs'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Log more to standard error; -vv logs every SQL statement'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from show" -l database-url -d 'URL of the database; - reads it from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from show" -l profile -d 'Profile of the configuration file, which names the database' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from show" -l read-url -d 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from show" -l output -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from show" -l color -d 'Color output; respects NO_COLOR' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from show" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from show" -l migrations-dir -d 'Folder with your own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Log more to standard error; -vv logs every SQL statement'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from why" -l database-url -d 'URL of the database; - reads it from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from why" -l profile -d 'Profile of the configuration file, which names the database' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from why" -l read-url -d 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from why" -l output -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from why" -l color -d 'Color output; respects NO_COLOR' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from why" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from why" -l migrations-dir -d 'Folder with your own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from why" -l all-stuck -d 'Group all jobs that take longer than usual by what holds them up'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from why" -s v -l verbose -d 'Log more to standard error; -vv logs every SQL statement'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from why" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from failures" -l kind -d 'Only these kinds, comma-separated: remote, ingest, processing, task-run [default: all]' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from failures" -l limit -d 'Show at most N groups, the largest first' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from failures" -l database-url -d 'URL of the database; - reads it from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from failures" -l profile -d 'Profile of the configuration file, which names the database' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from failures" -l read-url -d 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from failures" -l output -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from failures" -l color -d 'Color output; respects NO_COLOR' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from failures" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from failures" -l migrations-dir -d 'Folder with your own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from failures" -l recount -d 'Count all failed remote jobs anew; needed after another application deleted failed jobs or changed their errors'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from failures" -s v -l verbose -d 'Log more to standard error; -vv logs every SQL statement'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from failures" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from stats" -l window -d 'Show times and errors of jobs that ended within this time' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from stats" -l kind -d 'Only these kinds, comma-separated: remote, ingest, processing, task-run [default: all]' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from stats" -l database-url -d 'URL of the database; - reads it from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from stats" -l profile -d 'Profile of the configuration file, which names the database' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from stats" -l read-url -d 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from stats" -l output -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from stats" -l color -d 'Color output; respects NO_COLOR' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from stats" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from stats" -l migrations-dir -d 'Folder with your own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from stats" -l exact -d 'Count exactly; by default counting stops at 10,000 jobs per status'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from stats" -l archived -d 'Also count archived jobs, exactly; times and errors are those of jobs that are not archived'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from stats" -s v -l verbose -d 'Log more to standard error; -vv logs every SQL statement'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from stats" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from workers" -l window -d 'Count jobs that ended within this time' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from workers" -l database-url -d 'URL of the database; - reads it from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from workers" -l profile -d 'Profile of the configuration file, which names the database' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from workers" -l read-url -d 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from workers" -l output -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from workers" -l color -d 'Color output; respects NO_COLOR' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from workers" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from workers" -l migrations-dir -d 'Folder with your own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from workers" -s v -l verbose -d 'Log more to standard error; -vv logs every SQL statement'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from workers" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from watch" -l kind -d 'Only these kinds, comma-separated: remote, ingest, processing, task-run [default: all]' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from watch" -l status -d 'Only these statuses, comma-separated: pending, processing, completed, failed, timeout, cancelled' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from watch" -l type -d 'Only these content types, document types or job types, comma-separated' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from watch" -l worker -d 'Only jobs claimed by this worker' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from watch" -l ingestion-task -d 'Only remote jobs created for this ingestion job' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from watch" -l error -d 'Only jobs whose error contains this text (case-insensitive)' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from watch" -l fingerprint -d 'Only failed and timed-out jobs with this fingerprint, which `jobs failures` shows' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from watch" -l where -d 'Only remote jobs with this option, e.g. options.lang=en; may be repeated' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from watch" -l created-after -d 'Only jobs created after this time, e.g. 2026-01-02T03:04:05Z, 2026-01-02 (UTC), yesterday, "2h ago"' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from watch" -l created-before -d 'Only jobs created before this time; same formats as --created-after' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from watch" -l ended-after -d 'Only jobs that ended after this time; same formats as --created-after' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from watch" -l ended-before -d 'Only jobs that ended before this time; same formats as --created-after' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from watch" -l older-than -d 'Only jobs created at least this long ago, e.g. 2h or 7d' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from watch" -l interval -d 'Interval between refreshes' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from watch" -l limit -d 'Show at most N jobs' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from watch" -l until -d 'Stop when all watched jobs have ended' -r -f -a "terminal\t'All watched jobs are completed, failed, timed out, cancelled or deleted'"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from watch" -l database-url -d 'URL of the database; - reads it from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from watch" -l profile -d 'Profile of the configuration file, which names the database' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from watch" -l read-url -d 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from watch" -l output -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from watch" -l color -d 'Color output; respects NO_COLOR' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from watch" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from watch" -l migrations-dir -d 'Folder with your own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from watch" -l overdue -d 'Only remote jobs past their deadline that have not ended; `jobs expire` times them out'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from watch" -l exit-status -d 'With --until, exit with code 9 unless all watched jobs have completed'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from watch" -s v -l verbose -d 'Log more to standard error; -vv logs every SQL statement'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from watch" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from create" -l type -d 'Content type: audio, video, document, image, web, youtube' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from create" -l source -d 'File or URL to convert' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from create" -l ingestion-task -d 'Id of the ingestion job that waits for this job' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from create" -l options -d 'Options for the worker, as a JSON object' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from create" -l option -d 'One option for the worker, e.g. lang=en; may be repeated' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from create" -l priority -d 'Jobs with a smaller number are claimed first; may be negative' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from create" -l max-retries -d 'Number of failures after which the job is not retried' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from create" -l timeout -d 'Time out if no worker claims the job within this time' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from create" -l count -d 'Create N identical jobs' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from create" -l from-ndjson -d 'Read jobs from this file, one JSON object per line; `-` is standard input. Fields: ingestion_task_id, source_file_path, content_type; optional: task_options, priority, max_retries, timeout_seconds' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from create" -l resume -d 'Create only the jobs that an interrupted run of the same command did not create; its error message shows the key' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from create" -l as -d 'Name of the actor, recorded in the events [default: user@host]' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from create" -l database-url -d 'URL of the database; - reads it from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from create" -l profile -d 'Profile of the configuration file, which names the database' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from create" -l read-url -d 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from create" -l output -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from create" -l color -d 'Color output; respects NO_COLOR' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from create" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from create" -l migrations-dir -d 'Folder with your own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from create" -s v -l verbose -d 'Log more to standard error; -vv logs every SQL statement'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from claim" -l worker -d 'Name of the worker' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from claim" -l types -d 'Content types that the worker can process, comma-separated' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from claim" -l max -d 'Claim at most N jobs' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from claim" -l time-limit -d 'How long a claim lasts without a heartbeat, by content type, e.g. audio=45m [defaults: audio and youtube 30m, video 1h, document and web 10m, image 5m, others 30m]' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from claim" -l as -d 'Name of the actor, recorded in the events [default: user@host]' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from claim" -l database-url -d 'URL of the database; - reads it from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from claim" -l profile -d 'Profile of the configuration file, which names the database' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from claim" -l read-url -d 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from claim" -l output -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from claim" -l color -d 'Color output; respects NO_COLOR' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from claim" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from claim" -l migrations-dir -d 'Folder with your own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from claim" -s v -l verbose -d 'Log more to standard error; -vv logs every SQL statement'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from claim" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from heartbeat" -l claim -d 'Claim token: the claim_seq that `jobs claim` returned' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from heartbeat" -l time-limit -d 'How long a claim lasts without a heartbeat, by content type, e.g. audio=45m [defaults: audio and youtube 30m, video 1h, document and web 10m, image 5m, others 30m]' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from heartbeat" -l as -d 'Name of the actor, recorded in the events [default: user@host]' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from heartbeat" -l database-url -d 'URL of the database; - reads it from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from heartbeat" -l profile -d 'Profile of the configuration file, which names the database' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from heartbeat" -l read-url -d 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from heartbeat" -l output -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from heartbeat" -l color -d 'Color output; respects NO_COLOR' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from heartbeat" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from heartbeat" -l migrations-dir -d 'Folder with your own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from heartbeat" -s v -l verbose -d 'Log more to standard error; -vv logs every SQL statement'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from heartbeat" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from submit" -l claim -d 'Claim token: the claim_seq that `jobs claim` returned' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from submit" -l worker -d 'Name of the worker; checked if --claim is not given' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from submit" -l error -d 'Error message of a failure' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from submit" -l content -d 'Converted text' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from submit" -l content-file -d 'File with the converted text; `-` is standard input' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from submit" -l metadata -d 'Metadata of the result, as a JSON object' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from submit" -l processing-time -d 'Processing time in seconds' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from submit" -l from-ndjson -d 'Read results from this file, one JSON object per line; `-` is standard input. Fields: id, claim_seq, outcome (success or failure), and content, metadata, processing_time or error' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from submit" -l claim-next -d 'Also claim the next jobs of these content types for --worker, in the same transaction' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from submit" -l max -d 'With --claim-next, claim at most N jobs' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from submit" -l time-limit -d 'How long a claim lasts without a heartbeat, by content type, e.g. audio=45m [defaults: audio and youtube 30m, video 1h, document and web 10m, image 5m, others 30m]' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from submit" -l as -d 'Name of the actor, recorded in the events [default: user@host]' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from submit" -l database-url -d 'URL of the database; - reads it from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from submit" -l profile -d 'Profile of the configuration file, which names the database' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from submit" -l read-url -d 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from submit" -l output -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from submit" -l color -d 'Color output; respects NO_COLOR' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from submit" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from submit" -l migrations-dir -d 'Folder with your own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from submit" -l success -d 'Report success'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from submit" -l failure -d 'Report failure; requires --error'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from submit" -s v -l verbose -d 'Log more to standard error; -vv logs every SQL statement'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from submit" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from requeue" -l kind -d 'Only these kinds, comma-separated: remote, ingest, processing, task-run [default: all]' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from requeue" -l status -d 'Only these statuses, comma-separated: pending, processing, completed, failed, timeout, cancelled' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from requeue" -l type -d 'Only these content types, document types or job types, comma-separated' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from requeue" -l worker -d 'Only jobs claimed by this worker' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from requeue" -l ingestion-task -d 'Only remote jobs created for this ingestion job' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from requeue" -l error -d 'Only jobs whose error contains this text (case-insensitive)' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from requeue" -l fingerprint -d 'Only failed and timed-out jobs with this fingerprint, which `jobs failures` shows' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from requeue" -l where -d 'Only remote jobs with this option, e.g. options.lang=en; may be repeated' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from requeue" -l created-after -d 'Only jobs created after this time, e.g. 2026-01-02T03:04:05Z, 2026-01-02 (UTC), yesterday, "2h ago"' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from requeue" -l created-before -d 'Only jobs created before this time; same formats as --created-after' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from requeue" -l ended-after -d 'Only jobs that ended after this time; same formats as --created-after' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from requeue" -l ended-before -d 'Only jobs that ended before this time; same formats as --created-after' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from requeue" -l older-than -d 'Only jobs created at least this long ago, e.g. 2h or 7d' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from requeue" -l limit -d 'Change at most N jobs, oldest first' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from requeue" -l rate -d 'Change at most N jobs per second' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from requeue" -l reason -d 'Reason, recorded in the events; required with --force and for more than 100 jobs' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from requeue" -l keep-for -d 'Keep the jobs as they were for this long, for `jobs undo`, e.g. 12h or 30d; 0 keeps nothing' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from requeue" -l plan-out -d 'Write the plan to this file for --apply, and change nothing' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from requeue" -l apply -d 'Apply the plan in this file, which --plan-out wrote; instead of ids, filters and --limit' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from requeue" -l as -d 'Name of the actor, recorded in the events [default: user@host]' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from requeue" -l canary -d 'Requeue N jobs first, wait until they end, then requeue in steps, each four times as large as the one before' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from requeue" -l max-failure-rate -d 'With --canary: stop if more than this share of a step\'s jobs fails' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from requeue" -l canary-timeout -d 'With --canary: stop if a step\'s jobs have not ended after this time' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from requeue" -l database-url -d 'URL of the database; - reads it from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from requeue" -l profile -d 'Profile of the configuration file, which names the database' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from requeue" -l read-url -d 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from requeue" -l output -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from requeue" -l color -d 'Color output; respects NO_COLOR' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from requeue" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from requeue" -l migrations-dir -d 'Folder with your own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from requeue" -l overdue -d 'Only remote jobs past their deadline that have not ended; `jobs expire` times them out'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from requeue" -l all -d 'Select all jobs that the action applies to; required if no id and no filter is given'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from requeue" -l dry-run -d 'Show the plan and change nothing'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from requeue" -l yes -d 'Apply the plan without asking for confirmation'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from requeue" -l reset-retries -d 'Also reset the failure count to 0'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from requeue" -l force -d 'Also requeue jobs that have no retries left, wait for a retry, are completed or are running; requires --reason'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from requeue" -s v -l verbose -d 'Log more to standard error; -vv logs every SQL statement'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from requeue" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from cancel" -l kind -d 'Only these kinds, comma-separated: remote, ingest, processing, task-run [default: all]' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from cancel" -l status -d 'Only these statuses, comma-separated: pending, processing, completed, failed, timeout, cancelled' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from cancel" -l type -d 'Only these content types, document types or job types, comma-separated' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from cancel" -l worker -d 'Only jobs claimed by this worker' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from cancel" -l ingestion-task -d 'Only remote jobs created for this ingestion job' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from cancel" -l error -d 'Only jobs whose error contains this text (case-insensitive)' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from cancel" -l fingerprint -d 'Only failed and timed-out jobs with this fingerprint, which `jobs failures` shows' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from cancel" -l where -d 'Only remote jobs with this option, e.g. options.lang=en; may be repeated' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from cancel" -l created-after -d 'Only jobs created after this time, e.g. 2026-01-02T03:04:05Z, 2026-01-02 (UTC), yesterday, "2h ago"' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from cancel" -l created-before -d 'Only jobs created before this time; same formats as --created-after' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from cancel" -l ended-after -d 'Only jobs that ended after this time; same formats as --created-after' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from cancel" -l ended-before -d 'Only jobs that ended before this time; same formats as --created-after' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from cancel" -l older-than -d 'Only jobs created at least this long ago, e.g. 2h or 7d' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from cancel" -l limit -d 'Change at most N jobs, oldest first' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from cancel" -l rate -d 'Change at most N jobs per second' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from cancel" -l reason -d 'Reason, recorded in the events; required with --force and for more than 100 jobs' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from cancel" -l keep-for -d 'Keep the jobs as they were for this long, for `jobs undo`, e.g. 12h or 30d; 0 keeps nothing' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from cancel" -l plan-out -d 'Write the plan to this file for --apply, and change nothing' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from cancel" -l apply -d 'Apply the plan in this file, which --plan-out wrote; instead of ids, filters and --limit' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from cancel" -l as -d 'Name of the actor, recorded in the events [default: user@host]' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from cancel" -l database-url -d 'URL of the database; - reads it from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from cancel" -l profile -d 'Profile of the configuration file, which names the database' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from cancel" -l read-url -d 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from cancel" -l output -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from cancel" -l color -d 'Color output; respects NO_COLOR' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from cancel" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from cancel" -l migrations-dir -d 'Folder with your own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from cancel" -l overdue -d 'Only remote jobs past their deadline that have not ended; `jobs expire` times them out'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from cancel" -l all -d 'Select all jobs that the action applies to; required if no id and no filter is given'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from cancel" -l dry-run -d 'Show the plan and change nothing'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from cancel" -l yes -d 'Apply the plan without asking for confirmation'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from cancel" -s v -l verbose -d 'Log more to standard error; -vv logs every SQL statement'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from cancel" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from purge" -l kind -d 'Only these kinds, comma-separated: remote, ingest, processing, task-run [default: all]' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from purge" -l status -d 'Only these statuses, comma-separated: pending, processing, completed, failed, timeout, cancelled' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from purge" -l type -d 'Only these content types, document types or job types, comma-separated' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from purge" -l worker -d 'Only jobs claimed by this worker' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from purge" -l ingestion-task -d 'Only remote jobs created for this ingestion job' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from purge" -l error -d 'Only jobs whose error contains this text (case-insensitive)' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from purge" -l fingerprint -d 'Only failed and timed-out jobs with this fingerprint, which `jobs failures` shows' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from purge" -l where -d 'Only remote jobs with this option, e.g. options.lang=en; may be repeated' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from purge" -l created-after -d 'Only jobs created after this time, e.g. 2026-01-02T03:04:05Z, 2026-01-02 (UTC), yesterday, "2h ago"' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from purge" -l created-before -d 'Only jobs created before this time; same formats as --created-after' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from purge" -l ended-after -d 'Only jobs that ended after this time; same formats as --created-after' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from purge" -l ended-before -d 'Only jobs that ended before this time; same formats as --created-after' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from purge" -l older-than -d 'Only jobs created at least this long ago, e.g. 2h or 7d' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from purge" -l limit -d 'Change at most N jobs, oldest first' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from purge" -l rate -d 'Change at most N jobs per second' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from purge" -l reason -d 'Reason, recorded in the events; required with --force and for more than 100 jobs' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from purge" -l keep-for -d 'Keep the jobs as they were for this long, for `jobs undo`, e.g. 12h or 30d; 0 keeps nothing' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from purge" -l plan-out -d 'Write the plan to this file for --apply, and change nothing' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from purge" -l apply -d 'Apply the plan in this file, which --plan-out wrote; instead of ids, filters and --limit' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from purge" -l as -d 'Name of the actor, recorded in the events [default: user@host]' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from purge" -l database-url -d 'URL of the database; - reads it from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from purge" -l profile -d 'Profile of the configuration file, which names the database' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from purge" -l read-url -d 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from purge" -l output -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from purge" -l color -d 'Color output; respects NO_COLOR' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from purge" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from purge" -l migrations-dir -d 'Folder with your own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from purge" -l overdue -d 'Only remote jobs past their deadline that have not ended; `jobs expire` times them out'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from purge" -l all -d 'Select all jobs that the action applies to; required if no id and no filter is given'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from purge" -l dry-run -d 'Show the plan and change nothing'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from purge" -l yes -d 'Apply the plan without asking for confirmation'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from purge" -s v -l verbose -d 'Log more to standard error; -vv logs every SQL statement'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from purge" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from prioritise" -l kind -d 'Only these kinds, comma-separated: remote, ingest, processing, task-run [default: all]' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from prioritise" -l status -d 'Only these statuses, comma-separated: pending, processing, completed, failed, timeout, cancelled' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from prioritise" -l type -d 'Only these content types, document types or job types, comma-separated' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from prioritise" -l worker -d 'Only jobs claimed by this worker' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from prioritise" -l ingestion-task -d 'Only remote jobs created for this ingestion job' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from prioritise" -l error -d 'Only jobs whose error contains this text (case-insensitive)' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from prioritise" -l fingerprint -d 'Only failed and timed-out jobs with this fingerprint, which `jobs failures` shows' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from prioritise" -l where -d 'Only remote jobs with this option, e.g. options.lang=en; may be repeated' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from prioritise" -l created-after -d 'Only jobs created after this time, e.g. 2026-01-02T03:04:05Z, 2026-01-02 (UTC), yesterday, "2h ago"' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from prioritise" -l created-before -d 'Only jobs created before this time; same formats as --created-after' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from prioritise" -l ended-after -d 'Only jobs that ended after this time; same formats as --created-after' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from prioritise" -l ended-before -d 'Only jobs that ended before this time; same formats as --created-after' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from prioritise" -l older-than -d 'Only jobs created at least this long ago, e.g. 2h or 7d' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from prioritise" -l limit -d 'Change at most N jobs, oldest first' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from prioritise" -l rate -d 'Change at most N jobs per second' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from prioritise" -l reason -d 'Reason, recorded in the events; required with --force and for more than 100 jobs' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from prioritise" -l keep-for -d 'Keep the jobs as they were for this long, for `jobs undo`, e.g. 12h or 30d; 0 keeps nothing' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from prioritise" -l plan-out -d 'Write the plan to this file for --apply, and change nothing' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from prioritise" -l apply -d 'Apply the plan in this file, which --plan-out wrote; instead of ids, filters and --limit' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from prioritise" -l as -d 'Name of the actor, recorded in the events [default: user@host]' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from prioritise" -l to -d 'The priority; may be negative' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from prioritise" -l database-url -d 'URL of the database; - reads it from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from prioritise" -l profile -d 'Profile of the configuration file, which names the database' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from prioritise" -l read-url -d 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from prioritise" -l output -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from prioritise" -l color -d 'Color output; respects NO_COLOR' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from prioritise" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from prioritise" -l migrations-dir -d 'Folder with your own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from prioritise" -l overdue -d 'Only remote jobs past their deadline that have not ended; `jobs expire` times them out'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from prioritise" -l all -d 'Select all jobs that the action applies to; required if no id and no filter is given'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from prioritise" -l dry-run -d 'Show the plan and change nothing'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from prioritise" -l yes -d 'Apply the plan without asking for confirmation'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from prioritise" -s v -l verbose -d 'Log more to standard error; -vv logs every SQL statement'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from prioritise" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from prioritize" -l kind -d 'Only these kinds, comma-separated: remote, ingest, processing, task-run [default: all]' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from prioritize" -l status -d 'Only these statuses, comma-separated: pending, processing, completed, failed, timeout, cancelled' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from prioritize" -l type -d 'Only these content types, document types or job types, comma-separated' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from prioritize" -l worker -d 'Only jobs claimed by this worker' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from prioritize" -l ingestion-task -d 'Only remote jobs created for this ingestion job' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from prioritize" -l error -d 'Only jobs whose error contains this text (case-insensitive)' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from prioritize" -l fingerprint -d 'Only failed and timed-out jobs with this fingerprint, which `jobs failures` shows' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from prioritize" -l where -d 'Only remote jobs with this option, e.g. options.lang=en; may be repeated' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from prioritize" -l created-after -d 'Only jobs created after this time, e.g. 2026-01-02T03:04:05Z, 2026-01-02 (UTC), yesterday, "2h ago"' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from prioritize" -l created-before -d 'Only jobs created before this time; same formats as --created-after' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from prioritize" -l ended-after -d 'Only jobs that ended after this time; same formats as --created-after' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from prioritize" -l ended-before -d 'Only jobs that ended before this time; same formats as --created-after' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from prioritize" -l older-than -d 'Only jobs created at least this long ago, e.g. 2h or 7d' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from prioritize" -l limit -d 'Change at most N jobs, oldest first' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from prioritize" -l rate -d 'Change at most N jobs per second' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from prioritize" -l reason -d 'Reason, recorded in the events; required with --force and for more than 100 jobs' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from prioritize" -l keep-for -d 'Keep the jobs as they were for this long, for `jobs undo`, e.g. 12h or 30d; 0 keeps nothing' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from prioritize" -l plan-out -d 'Write the plan to this file for --apply, and change nothing' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from prioritize" -l apply -d 'Apply the plan in this file, which --plan-out wrote; instead of ids, filters and --limit' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from prioritize" -l as -d 'Name of the actor, recorded in the events [default: user@host]' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from prioritize" -l to -d 'The priority; may be negative' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from prioritize" -l database-url -d 'URL of the database; - reads it from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from prioritize" -l profile -d 'Profile of the configuration file, which names the database' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from prioritize" -l read-url -d 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from prioritize" -l output -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from prioritize" -l color -d 'Color output; respects NO_COLOR' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from prioritize" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from prioritize" -l migrations-dir -d 'Folder with your own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from prioritize" -l overdue -d 'Only remote jobs past their deadline that have not ended; `jobs expire` times them out'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from prioritize" -l all -d 'Select all jobs that the action applies to; required if no id and no filter is given'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from prioritize" -l dry-run -d 'Show the plan and change nothing'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from prioritize" -l yes -d 'Apply the plan without asking for confirmation'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from prioritize" -s v -l verbose -d 'Log more to standard error; -vv logs every SQL statement'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from prioritize" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from pause" -l type -d 'Content types, comma-separated: audio, video, document, image, web, youtube' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from pause" -l until -d 'Resume by itself at this time, e.g. 2026-01-02T03:04:05Z, 2026-01-02 (UTC), or after a length of time, e.g. 2h' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from pause" -l reason -d 'Reason, shown by `jobs why` and `jobs limits`' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from pause" -l as -d 'Name of the actor, recorded in the events [default: user@host]' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from pause" -l database-url -d 'URL of the database; - reads it from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from pause" -l profile -d 'Profile of the configuration file, which names the database' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from pause" -l read-url -d 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from pause" -l output -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from pause" -l color -d 'Color output; respects NO_COLOR' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from pause" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from pause" -l migrations-dir -d 'Folder with your own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from pause" -l all -d 'All content types'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from pause" -s v -l verbose -d 'Log more to standard error; -vv logs every SQL statement'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from pause" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from resume" -l type -d 'Content types, comma-separated: audio, video, document, image, web, youtube' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from resume" -l reason -d 'Reason, recorded in the audit' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from resume" -l as -d 'Name of the actor, recorded in the events [default: user@host]' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from resume" -l database-url -d 'URL of the database; - reads it from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from resume" -l profile -d 'Profile of the configuration file, which names the database' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from resume" -l read-url -d 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from resume" -l output -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from resume" -l color -d 'Color output; respects NO_COLOR' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from resume" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from resume" -l migrations-dir -d 'Folder with your own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from resume" -l all -d 'All content types'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from resume" -s v -l verbose -d 'Log more to standard error; -vv logs every SQL statement'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from resume" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from limits" -l database-url -d 'URL of the database; - reads it from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from limits" -l profile -d 'Profile of the configuration file, which names the database' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from limits" -l read-url -d 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from limits" -l output -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from limits" -l color -d 'Color output; respects NO_COLOR' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from limits" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from limits" -l migrations-dir -d 'Folder with your own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from limits" -s v -l verbose -d 'Log more to standard error; -vv logs every SQL statement'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from limits" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from limits" -f -a "set" -d 'Let at most N jobs of a type run at once, over all workers'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from limits" -f -a "clear" -d 'Remove the limit of a type'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from limits" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from expire" -l retry-window -d 'Retry only failures that are at most this old' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from expire" -l every -d 'Repeat at this interval until interrupted' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from expire" -l as -d 'Name of the actor, recorded in the events [default: user@host]' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from expire" -l database-url -d 'URL of the database; - reads it from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from expire" -l profile -d 'Profile of the configuration file, which names the database' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from expire" -l read-url -d 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from expire" -l output -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from expire" -l color -d 'Color output; respects NO_COLOR' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from expire" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from expire" -l migrations-dir -d 'Folder with your own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from expire" -l retry -d 'Retry recently failed and timed-out jobs that were claimed with morag-db, after a backoff'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from expire" -l retry-backlog -d 'Allow retrying more than 100 failures in one run'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from expire" -l dry-run -d 'Count the jobs that would change, and change nothing'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from expire" -s v -l verbose -d 'Log more to standard error; -vv logs every SQL statement'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from expire" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from late" -l database-url -d 'URL of the database; - reads it from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from late" -l profile -d 'Profile of the configuration file, which names the database' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from late" -l read-url -d 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from late" -l output -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from late" -l color -d 'Color output; respects NO_COLOR' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from late" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from late" -l migrations-dir -d 'Folder with your own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from late" -s v -l verbose -d 'Log more to standard error; -vv logs every SQL statement'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from late" -s h -l help -d 'Print help'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from late" -f -a "list" -d 'List late results, newest first'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from late" -f -a "accept" -d 'Accept a late result as the job\'s result, unless a worker is processing the job'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from late" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from bench" -l jobs -d 'Number of jobs for each measurement' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from bench" -l workers -d 'Number of concurrent workers; a single worker is measured too' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from bench" -l database-url -d 'URL of the database; - reads it from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from bench" -l profile -d 'Profile of the configuration file, which names the database' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from bench" -l read-url -d 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from bench" -l output -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from bench" -l color -d 'Color output; respects NO_COLOR' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from bench" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from bench" -l migrations-dir -d 'Folder with your own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from bench" -s v -l verbose -d 'Log more to standard error; -vv logs every SQL statement'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from bench" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from operations" -l database-url -d 'URL of the database; - reads it from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from operations" -l profile -d 'Profile of the configuration file, which names the database' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from operations" -l read-url -d 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from operations" -l output -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from operations" -l color -d 'Color output; respects NO_COLOR' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from operations" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from operations" -l migrations-dir -d 'Folder with your own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from operations" -s v -l verbose -d 'Log more to standard error; -vv logs every SQL statement'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from operations" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from operations" -f -a "show" -d 'Show the status of an operation'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from operations" -f -a "pause" -d 'Pause an operation: jobs that are released go on, no further ones are released'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from operations" -f -a "resume" -d 'Resume an operation that was paused, stopped or interrupted, and carry it out to its end'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from operations" -f -a "abort" -d 'End an operation for good: its remaining jobs stay as they are'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from operations" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from undo" -l rate -d 'Undo at most N jobs per second' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from undo" -l reason -d 'Reason, recorded in the events' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from undo" -l as -d 'Name of the actor, recorded in the events [default: user@host]' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from undo" -l database-url -d 'URL of the database; - reads it from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from undo" -l profile -d 'Profile of the configuration file, which names the database' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from undo" -l read-url -d 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from undo" -l output -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from undo" -l color -d 'Color output; respects NO_COLOR' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from undo" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from undo" -l migrations-dir -d 'Folder with your own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from undo" -l dry-run -d 'Show the plan and change nothing'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from undo" -l yes -d 'Undo without asking for confirmation'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from undo" -s v -l verbose -d 'Log more to standard error; -vv logs every SQL statement'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from undo" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from archive" -l ended-before -d 'Move jobs that ended before this time, e.g. "30d ago" or 2026-01-01; at least one day ago' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from archive" -l status -d 'Only these statuses, comma-separated: completed, failed, timeout, cancelled [default: all]' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from archive" -l limit -d 'Move at most N jobs, those that ended first' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from archive" -l rate -d 'Move at most N jobs per second' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from archive" -l reason -d 'Reason, recorded with the operation' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from archive" -l as -d 'Name of the actor, recorded in the events [default: user@host]' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from archive" -l database-url -d 'URL of the database; - reads it from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from archive" -l profile -d 'Profile of the configuration file, which names the database' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from archive" -l read-url -d 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from archive" -l output -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from archive" -l color -d 'Color output; respects NO_COLOR' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from archive" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from archive" -l migrations-dir -d 'Folder with your own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from archive" -l dry-run -d 'Show the plan and change nothing'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from archive" -l yes -d 'Move the jobs without asking for confirmation'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from archive" -s v -l verbose -d 'Log more to standard error; -vv logs every SQL statement'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from archive" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from archive" -f -a "kept" -d 'List the rows that are kept for `jobs undo`, by operation'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from archive" -f -a "prune" -d 'Delete expired rows that were kept for `jobs undo`; with an option, also rows that have not expired'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from archive" -f -a "export" -d 'Write the jobs of a month with their events and late results to compressed files'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from archive" -f -a "drop" -d 'Drop a month of the archive'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from archive" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from audit" -l limit -d 'Show at most N operations or jobs' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from audit" -l database-url -d 'URL of the database; - reads it from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from audit" -l profile -d 'Profile of the configuration file, which names the database' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from audit" -l read-url -d 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from audit" -l output -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from audit" -l color -d 'Color output; respects NO_COLOR' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from audit" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from audit" -l migrations-dir -d 'Folder with your own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from audit" -s v -l verbose -d 'Log more to standard error; -vv logs every SQL statement'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from audit" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from help" -f -a "list" -d 'List jobs of all kinds, newest first'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show one job with its attempts, operator actions and late results'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from help" -f -a "why" -d 'Explain why a job is not done, and which command moves it on'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from help" -f -a "failures" -d 'Group failed and timed-out jobs by error'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from help" -f -a "stats" -d 'Count jobs by kind and status; show wait times, run times and frequent errors'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from help" -f -a "workers" -d 'List workers that have a job now or had one recently'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from help" -f -a "watch" -d 'Watch jobs: redraw a table on a terminal, otherwise print each change as a line of JSON'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from help" -f -a "create" -d 'Create remote jobs'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from help" -f -a "claim" -d 'Claim pending jobs for a worker; the list is empty if there are none'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from help" -f -a "heartbeat" -d 'Send a heartbeat, which extends the deadline of a claim'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from help" -f -a "submit" -d 'Submit a result; a late result is refused (exit code 9) and stored'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from help" -f -a "requeue" -d 'Requeue failed, timed-out or cancelled jobs'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from help" -f -a "cancel" -d 'Cancel pending or running jobs'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from help" -f -a "purge" -d 'Delete remote jobs that have ended'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from help" -f -a "prioritise" -d 'Set the priority of pending remote jobs: those with a smaller number are claimed first'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from help" -f -a "pause" -d 'Pause types of remote jobs: workers get none of them until they are resumed'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from help" -f -a "resume" -d 'Resume paused types of remote jobs'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from help" -f -a "limits" -d 'Show paused and limited types of remote jobs, or limit how many jobs of a type run at once'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from help" -f -a "expire" -d 'Expire remote jobs past their deadline; with --retry, also retry failed jobs'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from help" -f -a "late" -d 'List late results, or accept one'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from help" -f -a "bench" -d 'Measure throughput in jobs per second on a scratch database, which is then dropped'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from help" -f -a "operations" -d 'Show, pause, resume or abort a requeue that runs in steps (--canary)'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from help" -f -a "undo" -d 'Undo a bulk operation: restore the jobs that nobody has changed since'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from help" -f -a "archive" -d 'Move ended jobs into the archive, or show what it has'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from help" -f -a "audit" -d 'List bulk operations, newest first, or the jobs that one operation changed'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c morag-db -n "__fish_morag_db_using_subcommand serve" -l listen -d 'Address and port to listen on; port 0 chooses a free one' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand serve" -l anonymous-from -d 'Network whose clients need no API key; may be repeated' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand serve" -l anonymous-role -d 'Role of clients without an API key [default: user]' -r -f -a "viewer\t'Read'
user\t'Create and process jobs'
admin\t'Also requeue and cancel jobs'"
complete -c morag-db -n "__fish_morag_db_using_subcommand serve" -l trusted-proxy -d 'Network of proxies whose X-Forwarded-For header is trusted; may be repeated' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand serve" -l source-root -d 'Folder from which source files may be downloaded; may be repeated' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand serve" -l tls-cert -d 'TLS certificate chain, a PEM file' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand serve" -l tls-key -d 'TLS private key, a PEM file' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand serve" -l max-body -d 'Maximum size of a request body, in MiB' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand serve" -l rate-limit -d 'Maximum number of requests per second for each API key or address; 0 means no limit' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand serve" -l max-connections -d 'Maximum number of client connections' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand serve" -l max-wait -d 'Maximum duration of a long poll' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand serve" -l request-timeout -d 'Timeout of a request for a free database connection, and then for the answer of the database' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand serve" -l grace -d 'Maximum time for running requests to finish after SIGTERM' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand serve" -l sweep-interval -d 'Interval of the sweeper, which expires and retries jobs; only one instance runs it at a time' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand serve" -l archive-after -d 'Archive jobs that ended longer ago than this, up to 1,000 with each sweep, e.g. 30d; at least 1d [default: archive none]' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand serve" -l retry-window -d 'Retry only failures that are at most this old' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand serve" -l read-max-age -d 'Maximum age of what is read from the replica of --read-url; if its data is older, the database is read' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand serve" -l wait -d 'Wait up to this long for a database that refuses connections or is starting' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand serve" -l time-limit -d 'How long a claim lasts without a heartbeat, by content type, e.g. audio=45m [defaults: audio and youtube 30m, video 1h, document and web 10m, image 5m, others 30m]' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand serve" -l database-url -d 'URL of the database; - reads it from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand serve" -l profile -d 'Profile of the configuration file, which names the database' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand serve" -l read-url -d 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand serve" -l output -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand serve" -l color -d 'Color output; respects NO_COLOR' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand serve" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand serve" -l migrations-dir -d 'Folder with your own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand serve" -l require-keys -d 'Require an API key from every client, local ones included; use it behind a reverse proxy'
complete -c morag-db -n "__fish_morag_db_using_subcommand serve" -l no-sweep -d 'Do not run the sweeper; run `morag-db jobs expire --retry` regularly instead'
complete -c morag-db -n "__fish_morag_db_using_subcommand serve" -l retry-backlog -d 'Allow retrying more than 100 failures in one run'
complete -c morag-db -n "__fish_morag_db_using_subcommand serve" -s v -l verbose -d 'Log more to standard error; -vv logs every SQL statement'
complete -c morag-db -n "__fish_morag_db_using_subcommand serve" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand shell" -l database-url -d 'URL of the database; - reads it from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand shell" -l profile -d 'Profile of the configuration file, which names the database' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand shell" -l read-url -d 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand shell" -l output -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand shell" -l color -d 'Color output; respects NO_COLOR' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand shell" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand shell" -l migrations-dir -d 'Folder with your own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand shell" -l read-only -d 'Refuse writes, unless somebody sets the session otherwise'
complete -c morag-db -n "__fish_morag_db_using_subcommand shell" -s v -l verbose -d 'Log more to standard error; -vv logs every SQL statement'
complete -c morag-db -n "__fish_morag_db_using_subcommand shell" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand seed" -l seed -d 'Random seed; the same seed creates the same rows, except for their times' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand seed" -l remote-jobs -d 'Create N remote jobs instead, 90 % of them completed' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand seed" -l days -d 'Spread the creation times of these jobs over the last N days' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand seed" -l database-url -d 'URL of the database; - reads it from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand seed" -l profile -d 'Profile of the configuration file, which names the database' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand seed" -l read-url -d 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand seed" -l output -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand seed" -l color -d 'Color output; respects NO_COLOR' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand seed" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand seed" -l migrations-dir -d 'Folder with your own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand seed" -l with-events -d 'Also create the events of these jobs (claim and end of each run)'
complete -c morag-db -n "__fish_morag_db_using_subcommand seed" -s v -l verbose -d 'Log more to standard error; -vv logs every SQL statement'
complete -c morag-db -n "__fish_morag_db_using_subcommand seed" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand tasks; and not __fish_seen_subcommand_from list show help" -l database-url -d 'URL of the database; - reads it from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand tasks; and not __fish_seen_subcommand_from list show help" -l profile -d 'Profile of the configuration file, which names the database' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand tasks; and not __fish_seen_subcommand_from list show help" -l read-url -d 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand tasks; and not __fish_seen_subcommand_from list show help" -l output -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand tasks; and not __fish_seen_subcommand_from list show help" -l color -d 'Color output; respects NO_COLOR' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand tasks; and not __fish_seen_subcommand_from list show help" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand tasks; and not __fish_seen_subcommand_from list show help" -l migrations-dir -d 'Folder with your own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand tasks; and not __fish_seen_subcommand_from list show help" -s v -l verbose -d 'Log more to standard error; -vv logs every SQL statement'
complete -c morag-db -n "__fish_morag_db_using_subcommand tasks; and not __fish_seen_subcommand_from list show help" -s h -l help -d 'Print help'
complete -c morag-db -n "__fish_morag_db_using_subcommand tasks; and not __fish_seen_subcommand_from list show help" -f -a "list" -d 'List tasks with their success rates'
complete -c morag-db -n "__fish_morag_db_using_subcommand tasks; and not __fish_seen_subcommand_from list show help" -f -a "show" -d 'Show a task with its runs, metrics and artifacts'
complete -c morag-db -n "__fish_morag_db_using_subcommand tasks; and not __fish_seen_subcommand_from list show help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c morag-db -n "__fish_morag_db_using_subcommand tasks; and __fish_seen_subcommand_from list" -l limit -d 'Show at most N tasks' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand tasks; and __fish_seen_subcommand_from list" -l database-url -d 'URL of the database; - reads it from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand tasks; and __fish_seen_subcommand_from list" -l profile -d 'Profile of the configuration file, which names the database' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand tasks; and __fish_seen_subcommand_from list" -l read-url -d 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand tasks; and __fish_seen_subcommand_from list" -l output -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand tasks; and __fish_seen_subcommand_from list" -l color -d 'Color output; respects NO_COLOR' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand tasks; and __fish_seen_subcommand_from list" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand tasks; and __fish_seen_subcommand_from list" -l migrations-dir -d 'Folder with your own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand tasks; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Log more to standard error; -vv logs every SQL statement'
complete -c morag-db -n "__fish_morag_db_using_subcommand tasks; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand tasks; and __fish_seen_subcommand_from show" -l database-url -d 'URL of the database; - reads it from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand tasks; and __fish_seen_subcommand_from show" -l profile -d 'Profile of the configuration file, which names the database' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand tasks; and __fish_seen_subcommand_from show" -l read-url -d 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand tasks; and __fish_seen_subcommand_from show" -l output -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand tasks; and __fish_seen_subcommand_from show" -l color -d 'Color output; respects NO_COLOR' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand tasks; and __fish_seen_subcommand_from show" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand tasks; and __fish_seen_subcommand_from show" -l migrations-dir -d 'Folder with your own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand tasks; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Log more to standard error; -vv logs every SQL statement'
complete -c morag-db -n "__fish_morag_db_using_subcommand tasks; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand tasks; and __fish_seen_subcommand_from help" -f -a "list" -d 'List tasks with their success rates'
complete -c morag-db -n "__fish_morag_db_using_subcommand tasks; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show a task with its runs, metrics and artifacts'
complete -c morag-db -n "__fish_morag_db_using_subcommand tasks; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c morag-db -n "__fish_morag_db_using_subcommand users; and not __fish_seen_subcommand_from create list help" -l database-url -d 'URL of the database; - reads it from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand users; and not __fish_seen_subcommand_from create list help" -l profile -d 'Profile of the configuration file, which names the database' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand users; and not __fish_seen_subcommand_from create list help" -l read-url -d 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand users; and not __fish_seen_subcommand_from create list help" -l output -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand users; and not __fish_seen_subcommand_from create list help" -l color -d 'Color output; respects NO_COLOR' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand users; and not __fish_seen_subcommand_from create list help" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand users; and not __fish_seen_subcommand_from create list help" -l migrations-dir -d 'Folder with your own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand users; and not __fish_seen_subcommand_from create list help" -s v -l verbose -d 'Log more to standard error; -vv logs every SQL statement'
complete -c morag-db -n "__fish_morag_db_using_subcommand users; and not __fish_seen_subcommand_from create list help" -s h -l help -d 'Print help'
complete -c morag-db -n "__fish_morag_db_using_subcommand users; and not __fish_seen_subcommand_from create list help" -f -a "create" -d 'Create a user'
complete -c morag-db -n "__fish_morag_db_using_subcommand users; and not __fish_seen_subcommand_from create list help" -f -a "list" -d 'List users'
complete -c morag-db -n "__fish_morag_db_using_subcommand users; and not __fish_seen_subcommand_from create list help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c morag-db -n "__fish_morag_db_using_subcommand users; and __fish_seen_subcommand_from create" -l name -d 'Name of the user' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand users; and __fish_seen_subcommand_from create" -l email -d 'Email address, unique among users' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand users; and __fish_seen_subcommand_from create" -l role -d 'Role: ADMIN manages jobs, USER creates and processes jobs, VIEWER only reads' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand users; and __fish_seen_subcommand_from create" -l database-url -d 'URL of the database; - reads it from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand users; and __fish_seen_subcommand_from create" -l profile -d 'Profile of the configuration file, which names the database' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand users; and __fish_seen_subcommand_from create" -l read-url -d 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand users; and __fish_seen_subcommand_from create" -l output -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand users; and __fish_seen_subcommand_from create" -l color -d 'Color output; respects NO_COLOR' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand users; and __fish_seen_subcommand_from create" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand users; and __fish_seen_subcommand_from create" -l migrations-dir -d 'Folder with your own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand users; and __fish_seen_subcommand_from create" -s v -l verbose -d 'Log more to standard error; -vv logs every SQL statement'
complete -c morag-db -n "__fish_morag_db_using_subcommand users; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand users; and __fish_seen_subcommand_from list" -l database-url -d 'URL of the database; - reads it from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand users; and __fish_seen_subcommand_from list" -l profile -d 'Profile of the configuration file, which names the database' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand users; and __fish_seen_subcommand_from list" -l read-url -d 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand users; and __fish_seen_subcommand_from list" -l output -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand users; and __fish_seen_subcommand_from list" -l color -d 'Color output; respects NO_COLOR' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand users; and __fish_seen_subcommand_from list" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand users; and __fish_seen_subcommand_from list" -l migrations-dir -d 'Folder with your own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand users; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Log more to standard error; -vv logs every SQL statement'
complete -c morag-db -n "__fish_morag_db_using_subcommand users; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand users; and __fish_seen_subcommand_from help" -f -a "create" -d 'Create a user'
complete -c morag-db -n "__fish_morag_db_using_subcommand users; and __fish_seen_subcommand_from help" -f -a "list" -d 'List users'
complete -c morag-db -n "__fish_morag_db_using_subcommand users; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and not __fish_seen_subcommand_from create list revoke help" -l database-url -d 'URL of the database; - reads it from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and not __fish_seen_subcommand_from create list revoke help" -l profile -d 'Profile of the configuration file, which names the database' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and not __fish_seen_subcommand_from create list revoke help" -l read-url -d 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and not __fish_seen_subcommand_from create list revoke help" -l output -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and not __fish_seen_subcommand_from create list revoke help" -l color -d 'Color output; respects NO_COLOR' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and not __fish_seen_subcommand_from create list revoke help" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and not __fish_seen_subcommand_from create list revoke help" -l migrations-dir -d 'Folder with your own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and not __fish_seen_subcommand_from create list revoke help" -s v -l verbose -d 'Log more to standard error; -vv logs every SQL statement'
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and not __fish_seen_subcommand_from create list revoke help" -s h -l help -d 'Print help'
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and not __fish_seen_subcommand_from create list revoke help" -f -a "create" -d 'Create an API key for a user; it is shown only once, and only its hash is stored'
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and not __fish_seen_subcommand_from create list revoke help" -f -a "list" -d 'List API keys, without their secrets'
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and not __fish_seen_subcommand_from create list revoke help" -f -a "revoke" -d 'Revoke an API key'
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and not __fish_seen_subcommand_from create list revoke help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and __fish_seen_subcommand_from create" -l user -d 'Id or email address of the user' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and __fish_seen_subcommand_from create" -l name -d 'Name of the key, e.g. the machine that uses it' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and __fish_seen_subcommand_from create" -l database-url -d 'URL of the database; - reads it from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and __fish_seen_subcommand_from create" -l profile -d 'Profile of the configuration file, which names the database' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and __fish_seen_subcommand_from create" -l read-url -d 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and __fish_seen_subcommand_from create" -l output -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and __fish_seen_subcommand_from create" -l color -d 'Color output; respects NO_COLOR' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and __fish_seen_subcommand_from create" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and __fish_seen_subcommand_from create" -l migrations-dir -d 'Folder with your own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and __fish_seen_subcommand_from create" -s v -l verbose -d 'Log more to standard error; -vv logs every SQL statement'
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and __fish_seen_subcommand_from list" -l database-url -d 'URL of the database; - reads it from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and __fish_seen_subcommand_from list" -l profile -d 'Profile of the configuration file, which names the database' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and __fish_seen_subcommand_from list" -l read-url -d 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and __fish_seen_subcommand_from list" -l output -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and __fish_seen_subcommand_from list" -l color -d 'Color output; respects NO_COLOR' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and __fish_seen_subcommand_from list" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and __fish_seen_subcommand_from list" -l migrations-dir -d 'Folder with your own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Log more to standard error; -vv logs every SQL statement'
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and __fish_seen_subcommand_from revoke" -l database-url -d 'URL of the database; - reads it from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and __fish_seen_subcommand_from revoke" -l profile -d 'Profile of the configuration file, which names the database' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and __fish_seen_subcommand_from revoke" -l read-url -d 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and __fish_seen_subcommand_from revoke" -l output -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and __fish_seen_subcommand_from revoke" -l color -d 'Color output; respects NO_COLOR' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and __fish_seen_subcommand_from revoke" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and __fish_seen_subcommand_from revoke" -l migrations-dir -d 'Folder with your own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and __fish_seen_subcommand_from revoke" -s v -l verbose -d 'Log more to standard error; -vv logs every SQL statement'
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and __fish_seen_subcommand_from revoke" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and __fish_seen_subcommand_from help" -f -a "create" -d 'Create an API key for a user; it is shown only once, and only its hash is stored'
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and __fish_seen_subcommand_from help" -f -a "list" -d 'List API keys, without their secrets'
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and __fish_seen_subcommand_from help" -f -a "revoke" -d 'Revoke an API key'
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c morag-db -n "__fish_morag_db_using_subcommand config; and not __fish_seen_subcommand_from show check help" -l database-url -d 'URL of the database; - reads it from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand config; and not __fish_seen_subcommand_from show check help" -l profile -d 'Profile of the configuration file, which names the database' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand config; and not __fish_seen_subcommand_from show check help" -l read-url -d 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand config; and not __fish_seen_subcommand_from show check help" -l output -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand config; and not __fish_seen_subcommand_from show check help" -l color -d 'Color output; respects NO_COLOR' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand config; and not __fish_seen_subcommand_from show check help" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand config; and not __fish_seen_subcommand_from show check help" -l migrations-dir -d 'Folder with your own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand config; and not __fish_seen_subcommand_from show check help" -s v -l verbose -d 'Log more to standard error; -vv logs every SQL statement'
complete -c morag-db -n "__fish_morag_db_using_subcommand config; and not __fish_seen_subcommand_from show check help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand config; and not __fish_seen_subcommand_from show check help" -f -a "show" -d 'Show the profiles without passwords, and which one this run would use'
complete -c morag-db -n "__fish_morag_db_using_subcommand config; and not __fish_seen_subcommand_from show check help" -f -a "check" -d 'Check the configuration file: its keys, URLs, files, variables and programs; connects to nothing'
complete -c morag-db -n "__fish_morag_db_using_subcommand config; and not __fish_seen_subcommand_from show check help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c morag-db -n "__fish_morag_db_using_subcommand config; and __fish_seen_subcommand_from show" -l database-url -d 'URL of the database; - reads it from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand config; and __fish_seen_subcommand_from show" -l profile -d 'Profile of the configuration file, which names the database' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand config; and __fish_seen_subcommand_from show" -l read-url -d 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand config; and __fish_seen_subcommand_from show" -l output -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand config; and __fish_seen_subcommand_from show" -l color -d 'Color output; respects NO_COLOR' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand config; and __fish_seen_subcommand_from show" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand config; and __fish_seen_subcommand_from show" -l migrations-dir -d 'Folder with your own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand config; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Log more to standard error; -vv logs every SQL statement'
complete -c morag-db -n "__fish_morag_db_using_subcommand config; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand config; and __fish_seen_subcommand_from check" -l database-url -d 'URL of the database; - reads it from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand config; and __fish_seen_subcommand_from check" -l profile -d 'Profile of the configuration file, which names the database' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand config; and __fish_seen_subcommand_from check" -l read-url -d 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand config; and __fish_seen_subcommand_from check" -l output -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand config; and __fish_seen_subcommand_from check" -l color -d 'Color output; respects NO_COLOR' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand config; and __fish_seen_subcommand_from check" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand config; and __fish_seen_subcommand_from check" -l migrations-dir -d 'Folder with your own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand config; and __fish_seen_subcommand_from check" -s v -l verbose -d 'Log more to standard error; -vv logs every SQL statement'
complete -c morag-db -n "__fish_morag_db_using_subcommand config; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show the profiles without passwords, and which one this run would use'
complete -c morag-db -n "__fish_morag_db_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "check" -d 'Check the configuration file: its keys, URLs, files, variables and programs; connects to nothing'
complete -c morag-db -n "__fish_morag_db_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c morag-db -n "__fish_morag_db_using_subcommand completions" -l database-url -d 'URL of the database; - reads it from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand completions" -l profile -d 'Profile of the configuration file, which names the database' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand completions" -l read-url -d 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand completions" -l output -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand completions" -l color -d 'Color output; respects NO_COLOR' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand completions" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand completions" -l migrations-dir -d 'Folder with your own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand completions" -l static -d 'Write a script that never runs morag-db; it completes only commands, options and fixed values'
complete -c morag-db -n "__fish_morag_db_using_subcommand completions" -s v -l verbose -d 'Log more to standard error; -vv logs every SQL statement'
complete -c morag-db -n "__fish_morag_db_using_subcommand completions" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand version" -l database-url -d 'URL of the database; - reads it from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand version" -l profile -d 'Profile of the configuration file, which names the database' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand version" -l read-url -d 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand version" -l output -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand version" -l color -d 'Color output; respects NO_COLOR' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand version" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand version" -l migrations-dir -d 'Folder with your own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand version" -s v -l verbose -d 'Log more to standard error; -vv logs every SQL statement'
complete -c morag-db -n "__fish_morag_db_using_subcommand version" -s h -l help -d 'Print help'
complete -c morag-db -n "__fish_morag_db_using_subcommand man" -l database-url -d 'URL of the database; - reads it from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand man" -l profile -d 'Profile of the configuration file, which names the database' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand man" -l read-url -d 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand man" -l output -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand man" -l color -d 'Color output; respects NO_COLOR' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand man" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand man" -l migrations-dir -d 'Folder with your own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand man" -s v -l verbose -d 'Log more to standard error; -vv logs every SQL statement'
complete -c morag-db -n "__fish_morag_db_using_subcommand man" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and not __fish_seen_subcommand_from init verify health reset copy backup restore migrate schema status jobs serve shell seed tasks users api-keys config completions version man help" -f -a "init" -d 'Create the database if it is missing, migrate, and verify the result'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and not __fish_seen_subcommand_from init verify health reset copy backup restore migrate schema status jobs serve shell seed tasks users api-keys config completions version man help" -f -a "verify" -d 'Compare the live schema with the expected one; never writes'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and not __fish_seen_subcommand_from init verify health reset copy backup restore migrate schema status jobs serve shell seed tasks users api-keys config completions version man help" -f -a "health" -d 'Check whether the database can serve now; never writes'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and not __fish_seen_subcommand_from init verify health reset copy backup restore migrate schema status jobs serve shell seed tasks users api-keys config completions version man help" -f -a "reset" -d 'Drop everything that morag-db manages and create it anew; asks for confirmation'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and not __fish_seen_subcommand_from init verify health reset copy backup restore migrate schema status jobs serve shell seed tasks users api-keys config completions version man help" -f -a "copy" -d 'Copy the rows of a database to another one, on any engine, and compare both'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and not __fish_seen_subcommand_from init verify health reset copy backup restore migrate schema status jobs serve shell seed tasks users api-keys config completions version man help" -f -a "backup" -d 'Write all rows to a file that can be restored on any engine, or check such a file'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and not __fish_seen_subcommand_from init verify health reset copy backup restore migrate schema status jobs serve shell seed tasks users api-keys config completions version man help" -f -a "restore" -d 'Fill an empty database from a backup'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and not __fish_seen_subcommand_from init verify health reset copy backup restore migrate schema status jobs serve shell seed tasks users api-keys config completions version man help" -f -a "migrate" -d 'Apply, undo and inspect migrations; without a subcommand, apply pending migrations'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and not __fish_seen_subcommand_from init verify health reset copy backup restore migrate schema status jobs serve shell seed tasks users api-keys config completions version man help" -f -a "schema" -d 'Print the schema'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and not __fish_seen_subcommand_from init verify health reset copy backup restore migrate schema status jobs serve shell seed tasks users api-keys config completions version man help" -f -a "status" -d 'List migrations and their states, like `migrate status`; never writes'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and not __fish_seen_subcommand_from init verify health reset copy backup restore migrate schema status jobs serve shell seed tasks users api-keys config completions version man help" -f -a "jobs" -d 'List, manage and process jobs'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and not __fish_seen_subcommand_from init verify health reset copy backup restore migrate schema status jobs serve shell seed tasks users api-keys config completions version man help" -f -a "serve" -d 'Serve the HTTP API for remote workers and operators, and a web page'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and not __fish_seen_subcommand_from init verify health reset copy backup restore migrate schema status jobs serve shell seed tasks users api-keys config completions version man help" -f -a "shell" -d 'Open the engine\'s own client: psql, mariadb or mysql, sqlite3'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and not __fish_seen_subcommand_from init verify health reset copy backup restore migrate schema status jobs serve shell seed tasks users api-keys config completions version man help" -f -a "seed" -d 'Create demo data in every table, or remote jobs in bulk'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and not __fish_seen_subcommand_from init verify health reset copy backup restore migrate schema status jobs serve shell seed tasks users api-keys config completions version man help" -f -a "tasks" -d 'List and show the MGX agent\'s tasks'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and not __fish_seen_subcommand_from init verify health reset copy backup restore migrate schema status jobs serve shell seed tasks users api-keys config completions version man help" -f -a "users" -d 'Create and list users'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and not __fish_seen_subcommand_from init verify health reset copy backup restore migrate schema status jobs serve shell seed tasks users api-keys config completions version man help" -f -a "api-keys" -d 'Create, list and revoke API keys'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and not __fish_seen_subcommand_from init verify health reset copy backup restore migrate schema status jobs serve shell seed tasks users api-keys config completions version man help" -f -a "config" -d 'Show and check the profiles of the configuration file'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and not __fish_seen_subcommand_from init verify health reset copy backup restore migrate schema status jobs serve shell seed tasks users api-keys config completions version man help" -f -a "completions" -d 'Write shell completions to standard output'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and not __fish_seen_subcommand_from init verify health reset copy backup restore migrate schema status jobs serve shell seed tasks users api-keys config completions version man help" -f -a "version" -d 'Print the version (as JSON: also commit, target and profile of the build)'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and not __fish_seen_subcommand_from init verify health reset copy backup restore migrate schema status jobs serve shell seed tasks users api-keys config completions version man help" -f -a "man" -d 'Write manual pages into a folder'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and not __fish_seen_subcommand_from init verify health reset copy backup restore migrate schema status jobs serve shell seed tasks users api-keys config completions version man help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from migrate" -f -a "up" -d 'Apply pending migrations'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from migrate" -f -a "down" -d 'Undo migrations, newest first; asks for confirmation'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from migrate" -f -a "status" -d 'List migrations and their states; never writes [aliases: current, history]'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from migrate" -f -a "check" -d 'Check that no migration is pending or failed, like `migrate status --exit-code`; never writes'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from migrate" -f -a "plan" -d 'Print the SQL that `migrate up` would run; never writes'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from migrate" -f -a "baseline" -d 'Record an existing schema as VERSION, after comparing it with the schema that VERSION creates'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from migrate" -f -a "adopt" -d 'Take over tables that another tool created, with their rows; asks for confirmation'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from migrate" -f -a "repair" -d 'Repair a failed migration that could not be rolled back (MySQL, MariaDB, or transaction:false)'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from migrate" -f -a "unlock" -d 'Show who holds the migration lock; --break removes the lease of a dead cluster node'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from migrate" -f -a "lint" -d 'Check migrations of your own for statements that destroy data or keep applications waiting; reads files only'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from migrate" -f -a "new" -d 'Create an empty migration of your own, NNNN_description.sql'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from schema" -f -a "dump" -d 'Print the live schema, or the expected one, as SQL or as a diagram'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from jobs" -f -a "list" -d 'List jobs of all kinds, newest first'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from jobs" -f -a "show" -d 'Show one job with its attempts, operator actions and late results'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from jobs" -f -a "why" -d 'Explain why a job is not done, and which command moves it on'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from jobs" -f -a "failures" -d 'Group failed and timed-out jobs by error'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from jobs" -f -a "stats" -d 'Count jobs by kind and status; show wait times, run times and frequent errors'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from jobs" -f -a "workers" -d 'List workers that have a job now or had one recently'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from jobs" -f -a "watch" -d 'Watch jobs: redraw a table on a terminal, otherwise print each change as a line of JSON'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from jobs" -f -a "create" -d 'Create remote jobs'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from jobs" -f -a "claim" -d 'Claim pending jobs for a worker; the list is empty if there are none'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from jobs" -f -a "heartbeat" -d 'Send a heartbeat, which extends the deadline of a claim'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from jobs" -f -a "submit" -d 'Submit a result; a late result is refused (exit code 9) and stored'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from jobs" -f -a "requeue" -d 'Requeue failed, timed-out or cancelled jobs'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from jobs" -f -a "cancel" -d 'Cancel pending or running jobs'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from jobs" -f -a "purge" -d 'Delete remote jobs that have ended'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from jobs" -f -a "prioritise" -d 'Set the priority of pending remote jobs: those with a smaller number are claimed first'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from jobs" -f -a "pause" -d 'Pause types of remote jobs: workers get none of them until they are resumed'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from jobs" -f -a "resume" -d 'Resume paused types of remote jobs'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from jobs" -f -a "limits" -d 'Show paused and limited types of remote jobs, or limit how many jobs of a type run at once'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from jobs" -f -a "expire" -d 'Expire remote jobs past their deadline; with --retry, also retry failed jobs'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from jobs" -f -a "late" -d 'List late results, or accept one'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from jobs" -f -a "bench" -d 'Measure throughput in jobs per second on a scratch database, which is then dropped'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from jobs" -f -a "operations" -d 'Show, pause, resume or abort a requeue that runs in steps (--canary)'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from jobs" -f -a "undo" -d 'Undo a bulk operation: restore the jobs that nobody has changed since'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from jobs" -f -a "archive" -d 'Move ended jobs into the archive, or show what it has'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from jobs" -f -a "audit" -d 'List bulk operations, newest first, or the jobs that one operation changed'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from tasks" -f -a "list" -d 'List tasks with their success rates'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from tasks" -f -a "show" -d 'Show a task with its runs, metrics and artifacts'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from users" -f -a "create" -d 'Create a user'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from users" -f -a "list" -d 'List users'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from api-keys" -f -a "create" -d 'Create an API key for a user; it is shown only once, and only its hash is stored'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from api-keys" -f -a "list" -d 'List API keys, without their secrets'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from api-keys" -f -a "revoke" -d 'Revoke an API key'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from config" -f -a "show" -d 'Show the profiles without passwords, and which one this run would use'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from config" -f -a "check" -d 'Check the configuration file: its keys, URLs, files, variables and programs; connects to nothing'
