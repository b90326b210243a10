# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_morag_db_global_optspecs
    string join \n database-url= output= color= v/verbose log-format= migrations-dir= h/help V/version
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

complete -c morag-db -n "__fish_morag_db_needs_command" -l database-url -d 'Where the database is; - reads the URL from standard input' -r
complete -c morag-db -n "__fish_morag_db_needs_command" -l output -d 'How to write the result (MORAG_OUTPUT)' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
junit\t'For CI systems that read JUnit\'s XML (verify)'
github\t'Annotations of GitHub Actions (verify)'"
complete -c morag-db -n "__fish_morag_db_needs_command" -l color -d 'When to use colour; NO_COLOR is honoured' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_needs_command" -l log-format -d 'How to write the log' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_needs_command" -l migrations-dir -d 'The folder of this site\'s own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_needs_command" -s v -l verbose -d 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
complete -c morag-db -n "__fish_morag_db_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_needs_command" -s V -l version -d 'Print version'
complete -c morag-db -n "__fish_morag_db_needs_command" -f -a "init" -d 'Create the database if it is missing, migrate, and check what was made'
complete -c morag-db -n "__fish_morag_db_needs_command" -f -a "verify" -d 'Compare the live schema with what the applied migrations make; never writes'
complete -c morag-db -n "__fish_morag_db_needs_command" -f -a "health" -d 'Can this database serve now? For probes and people; never writes'
complete -c morag-db -n "__fish_morag_db_needs_command" -f -a "reset" -d 'Drop everything that morag-db manages and make it anew; asks first'
complete -c morag-db -n "__fish_morag_db_needs_command" -f -a "migrate" -d 'Apply, undo and inspect migrations'
complete -c morag-db -n "__fish_morag_db_needs_command" -f -a "completions" -d 'Write the completions of a shell to standard output'
complete -c morag-db -n "__fish_morag_db_needs_command" -f -a "man" -d 'Write the manual pages into a folder'
complete -c morag-db -n "__fish_morag_db_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c morag-db -n "__fish_morag_db_using_subcommand init" -l wait -d 'Wait so long for a server that refuses or is starting up' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand init" -l environment -d 'Stamp the database with the name of its environment; set once, another name is refused' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand init" -l grant-to -d 'Give an application\'s role the rights that it needs on the tables; may be repeated' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand init" -l lock-timeout -d 'Wait so long for another migration to end' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand init" -l ddl-lock-timeout -d 'Wait so long for a table that another session uses, then try again a few times' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand init" -l database-url -d 'Where the database is; - reads the URL from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand init" -l output -d 'How to write the result (MORAG_OUTPUT)' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
junit\t'For CI systems that read JUnit\'s XML (verify)'
github\t'Annotations of GitHub Actions (verify)'"
complete -c morag-db -n "__fish_morag_db_using_subcommand init" -l color -d 'When to use colour; NO_COLOR is honoured' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand init" -l log-format -d 'How to write the log' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand init" -l migrations-dir -d 'The folder of this site\'s own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand init" -l allow-out-of-order -d 'Apply a migration though a later one is applied'
complete -c morag-db -n "__fish_morag_db_using_subcommand init" -l allow-newer -d 'Accept a database that is ahead of this binary'
complete -c morag-db -n "__fish_morag_db_using_subcommand init" -s v -l verbose -d 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
complete -c morag-db -n "__fish_morag_db_using_subcommand init" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand verify" -l fix-sql -d 'Write a script that mends what fails; `-` is standard output, and then nothing else is written there' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand verify" -l ignore-file -d 'Leave out the objects that a file names, one a line, as they stand in the report; `*` is any text' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand verify" -l data-timeout -d 'Look at the rows for so long at most; what is left then is said' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand verify" -l database-url -d 'Where the database is; - reads the URL from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand verify" -l output -d 'How to write the result (MORAG_OUTPUT)' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
junit\t'For CI systems that read JUnit\'s XML (verify)'
github\t'Annotations of GitHub Actions (verify)'"
complete -c morag-db -n "__fish_morag_db_using_subcommand verify" -l color -d 'When to use colour; NO_COLOR is honoured' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand verify" -l log-format -d 'How to write the log' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand verify" -l migrations-dir -d 'The folder of this site\'s own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand verify" -l strict -d 'Fail for extra objects, other names and objects of others too'
complete -c morag-db -n "__fish_morag_db_using_subcommand verify" -l data -d 'Look at the rows too: broken foreign keys and checks, unknown statuses, times in a wrong format'
complete -c morag-db -n "__fish_morag_db_using_subcommand verify" -s v -l verbose -d 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
complete -c morag-db -n "__fish_morag_db_using_subcommand verify" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand health" -l wait -d 'Wait so long for a server that refuses or is starting up' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand health" -l timeout -d 'Give up after so long, the waiting not counted' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand health" -l watch -d 'Look again every so often until it is interrupted: redrawn on a terminal, else one report after the other' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand health" -l database-url -d 'Where the database is; - reads the URL from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand health" -l output -d 'How to write the result (MORAG_OUTPUT)' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
junit\t'For CI systems that read JUnit\'s XML (verify)'
github\t'Annotations of GitHub Actions (verify)'"
complete -c morag-db -n "__fish_morag_db_using_subcommand health" -l color -d 'When to use colour; NO_COLOR is honoured' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand health" -l log-format -d 'How to write the log' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand health" -l migrations-dir -d 'The folder of this site\'s own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand health" -s v -l verbose -d 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
complete -c morag-db -n "__fish_morag_db_using_subcommand health" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand reset" -l database -d 'The name of the database, to be compared' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand reset" -l lock-timeout -d 'Wait so long for another migration to end' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand reset" -l ddl-lock-timeout -d 'Wait so long for a table that another session uses, then try again a few times' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand reset" -l database-url -d 'Where the database is; - reads the URL from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand reset" -l output -d 'How to write the result (MORAG_OUTPUT)' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
junit\t'For CI systems that read JUnit\'s XML (verify)'
github\t'Annotations of GitHub Actions (verify)'"
complete -c morag-db -n "__fish_morag_db_using_subcommand reset" -l color -d 'When to use colour; NO_COLOR is honoured' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand reset" -l log-format -d 'How to write the log' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand reset" -l migrations-dir -d 'The folder of this site\'s own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand reset" -l cascade -d 'Drop what others have made to depend on these tables too: views, foreign keys; they are listed'
complete -c morag-db -n "__fish_morag_db_using_subcommand reset" -l all-objects -d 'Drop every object of the schema, that of others too'
complete -c morag-db -n "__fish_morag_db_using_subcommand reset" -l no-backup -d 'Make no copy of an SQLite file first'
complete -c morag-db -n "__fish_morag_db_using_subcommand reset" -l yes -d 'Agree without being asked; needs --database'
complete -c morag-db -n "__fish_morag_db_using_subcommand reset" -l allow-production -d 'Agree to it on a database that is stamped production'
complete -c morag-db -n "__fish_morag_db_using_subcommand reset" -s v -l verbose -d 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
complete -c morag-db -n "__fish_morag_db_using_subcommand reset" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and not __fish_seen_subcommand_from up down status plan baseline repair unlock new help" -l database-url -d 'Where the database is; - reads the URL from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and not __fish_seen_subcommand_from up down status plan baseline repair unlock new help" -l output -d 'How to write the result (MORAG_OUTPUT)' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
junit\t'For CI systems that read JUnit\'s XML (verify)'
github\t'Annotations of GitHub Actions (verify)'"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and not __fish_seen_subcommand_from up down status plan baseline repair unlock new help" -l color -d 'When to use colour; NO_COLOR is honoured' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and not __fish_seen_subcommand_from up down status plan baseline repair unlock new help" -l log-format -d 'How to write the log' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and not __fish_seen_subcommand_from up down status plan baseline repair unlock new help" -l migrations-dir -d 'The folder of this site\'s own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and not __fish_seen_subcommand_from up down status plan baseline repair unlock new help" -s v -l verbose -d 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and not __fish_seen_subcommand_from up down status plan baseline repair unlock new help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and not __fish_seen_subcommand_from up down status plan baseline repair unlock new help" -f -a "up" -d 'Apply what is pending'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and not __fish_seen_subcommand_from up down status plan baseline repair unlock new help" -f -a "down" -d 'Undo migrations, newest first; asks first'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and not __fish_seen_subcommand_from up down status plan baseline repair unlock new help" -f -a "status" -d 'List the migrations and where they stand; never writes'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and not __fish_seen_subcommand_from up down status plan baseline repair unlock new help" -f -a "plan" -d 'Print the SQL that `up` would run; never writes'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and not __fish_seen_subcommand_from up down status plan baseline repair unlock new help" -f -a "baseline" -d 'Record a schema that somebody else made, after checking that it is what VERSION makes'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and not __fish_seen_subcommand_from up down status plan baseline repair unlock new help" -f -a "repair" -d 'Find a way out of a failed migration (MySQL and MariaDB, which can\'t roll DDL back)'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and not __fish_seen_subcommand_from up down status plan baseline repair unlock new help" -f -a "unlock" -d 'Show who holds the migration lock, and break a lease that a dead cluster node left behind'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and not __fish_seen_subcommand_from up down status plan baseline repair unlock new help" -f -a "new" -d 'Write an empty site migration NNNN_description.sql'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and not __fish_seen_subcommand_from up down status plan baseline repair unlock new help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from up" -l to -d 'Up to and including this version' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from up" -l steps -d 'This many migrations' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from up" -l lock-timeout -d 'Wait so long for another migration to end' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from up" -l ddl-lock-timeout -d 'Wait so long for a table that another session uses, then try again a few times' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from up" -l database-url -d 'Where the database is; - reads the URL from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from up" -l output -d 'How to write the result (MORAG_OUTPUT)' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
junit\t'For CI systems that read JUnit\'s XML (verify)'
github\t'Annotations of GitHub Actions (verify)'"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from up" -l color -d 'When to use colour; NO_COLOR is honoured' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from up" -l log-format -d 'How to write the log' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from up" -l migrations-dir -d 'The folder of this site\'s own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from up" -l dry-run -d 'Print the exact SQL and change nothing'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from up" -l allow-out-of-order -d 'Apply a migration though a later one is applied'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from up" -l allow-newer -d 'Accept a database that is ahead of this binary'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from up" -s v -l verbose -d 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from up" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from down" -l to -d 'Down to this version, which stays; 0 undoes all' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from down" -l steps -d 'This many migrations' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from down" -l database -d 'The name of the database, to be compared' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from down" -l lock-timeout -d 'Wait so long for another migration to end' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from down" -l ddl-lock-timeout -d 'Wait so long for a table that another session uses, then try again a few times' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from down" -l database-url -d 'Where the database is; - reads the URL from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from down" -l output -d 'How to write the result (MORAG_OUTPUT)' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
junit\t'For CI systems that read JUnit\'s XML (verify)'
github\t'Annotations of GitHub Actions (verify)'"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from down" -l color -d 'When to use colour; NO_COLOR is honoured' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from down" -l log-format -d 'How to write the log' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from down" -l migrations-dir -d 'The folder of this site\'s own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from down" -l yes -d 'Agree without being asked; needs --database'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from down" -l allow-production -d 'Agree to it on a database that is stamped production'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from down" -s v -l verbose -d 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from down" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from status" -l database-url -d 'Where the database is; - reads the URL from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from status" -l output -d 'How to write the result (MORAG_OUTPUT)' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
junit\t'For CI systems that read JUnit\'s XML (verify)'
github\t'Annotations of GitHub Actions (verify)'"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from status" -l color -d 'When to use colour; NO_COLOR is honoured' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from status" -l log-format -d 'How to write the log' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from status" -l migrations-dir -d 'The folder of this site\'s own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from status" -l exit-code -d 'Exit with 3 where migrations are pending, 4 for a wrong history, 6 while one runs, 7 after a failure'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from status" -s v -l verbose -d 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from status" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from plan" -l backend -d 'The engine of an offline plan' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from plan" -l to -d 'Up to and including this version' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from plan" -l steps -d 'This many migrations' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from plan" -l database-url -d 'Where the database is; - reads the URL from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from plan" -l output -d 'How to write the result (MORAG_OUTPUT)' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
junit\t'For CI systems that read JUnit\'s XML (verify)'
github\t'Annotations of GitHub Actions (verify)'"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from plan" -l color -d 'When to use colour; NO_COLOR is honoured' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from plan" -l log-format -d 'How to write the log' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from plan" -l migrations-dir -d 'The folder of this site\'s own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from plan" -l offline -d 'Without a database: the whole script for an empty one'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from plan" -l allow-out-of-order -d 'Apply a migration though a later one is applied'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from plan" -l allow-newer -d 'Accept a database that is ahead of this binary'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from plan" -s v -l verbose -d 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from plan" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from baseline" -l lock-timeout -d 'Wait so long for another migration to end' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from baseline" -l ddl-lock-timeout -d 'Wait so long for a table that another session uses, then try again a few times' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from baseline" -l database-url -d 'Where the database is; - reads the URL from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from baseline" -l output -d 'How to write the result (MORAG_OUTPUT)' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
junit\t'For CI systems that read JUnit\'s XML (verify)'
github\t'Annotations of GitHub Actions (verify)'"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from baseline" -l color -d 'When to use colour; NO_COLOR is honoured' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from baseline" -l log-format -d 'How to write the log' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from baseline" -l migrations-dir -d 'The folder of this site\'s own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from baseline" -s v -l verbose -d 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from baseline" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from repair" -l database -d 'The name of the database, to be compared' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from repair" -l lock-timeout -d 'Wait so long for another migration to end' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from repair" -l ddl-lock-timeout -d 'Wait so long for a table that another session uses, then try again a few times' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from repair" -l database-url -d 'Where the database is; - reads the URL from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from repair" -l output -d 'How to write the result (MORAG_OUTPUT)' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
junit\t'For CI systems that read JUnit\'s XML (verify)'
github\t'Annotations of GitHub Actions (verify)'"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from repair" -l color -d 'When to use colour; NO_COLOR is honoured' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from repair" -l log-format -d 'How to write the log' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from repair" -l migrations-dir -d 'The folder of this site\'s own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from repair" -l resume -d 'Go on at the step that failed'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from repair" -l mark-applied -d 'Take it for applied; every step must show in the schema'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from repair" -l roll-back -d 'Undo what it did; asks first'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from repair" -l yes -d 'Agree without being asked; needs --database'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from repair" -l allow-production -d 'Agree to it on a database that is stamped production'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from repair" -s v -l verbose -d 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from repair" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from unlock" -l database -d 'The name of the database, to be compared' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from unlock" -l database-url -d 'Where the database is; - reads the URL from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from unlock" -l output -d 'How to write the result (MORAG_OUTPUT)' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
junit\t'For CI systems that read JUnit\'s XML (verify)'
github\t'Annotations of GitHub Actions (verify)'"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from unlock" -l color -d 'When to use colour; NO_COLOR is honoured' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from unlock" -l log-format -d 'How to write the log' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from unlock" -l migrations-dir -d 'The folder of this site\'s own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from unlock" -l break -d 'Break the leases that are shown; asks first'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from unlock" -l yes -d 'Agree without being asked; needs --database'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from unlock" -l allow-production -d 'Agree to it on a database that is stamped production'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from unlock" -s v -l verbose -d 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from unlock" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from new" -l database-url -d 'Where the database is; - reads the URL from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from new" -l output -d 'How to write the result (MORAG_OUTPUT)' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
junit\t'For CI systems that read JUnit\'s XML (verify)'
github\t'Annotations of GitHub Actions (verify)'"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from new" -l color -d 'When to use colour; NO_COLOR is honoured' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from new" -l log-format -d 'How to write the log' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from new" -l migrations-dir -d 'The folder of this site\'s own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from new" -s v -l verbose -d 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from new" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from help" -f -a "up" -d 'Apply what is pending'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from help" -f -a "down" -d 'Undo migrations, newest first; asks first'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from help" -f -a "status" -d 'List the migrations and where they stand; never writes'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from help" -f -a "plan" -d 'Print the SQL that `up` would run; never writes'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from help" -f -a "baseline" -d 'Record a schema that somebody else made, after checking that it is what VERSION makes'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from help" -f -a "repair" -d 'Find a way out of a failed migration (MySQL and MariaDB, which can\'t roll DDL back)'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from help" -f -a "unlock" -d 'Show who holds the migration lock, and break a lease that a dead cluster node left behind'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from help" -f -a "new" -d 'Write an empty site migration NNNN_description.sql'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c morag-db -n "__fish_morag_db_using_subcommand completions" -l database-url -d 'Where the database is; - reads the URL from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand completions" -l output -d 'How to write the result (MORAG_OUTPUT)' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
junit\t'For CI systems that read JUnit\'s XML (verify)'
github\t'Annotations of GitHub Actions (verify)'"
complete -c morag-db -n "__fish_morag_db_using_subcommand completions" -l color -d 'When to use colour; NO_COLOR is honoured' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand completions" -l log-format -d 'How to write the log' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand completions" -l migrations-dir -d 'The folder of this site\'s own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand completions" -s v -l verbose -d 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
complete -c morag-db -n "__fish_morag_db_using_subcommand completions" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand man" -l database-url -d 'Where the database is; - reads the URL from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand man" -l output -d 'How to write the result (MORAG_OUTPUT)' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
junit\t'For CI systems that read JUnit\'s XML (verify)'
github\t'Annotations of GitHub Actions (verify)'"
complete -c morag-db -n "__fish_morag_db_using_subcommand man" -l color -d 'When to use colour; NO_COLOR is honoured' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand man" -l log-format -d 'How to write the log' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand man" -l migrations-dir -d 'The folder of this site\'s own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand man" -s v -l verbose -d 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
complete -c morag-db -n "__fish_morag_db_using_subcommand man" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and not __fish_seen_subcommand_from init verify health reset migrate completions man help" -f -a "init" -d 'Create the database if it is missing, migrate, and check what was made'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and not __fish_seen_subcommand_from init verify health reset migrate completions man help" -f -a "verify" -d 'Compare the live schema with what the applied migrations make; never writes'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and not __fish_seen_subcommand_from init verify health reset migrate completions man help" -f -a "health" -d 'Can this database serve now? For probes and people; never writes'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and not __fish_seen_subcommand_from init verify health reset migrate completions man help" -f -a "reset" -d 'Drop everything that morag-db manages and make it anew; asks first'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and not __fish_seen_subcommand_from init verify health reset migrate completions man help" -f -a "migrate" -d 'Apply, undo and inspect migrations'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and not __fish_seen_subcommand_from init verify health reset migrate completions man help" -f -a "completions" -d 'Write the completions of a shell to standard output'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and not __fish_seen_subcommand_from init verify health reset migrate completions man help" -f -a "man" -d 'Write the manual pages into a folder'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and not __fish_seen_subcommand_from init verify health reset migrate completions man help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from migrate" -f -a "up" -d 'Apply what is pending'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from migrate" -f -a "down" -d 'Undo migrations, newest first; asks first'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from migrate" -f -a "status" -d 'List the migrations and where they stand; never writes'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from migrate" -f -a "plan" -d 'Print the SQL that `up` would run; never writes'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from migrate" -f -a "baseline" -d 'Record a schema that somebody else made, after checking that it is what VERSION makes'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from migrate" -f -a "repair" -d 'Find a way out of a failed migration (MySQL and MariaDB, which can\'t roll DDL back)'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from migrate" -f -a "unlock" -d 'Show who holds the migration lock, and break a lease that a dead cluster node left behind'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from migrate" -f -a "new" -d 'Write an empty site migration NNNN_description.sql'
