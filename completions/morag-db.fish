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
complete -c morag-db -n "__fish_morag_db_needs_command" -f -a "test" -d 'Can this database serve now? For probes and people; never writes'
complete -c morag-db -n "__fish_morag_db_needs_command" -f -a "reset" -d 'Drop everything that morag-db manages and make it anew; asks first'
complete -c morag-db -n "__fish_morag_db_needs_command" -f -a "migrate" -d 'Apply, undo and inspect migrations'
complete -c morag-db -n "__fish_morag_db_needs_command" -f -a "jobs" -d 'Look at jobs of all kinds, and work and operate remote ones'
complete -c morag-db -n "__fish_morag_db_needs_command" -f -a "serve" -d 'Serve the HTTP API for remote workers and operators, and a page for people'
complete -c morag-db -n "__fish_morag_db_needs_command" -f -a "seed" -d 'Make demo data in every table, or remote jobs in bulk'
complete -c morag-db -n "__fish_morag_db_needs_command" -f -a "tasks" -d 'Look at the agent\'s tasks'
complete -c morag-db -n "__fish_morag_db_needs_command" -f -a "users" -d 'Make and list users'
complete -c morag-db -n "__fish_morag_db_needs_command" -f -a "api-keys" -d 'Make, list and revoke API keys'
complete -c morag-db -n "__fish_morag_db_needs_command" -f -a "completions" -d 'Write the completions of a shell to standard output'
complete -c morag-db -n "__fish_morag_db_needs_command" -f -a "man" -d 'Write the manual pages into a folder'
complete -c morag-db -n "__fish_morag_db_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c morag-db -n "__fish_morag_db_using_subcommand init" -l wait -d 'Wait so long for a server that refuses or is starting up' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand init" -l environment -d 'Stamp the database with the name of its environment; set once, another name is refused' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand init" -l grant-to -d 'Give an application\'s role the rights that it needs on the tables; may be repeated' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand init" -l assume-time-zone -d 'The zone in which times were written that are stored without one: UTC, an offset such as +02:00, or a name that the server knows' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand init" -l on-misfit -d 'What to do with rows that would not fit' -r -f -a "refuse\t'Change nothing'
keep-unchecked\t'Leave out the rule that they break'
quarantine\t'Move them to a table beside, TABLE_quarantine'"
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
complete -c morag-db -n "__fish_morag_db_using_subcommand init" -l adopt -d 'Adopt tables that another tool created first, as migrate adopt does, without asking'
complete -c morag-db -n "__fish_morag_db_using_subcommand init" -l accept-changed-rows -d 'Resume although rows have changed while the adoption was broken off: applications wrote meanwhile'
complete -c morag-db -n "__fish_morag_db_using_subcommand init" -l allow-out-of-order -d 'Apply a migration though a later one is applied'
complete -c morag-db -n "__fish_morag_db_using_subcommand init" -l allow-newer -d 'Accept a database that is ahead of this binary'
complete -c morag-db -n "__fish_morag_db_using_subcommand init" -s v -l verbose -d 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
complete -c morag-db -n "__fish_morag_db_using_subcommand init" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand verify" -l fix-sql -d 'Write a script that fixes what fails; `-` is standard output, and then nothing else is written there' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand verify" -l fix-data -d 'Write a script that repairs rows, as far as a statement can (times on SQLite that sort wrong), with a count each; `-` is standard output, and then nothing else is written there' -r -F
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
complete -c morag-db -n "__fish_morag_db_using_subcommand test" -l wait -d 'Wait so long for a server that refuses or is starting up' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand test" -l timeout -d 'Give up after so long, the waiting not counted' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand test" -l watch -d 'Look again every so often until it is interrupted: redrawn on a terminal, else one report after the other' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand test" -l database-url -d 'Where the database is; - reads the URL from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand test" -l output -d 'How to write the result (MORAG_OUTPUT)' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
junit\t'For CI systems that read JUnit\'s XML (verify)'
github\t'Annotations of GitHub Actions (verify)'"
complete -c morag-db -n "__fish_morag_db_using_subcommand test" -l color -d 'When to use colour; NO_COLOR is honoured' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand test" -l log-format -d 'How to write the log' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand test" -l migrations-dir -d 'The folder of this site\'s own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand test" -s v -l verbose -d 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
complete -c morag-db -n "__fish_morag_db_using_subcommand test" -s h -l help -d 'Print help (see more with \'--help\')'
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
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and not __fish_seen_subcommand_from up upgrade down downgrade status current history plan baseline adopt repair unlock new help" -l database-url -d 'Where the database is; - reads the URL from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and not __fish_seen_subcommand_from up upgrade down downgrade status current history plan baseline adopt repair unlock new help" -l output -d 'How to write the result (MORAG_OUTPUT)' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
junit\t'For CI systems that read JUnit\'s XML (verify)'
github\t'Annotations of GitHub Actions (verify)'"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and not __fish_seen_subcommand_from up upgrade down downgrade status current history plan baseline adopt repair unlock new help" -l color -d 'When to use colour; NO_COLOR is honoured' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and not __fish_seen_subcommand_from up upgrade down downgrade status current history plan baseline adopt repair unlock new help" -l log-format -d 'How to write the log' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and not __fish_seen_subcommand_from up upgrade down downgrade status current history plan baseline adopt repair unlock new help" -l migrations-dir -d 'The folder of this site\'s own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and not __fish_seen_subcommand_from up upgrade down downgrade status current history plan baseline adopt repair unlock new help" -s v -l verbose -d 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and not __fish_seen_subcommand_from up upgrade down downgrade status current history plan baseline adopt repair unlock new help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and not __fish_seen_subcommand_from up upgrade down downgrade status current history plan baseline adopt repair unlock new help" -f -a "up" -d 'Apply what is pending'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and not __fish_seen_subcommand_from up upgrade down downgrade status current history plan baseline adopt repair unlock new help" -f -a "upgrade" -d 'Apply what is pending'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and not __fish_seen_subcommand_from up upgrade down downgrade status current history plan baseline adopt repair unlock new help" -f -a "down" -d 'Undo migrations, newest first; asks first'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and not __fish_seen_subcommand_from up upgrade down downgrade status current history plan baseline adopt repair unlock new help" -f -a "downgrade" -d 'Undo migrations, newest first; asks first'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and not __fish_seen_subcommand_from up upgrade down downgrade status current history plan baseline adopt repair unlock new help" -f -a "status" -d 'List the migrations and where they stand; never writes'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and not __fish_seen_subcommand_from up upgrade down downgrade status current history plan baseline adopt repair unlock new help" -f -a "current" -d 'List the migrations and where they stand; never writes'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and not __fish_seen_subcommand_from up upgrade down downgrade status current history plan baseline adopt repair unlock new help" -f -a "history" -d 'List the migrations and where they stand; never writes'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and not __fish_seen_subcommand_from up upgrade down downgrade status current history plan baseline adopt repair unlock new help" -f -a "plan" -d 'Print the SQL that `up` would run; never writes'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and not __fish_seen_subcommand_from up upgrade down downgrade status current history plan baseline adopt repair unlock new help" -f -a "baseline" -d 'Record a schema that somebody else made, after checking that it is what VERSION makes'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and not __fish_seen_subcommand_from up upgrade down downgrade status current history plan baseline adopt repair unlock new help" -f -a "adopt" -d 'Take over tables that another tool created, with their rows; shows the plan and asks first'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and not __fish_seen_subcommand_from up upgrade down downgrade status current history plan baseline adopt repair unlock new help" -f -a "repair" -d 'Find a way out of a failed migration (MySQL and MariaDB, which can\'t roll DDL back)'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and not __fish_seen_subcommand_from up upgrade down downgrade status current history plan baseline adopt repair unlock new help" -f -a "unlock" -d 'Show who holds the migration lock, and break a lease that a dead cluster node left behind'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and not __fish_seen_subcommand_from up upgrade down downgrade status current history plan baseline adopt repair unlock new help" -f -a "new" -d 'Write an empty site migration NNNN_description.sql'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and not __fish_seen_subcommand_from up upgrade down downgrade status current history plan baseline adopt repair unlock new help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
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
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from upgrade" -l to -d 'Up to and including this version' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from upgrade" -l steps -d 'This many migrations' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from upgrade" -l lock-timeout -d 'Wait so long for another migration to end' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from upgrade" -l ddl-lock-timeout -d 'Wait so long for a table that another session uses, then try again a few times' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from upgrade" -l database-url -d 'Where the database is; - reads the URL from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from upgrade" -l output -d 'How to write the result (MORAG_OUTPUT)' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
junit\t'For CI systems that read JUnit\'s XML (verify)'
github\t'Annotations of GitHub Actions (verify)'"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from upgrade" -l color -d 'When to use colour; NO_COLOR is honoured' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from upgrade" -l log-format -d 'How to write the log' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from upgrade" -l migrations-dir -d 'The folder of this site\'s own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from upgrade" -l dry-run -d 'Print the exact SQL and change nothing'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from upgrade" -l allow-out-of-order -d 'Apply a migration though a later one is applied'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from upgrade" -l allow-newer -d 'Accept a database that is ahead of this binary'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from upgrade" -s v -l verbose -d 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from upgrade" -s h -l help -d 'Print help (see more with \'--help\')'
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
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from downgrade" -l to -d 'Down to this version, which stays; 0 undoes all' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from downgrade" -l steps -d 'This many migrations' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from downgrade" -l database -d 'The name of the database, to be compared' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from downgrade" -l lock-timeout -d 'Wait so long for another migration to end' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from downgrade" -l ddl-lock-timeout -d 'Wait so long for a table that another session uses, then try again a few times' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from downgrade" -l database-url -d 'Where the database is; - reads the URL from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from downgrade" -l output -d 'How to write the result (MORAG_OUTPUT)' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
junit\t'For CI systems that read JUnit\'s XML (verify)'
github\t'Annotations of GitHub Actions (verify)'"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from downgrade" -l color -d 'When to use colour; NO_COLOR is honoured' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from downgrade" -l log-format -d 'How to write the log' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from downgrade" -l migrations-dir -d 'The folder of this site\'s own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from downgrade" -l yes -d 'Agree without being asked; needs --database'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from downgrade" -l allow-production -d 'Agree to it on a database that is stamped production'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from downgrade" -s v -l verbose -d 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from downgrade" -s h -l help -d 'Print help (see more with \'--help\')'
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
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from current" -l database-url -d 'Where the database is; - reads the URL from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from current" -l output -d 'How to write the result (MORAG_OUTPUT)' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
junit\t'For CI systems that read JUnit\'s XML (verify)'
github\t'Annotations of GitHub Actions (verify)'"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from current" -l color -d 'When to use colour; NO_COLOR is honoured' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from current" -l log-format -d 'How to write the log' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from current" -l migrations-dir -d 'The folder of this site\'s own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from current" -l exit-code -d 'Exit with 3 where migrations are pending, 4 for a wrong history, 6 while one runs, 7 after a failure'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from current" -s v -l verbose -d 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from current" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from history" -l database-url -d 'Where the database is; - reads the URL from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from history" -l output -d 'How to write the result (MORAG_OUTPUT)' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
junit\t'For CI systems that read JUnit\'s XML (verify)'
github\t'Annotations of GitHub Actions (verify)'"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from history" -l color -d 'When to use colour; NO_COLOR is honoured' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from history" -l log-format -d 'How to write the log' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from history" -l migrations-dir -d 'The folder of this site\'s own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from history" -l exit-code -d 'Exit with 3 where migrations are pending, 4 for a wrong history, 6 while one runs, 7 after a failure'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from history" -s v -l verbose -d 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from history" -s h -l help -d 'Print help (see more with \'--help\')'
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
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from adopt" -l plan-out -d 'Write the plan as JSON to this file, too' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from adopt" -l assume-time-zone -d 'The zone in which times were written that are stored without one: UTC, an offset such as +02:00, or a name that the server knows' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from adopt" -l on-misfit -d 'What to do with rows that would not fit' -r -f -a "refuse\t'Change nothing'
keep-unchecked\t'Leave out the rule that they break'
quarantine\t'Move them to a table beside, TABLE_quarantine'"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from adopt" -l database -d 'The name of the database, to be compared' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from adopt" -l lock-timeout -d 'Wait so long for another migration to end' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from adopt" -l ddl-lock-timeout -d 'Wait so long for a table that another session uses, then try again a few times' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from adopt" -l database-url -d 'Where the database is; - reads the URL from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from adopt" -l output -d 'How to write the result (MORAG_OUTPUT)' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
junit\t'For CI systems that read JUnit\'s XML (verify)'
github\t'Annotations of GitHub Actions (verify)'"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from adopt" -l color -d 'When to use colour; NO_COLOR is honoured' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from adopt" -l log-format -d 'How to write the log' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from adopt" -l migrations-dir -d 'The folder of this site\'s own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from adopt" -l dry-run -d 'Print the plan and change nothing; exits with 4 where rows or tables stand in the way'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from adopt" -l accept-changed-rows -d 'Resume although rows have changed while the adoption was broken off: applications wrote meanwhile'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from adopt" -l no-backup -d 'Don\'t copy an SQLite file first'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from adopt" -l yes -d 'Agree without being asked; needs --database'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from adopt" -l allow-production -d 'Agree to it on a database that is stamped production'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from adopt" -s v -l verbose -d 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from adopt" -s h -l help -d 'Print help (see more with \'--help\')'
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
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from help" -f -a "adopt" -d 'Take over tables that another tool created, with their rows; shows the plan and asks first'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from help" -f -a "repair" -d 'Find a way out of a failed migration (MySQL and MariaDB, which can\'t roll DDL back)'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from help" -f -a "unlock" -d 'Show who holds the migration lock, and break a lease that a dead cluster node left behind'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from help" -f -a "new" -d 'Write an empty site migration NNNN_description.sql'
complete -c morag-db -n "__fish_morag_db_using_subcommand migrate; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and not __fish_seen_subcommand_from list show stats workers watch create claim heartbeat submit requeue cancel purge expire late bench audit help" -l as -d 'Who does it, for the events; user@host unless given' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and not __fish_seen_subcommand_from list show stats workers watch create claim heartbeat submit requeue cancel purge expire late bench audit help" -l database-url -d 'Where the database is; - reads the URL from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and not __fish_seen_subcommand_from list show stats workers watch create claim heartbeat submit requeue cancel purge expire late bench audit help" -l output -d 'How to write the result (MORAG_OUTPUT)' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
junit\t'For CI systems that read JUnit\'s XML (verify)'
github\t'Annotations of GitHub Actions (verify)'"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and not __fish_seen_subcommand_from list show stats workers watch create claim heartbeat submit requeue cancel purge expire late bench audit help" -l color -d 'When to use colour; NO_COLOR is honoured' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and not __fish_seen_subcommand_from list show stats workers watch create claim heartbeat submit requeue cancel purge expire late bench audit help" -l log-format -d 'How to write the log' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and not __fish_seen_subcommand_from list show stats workers watch create claim heartbeat submit requeue cancel purge expire late bench audit help" -l migrations-dir -d 'The folder of this site\'s own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and not __fish_seen_subcommand_from list show stats workers watch create claim heartbeat submit requeue cancel purge expire late bench audit help" -s v -l verbose -d 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and not __fish_seen_subcommand_from list show stats workers watch create claim heartbeat submit requeue cancel purge expire late bench audit help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and not __fish_seen_subcommand_from list show stats workers watch create claim heartbeat submit requeue cancel purge expire late bench audit help" -f -a "list" -d 'List jobs of all kinds, newest first'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and not __fish_seen_subcommand_from list show stats workers watch create claim heartbeat submit requeue cancel purge expire late bench audit help" -f -a "show" -d 'Tell the whole story of a job: its row, attempts, operators\' actions, late results'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and not __fish_seen_subcommand_from list show stats workers watch create claim heartbeat submit requeue cancel purge expire late bench audit help" -f -a "stats" -d 'Count jobs by kind and status; how long they waited and ran, and what went wrong most'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and not __fish_seen_subcommand_from list show stats workers watch create claim heartbeat submit requeue cancel purge expire late bench audit help" -f -a "workers" -d 'List the workers that have a job now or had one lately'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and not __fish_seen_subcommand_from list show stats workers watch create claim heartbeat submit requeue cancel purge expire late bench audit help" -f -a "watch" -d 'Look again and again: redrawn on a terminal, off it a line of JSON for each job that changed'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and not __fish_seen_subcommand_from list show stats workers watch create claim heartbeat submit requeue cancel purge expire late bench audit help" -f -a "create" -d 'Make remote jobs'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and not __fish_seen_subcommand_from list show stats workers watch create claim heartbeat submit requeue cancel purge expire late bench audit help" -f -a "claim" -d 'Claim pending jobs for a worker; nothing to claim is an empty list'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and not __fish_seen_subcommand_from list show stats workers watch create claim heartbeat submit requeue cancel purge expire late bench audit help" -f -a "heartbeat" -d 'Say that a claim\'s worker is still at it'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and not __fish_seen_subcommand_from list show stats workers watch create claim heartbeat submit requeue cancel purge expire late bench audit help" -f -a "submit" -d 'Hand in a result; one that comes too late is refused (9) and kept'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and not __fish_seen_subcommand_from list show stats workers watch create claim heartbeat submit requeue cancel purge expire late bench audit help" -f -a "requeue" -d 'Have failed, timed-out or cancelled jobs done again'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and not __fish_seen_subcommand_from list show stats workers watch create claim heartbeat submit requeue cancel purge expire late bench audit help" -f -a "cancel" -d 'Call off pending or running jobs'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and not __fish_seen_subcommand_from list show stats workers watch create claim heartbeat submit requeue cancel purge expire late bench audit help" -f -a "purge" -d 'Remove remote jobs that have ended'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and not __fish_seen_subcommand_from list show stats workers watch create claim heartbeat submit requeue cancel purge expire late bench audit help" -f -a "expire" -d 'End jobs and claims whose time is over'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and not __fish_seen_subcommand_from list show stats workers watch create claim heartbeat submit requeue cancel purge expire late bench audit help" -f -a "late" -d 'Results that were refused'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and not __fish_seen_subcommand_from list show stats workers watch create claim heartbeat submit requeue cancel purge expire late bench audit help" -f -a "bench" -d 'Measure jobs a second beside plain commits, on a scratch database that is dropped afterwards'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and not __fish_seen_subcommand_from list show stats workers watch create claim heartbeat submit requeue cancel purge expire late bench audit help" -f -a "audit" -d 'List what operators did, newest first'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and not __fish_seen_subcommand_from list show stats workers watch create claim heartbeat submit requeue cancel purge expire late bench audit help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from list" -l kind -d 'remote, ingest, processing, task-run; all unless given' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from list" -l status -d 'pending, processing, completed, failed, timeout, cancelled' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from list" -l type -d 'Content, document or job type' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from list" -l worker -d 'Of this worker' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from list" -l ingestion-task -d 'Of this ingestion job' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from list" -l error -d 'With this in the error' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from list" -l where -d 'Remote jobs with this option, e.g. options.lang=en; may be repeated' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from list" -l created-after -d 'Made after this time (RFC 3339)' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from list" -l created-before -d 'Made before this time (RFC 3339)' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from list" -l older-than -d 'Made so long ago at least' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from list" -l sort -d 'Which end comes first: newest or oldest' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from list" -l limit -d 'At most so many' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from list" -l after -d 'Go on behind the page that ended with this' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from list" -l as -d 'Who does it, for the events; user@host unless given' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from list" -l database-url -d 'Where the database is; - reads the URL from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from list" -l output -d 'How to write the result (MORAG_OUTPUT)' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
junit\t'For CI systems that read JUnit\'s XML (verify)'
github\t'Annotations of GitHub Actions (verify)'"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from list" -l color -d 'When to use colour; NO_COLOR is honoured' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from list" -l log-format -d 'How to write the log' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from list" -l migrations-dir -d 'The folder of this site\'s own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from show" -l as -d 'Who does it, for the events; user@host unless given' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from show" -l database-url -d 'Where the database is; - reads the URL from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from show" -l output -d 'How to write the result (MORAG_OUTPUT)' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
junit\t'For CI systems that read JUnit\'s XML (verify)'
github\t'Annotations of GitHub Actions (verify)'"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from show" -l color -d 'When to use colour; NO_COLOR is honoured' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from show" -l log-format -d 'How to write the log' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from show" -l migrations-dir -d 'The folder of this site\'s own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from stats" -l window -d 'Times and errors of what ended in so long' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from stats" -l as -d 'Who does it, for the events; user@host unless given' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from stats" -l database-url -d 'Where the database is; - reads the URL from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from stats" -l output -d 'How to write the result (MORAG_OUTPUT)' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
junit\t'For CI systems that read JUnit\'s XML (verify)'
github\t'Annotations of GitHub Actions (verify)'"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from stats" -l color -d 'When to use colour; NO_COLOR is honoured' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from stats" -l log-format -d 'How to write the log' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from stats" -l migrations-dir -d 'The folder of this site\'s own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from stats" -l exact -d 'Count to the end; otherwise counts stop at 10,000'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from stats" -s v -l verbose -d 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from stats" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from workers" -l window -d 'Count what ended in so long' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from workers" -l as -d 'Who does it, for the events; user@host unless given' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from workers" -l database-url -d 'Where the database is; - reads the URL from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from workers" -l output -d 'How to write the result (MORAG_OUTPUT)' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
junit\t'For CI systems that read JUnit\'s XML (verify)'
github\t'Annotations of GitHub Actions (verify)'"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from workers" -l color -d 'When to use colour; NO_COLOR is honoured' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from workers" -l log-format -d 'How to write the log' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from workers" -l migrations-dir -d 'The folder of this site\'s own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from workers" -s v -l verbose -d 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from workers" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from watch" -l kind -d 'remote, ingest, processing, task-run; all unless given' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from watch" -l status -d 'pending, processing, completed, failed, timeout, cancelled' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from watch" -l type -d 'Content, document or job type' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from watch" -l worker -d 'Of this worker' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from watch" -l ingestion-task -d 'Of this ingestion job' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from watch" -l error -d 'With this in the error' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from watch" -l where -d 'Remote jobs with this option, e.g. options.lang=en; may be repeated' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from watch" -l created-after -d 'Made after this time (RFC 3339)' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from watch" -l created-before -d 'Made before this time (RFC 3339)' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from watch" -l older-than -d 'Made so long ago at least' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from watch" -l interval -d 'Between two looks' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from watch" -l limit -d 'Show at most so many' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from watch" -l until -d 'Stop when all of them have ended' -r -f -a "terminal\t'Completed, failed, timed out, cancelled or gone'"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from watch" -l as -d 'Who does it, for the events; user@host unless given' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from watch" -l database-url -d 'Where the database is; - reads the URL from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from watch" -l output -d 'How to write the result (MORAG_OUTPUT)' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
junit\t'For CI systems that read JUnit\'s XML (verify)'
github\t'Annotations of GitHub Actions (verify)'"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from watch" -l color -d 'When to use colour; NO_COLOR is honoured' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from watch" -l log-format -d 'How to write the log' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from watch" -l migrations-dir -d 'The folder of this site\'s own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from watch" -l exit-status -d 'Exit 9 unless all of them completed'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from watch" -s v -l verbose -d 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from watch" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from create" -l type -d 'audio, video, document, image, web, youtube' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from create" -l source -d 'The file or URL to convert' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from create" -l ingestion-task -d 'The ingestion job that waits for it' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from create" -l options -d 'Options for the worker, a JSON object' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from create" -l option -d 'One option for the worker; may be repeated' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from create" -l max-retries -d 'How often it may fail' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from create" -l timeout -d 'Give it up if nobody claims it for so long' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from create" -l count -d 'So many of them' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from create" -l from-ndjson -d 'One job a line: ingestion_task_id, source_file_path, content_type, and what else may be given; `-` is standard input' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from create" -l resume -d 'Create only what an interrupted run of the same command left out; its error shows the key' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from create" -l as -d 'Who does it, for the events; user@host unless given' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from create" -l database-url -d 'Where the database is; - reads the URL from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from create" -l output -d 'How to write the result (MORAG_OUTPUT)' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
junit\t'For CI systems that read JUnit\'s XML (verify)'
github\t'Annotations of GitHub Actions (verify)'"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from create" -l color -d 'When to use colour; NO_COLOR is honoured' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from create" -l log-format -d 'How to write the log' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from create" -l migrations-dir -d 'The folder of this site\'s own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from create" -s v -l verbose -d 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from claim" -l worker -d 'Its name' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from claim" -l types -d 'The content types that it can do' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from claim" -l max -d 'At most so many' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from claim" -l time-limit -d 'How long a claim of a type lasts without a heartbeat, e.g. audio=45m; of those not named, see docs/jobs.md' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from claim" -l as -d 'Who does it, for the events; user@host unless given' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from claim" -l database-url -d 'Where the database is; - reads the URL from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from claim" -l output -d 'How to write the result (MORAG_OUTPUT)' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
junit\t'For CI systems that read JUnit\'s XML (verify)'
github\t'Annotations of GitHub Actions (verify)'"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from claim" -l color -d 'When to use colour; NO_COLOR is honoured' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from claim" -l log-format -d 'How to write the log' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from claim" -l migrations-dir -d 'The folder of this site\'s own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from claim" -s v -l verbose -d 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from claim" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from heartbeat" -l claim -d 'The claim, as `jobs claim` gave it (claim_seq)' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from heartbeat" -l time-limit -d 'How long a claim of a type lasts without a heartbeat, e.g. audio=45m; of those not named, see docs/jobs.md' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from heartbeat" -l as -d 'Who does it, for the events; user@host unless given' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from heartbeat" -l database-url -d 'Where the database is; - reads the URL from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from heartbeat" -l output -d 'How to write the result (MORAG_OUTPUT)' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
junit\t'For CI systems that read JUnit\'s XML (verify)'
github\t'Annotations of GitHub Actions (verify)'"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from heartbeat" -l color -d 'When to use colour; NO_COLOR is honoured' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from heartbeat" -l log-format -d 'How to write the log' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from heartbeat" -l migrations-dir -d 'The folder of this site\'s own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from heartbeat" -s v -l verbose -d 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from heartbeat" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from submit" -l claim -d 'The claim, as `jobs claim` gave it (claim_seq)' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from submit" -l worker -d 'The worker, where there is no claim to name' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from submit" -l error -d 'Why it can\'t be done' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from submit" -l content -d 'The converted text' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from submit" -l content-file -d 'A file with the converted text' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from submit" -l metadata -d 'What else the worker knows, a JSON object' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from submit" -l processing-time -d 'How long it took, in seconds' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from submit" -l from-ndjson -d 'One result a line: id, claim_seq, outcome (success or failure), and content, metadata, processing_time or error' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from submit" -l claim-next -d 'Claim the next jobs of these content types along with it, for --worker' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from submit" -l max -d 'At most so many of them' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from submit" -l time-limit -d 'How long a claim of a type lasts without a heartbeat, e.g. audio=45m; of those not named, see docs/jobs.md' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from submit" -l as -d 'Who does it, for the events; user@host unless given' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from submit" -l database-url -d 'Where the database is; - reads the URL from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from submit" -l output -d 'How to write the result (MORAG_OUTPUT)' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
junit\t'For CI systems that read JUnit\'s XML (verify)'
github\t'Annotations of GitHub Actions (verify)'"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from submit" -l color -d 'When to use colour; NO_COLOR is honoured' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from submit" -l log-format -d 'How to write the log' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from submit" -l migrations-dir -d 'The folder of this site\'s own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from submit" -l success -d 'It is done'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from submit" -l failure -d 'It can\'t be done'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from submit" -s v -l verbose -d 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from submit" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from requeue" -l kind -d 'remote, ingest, processing, task-run; all unless given' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from requeue" -l status -d 'pending, processing, completed, failed, timeout, cancelled' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from requeue" -l type -d 'Content, document or job type' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from requeue" -l worker -d 'Of this worker' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from requeue" -l ingestion-task -d 'Of this ingestion job' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from requeue" -l error -d 'With this in the error' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from requeue" -l where -d 'Remote jobs with this option, e.g. options.lang=en; may be repeated' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from requeue" -l created-after -d 'Made after this time (RFC 3339)' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from requeue" -l created-before -d 'Made before this time (RFC 3339)' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from requeue" -l older-than -d 'Made so long ago at least' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from requeue" -l limit -d 'At most so many, oldest first' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from requeue" -l rate -d 'At most so many a second' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from requeue" -l reason -d 'Why; it stands in the events' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from requeue" -l plan-out -d 'Write the plan to a file, to be applied later as it is' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from requeue" -l apply -d 'Do what a plan says that was written before' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from requeue" -l as -d 'Who does it, for the events; user@host unless given' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from requeue" -l database-url -d 'Where the database is; - reads the URL from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from requeue" -l output -d 'How to write the result (MORAG_OUTPUT)' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
junit\t'For CI systems that read JUnit\'s XML (verify)'
github\t'Annotations of GitHub Actions (verify)'"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from requeue" -l color -d 'When to use colour; NO_COLOR is honoured' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from requeue" -l log-format -d 'How to write the log' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from requeue" -l migrations-dir -d 'The folder of this site\'s own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from requeue" -l all -d 'All jobs for which it is allowed; needed where nothing else is said'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from requeue" -l dry-run -d 'Show the plan and change nothing'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from requeue" -l yes -d 'Agree without being asked'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from requeue" -l reset-retries -d 'As if they had never failed'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from requeue" -l force -d 'Past the last retry, and completed or running ones too; needs a reason'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from requeue" -s v -l verbose -d 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from requeue" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from cancel" -l kind -d 'remote, ingest, processing, task-run; all unless given' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from cancel" -l status -d 'pending, processing, completed, failed, timeout, cancelled' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from cancel" -l type -d 'Content, document or job type' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from cancel" -l worker -d 'Of this worker' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from cancel" -l ingestion-task -d 'Of this ingestion job' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from cancel" -l error -d 'With this in the error' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from cancel" -l where -d 'Remote jobs with this option, e.g. options.lang=en; may be repeated' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from cancel" -l created-after -d 'Made after this time (RFC 3339)' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from cancel" -l created-before -d 'Made before this time (RFC 3339)' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from cancel" -l older-than -d 'Made so long ago at least' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from cancel" -l limit -d 'At most so many, oldest first' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from cancel" -l rate -d 'At most so many a second' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from cancel" -l reason -d 'Why; it stands in the events' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from cancel" -l plan-out -d 'Write the plan to a file, to be applied later as it is' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from cancel" -l apply -d 'Do what a plan says that was written before' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from cancel" -l as -d 'Who does it, for the events; user@host unless given' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from cancel" -l database-url -d 'Where the database is; - reads the URL from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from cancel" -l output -d 'How to write the result (MORAG_OUTPUT)' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
junit\t'For CI systems that read JUnit\'s XML (verify)'
github\t'Annotations of GitHub Actions (verify)'"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from cancel" -l color -d 'When to use colour; NO_COLOR is honoured' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from cancel" -l log-format -d 'How to write the log' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from cancel" -l migrations-dir -d 'The folder of this site\'s own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from cancel" -l all -d 'All jobs for which it is allowed; needed where nothing else is said'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from cancel" -l dry-run -d 'Show the plan and change nothing'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from cancel" -l yes -d 'Agree without being asked'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from cancel" -s v -l verbose -d 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from cancel" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from purge" -l kind -d 'remote, ingest, processing, task-run; all unless given' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from purge" -l status -d 'pending, processing, completed, failed, timeout, cancelled' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from purge" -l type -d 'Content, document or job type' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from purge" -l worker -d 'Of this worker' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from purge" -l ingestion-task -d 'Of this ingestion job' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from purge" -l error -d 'With this in the error' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from purge" -l where -d 'Remote jobs with this option, e.g. options.lang=en; may be repeated' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from purge" -l created-after -d 'Made after this time (RFC 3339)' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from purge" -l created-before -d 'Made before this time (RFC 3339)' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from purge" -l older-than -d 'Made so long ago at least' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from purge" -l limit -d 'At most so many, oldest first' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from purge" -l rate -d 'At most so many a second' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from purge" -l reason -d 'Why; it stands in the events' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from purge" -l plan-out -d 'Write the plan to a file, to be applied later as it is' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from purge" -l apply -d 'Do what a plan says that was written before' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from purge" -l as -d 'Who does it, for the events; user@host unless given' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from purge" -l database-url -d 'Where the database is; - reads the URL from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from purge" -l output -d 'How to write the result (MORAG_OUTPUT)' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
junit\t'For CI systems that read JUnit\'s XML (verify)'
github\t'Annotations of GitHub Actions (verify)'"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from purge" -l color -d 'When to use colour; NO_COLOR is honoured' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from purge" -l log-format -d 'How to write the log' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from purge" -l migrations-dir -d 'The folder of this site\'s own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from purge" -l all -d 'All jobs for which it is allowed; needed where nothing else is said'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from purge" -l dry-run -d 'Show the plan and change nothing'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from purge" -l yes -d 'Agree without being asked'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from purge" -s v -l verbose -d 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from purge" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from expire" -l retry-window -d 'Leave failures alone that are older than this' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from expire" -l every -d 'Again and again, until it is interrupted' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from expire" -l as -d 'Who does it, for the events; user@host unless given' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from expire" -l database-url -d 'Where the database is; - reads the URL from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from expire" -l output -d 'How to write the result (MORAG_OUTPUT)' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
junit\t'For CI systems that read JUnit\'s XML (verify)'
github\t'Annotations of GitHub Actions (verify)'"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from expire" -l color -d 'When to use colour; NO_COLOR is honoured' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from expire" -l log-format -d 'How to write the log' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from expire" -l migrations-dir -d 'The folder of this site\'s own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from expire" -l retry -d 'Retry what failed or timed out on a claim that morag-db made, after a backoff'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from expire" -l retry-backlog -d 'Retry more than 100 failures at once, too'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from expire" -l dry-run -d 'Print what would be done and change nothing'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from expire" -s v -l verbose -d 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from expire" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from late" -l as -d 'Who does it, for the events; user@host unless given' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from late" -l database-url -d 'Where the database is; - reads the URL from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from late" -l output -d 'How to write the result (MORAG_OUTPUT)' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
junit\t'For CI systems that read JUnit\'s XML (verify)'
github\t'Annotations of GitHub Actions (verify)'"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from late" -l color -d 'When to use colour; NO_COLOR is honoured' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from late" -l log-format -d 'How to write the log' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from late" -l migrations-dir -d 'The folder of this site\'s own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from late" -s v -l verbose -d 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from late" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from late" -f -a "list" -d 'List them, newest first'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from late" -f -a "accept" -d 'Make one the job\'s result, unless a worker has the job now'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from late" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from bench" -l jobs -d 'So many jobs for each figure' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from bench" -l workers -d 'Beside one worker, so many at once' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from bench" -l as -d 'Who does it, for the events; user@host unless given' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from bench" -l database-url -d 'Where the database is; - reads the URL from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from bench" -l output -d 'How to write the result (MORAG_OUTPUT)' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
junit\t'For CI systems that read JUnit\'s XML (verify)'
github\t'Annotations of GitHub Actions (verify)'"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from bench" -l color -d 'When to use colour; NO_COLOR is honoured' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from bench" -l log-format -d 'How to write the log' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from bench" -l migrations-dir -d 'The folder of this site\'s own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from bench" -s v -l verbose -d 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from bench" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from audit" -l limit -d 'At most so many' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from audit" -l as -d 'Who does it, for the events; user@host unless given' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from audit" -l database-url -d 'Where the database is; - reads the URL from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from audit" -l output -d 'How to write the result (MORAG_OUTPUT)' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
junit\t'For CI systems that read JUnit\'s XML (verify)'
github\t'Annotations of GitHub Actions (verify)'"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from audit" -l color -d 'When to use colour; NO_COLOR is honoured' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from audit" -l log-format -d 'How to write the log' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from audit" -l migrations-dir -d 'The folder of this site\'s own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from audit" -s v -l verbose -d 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from audit" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from help" -f -a "list" -d 'List jobs of all kinds, newest first'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from help" -f -a "show" -d 'Tell the whole story of a job: its row, attempts, operators\' actions, late results'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from help" -f -a "stats" -d 'Count jobs by kind and status; how long they waited and ran, and what went wrong most'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from help" -f -a "workers" -d 'List the workers that have a job now or had one lately'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from help" -f -a "watch" -d 'Look again and again: redrawn on a terminal, off it a line of JSON for each job that changed'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from help" -f -a "create" -d 'Make remote jobs'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from help" -f -a "claim" -d 'Claim pending jobs for a worker; nothing to claim is an empty list'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from help" -f -a "heartbeat" -d 'Say that a claim\'s worker is still at it'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from help" -f -a "submit" -d 'Hand in a result; one that comes too late is refused (9) and kept'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from help" -f -a "requeue" -d 'Have failed, timed-out or cancelled jobs done again'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from help" -f -a "cancel" -d 'Call off pending or running jobs'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from help" -f -a "purge" -d 'Remove remote jobs that have ended'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from help" -f -a "expire" -d 'End jobs and claims whose time is over'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from help" -f -a "late" -d 'Results that were refused'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from help" -f -a "bench" -d 'Measure jobs a second beside plain commits, on a scratch database that is dropped afterwards'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from help" -f -a "audit" -d 'List what operators did, newest first'
complete -c morag-db -n "__fish_morag_db_using_subcommand jobs; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c morag-db -n "__fish_morag_db_using_subcommand serve" -l listen -d 'Where to listen; port 0 takes a free one' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand serve" -l anonymous-from -d 'Let a network in without a key; may be repeated' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand serve" -l anonymous-role -d 'What those without a key may do [default: user]' -r -f -a "viewer\t'Read'
user\t'Create jobs and work on them'
admin\t'Requeue and cancel too'"
complete -c morag-db -n "__fish_morag_db_using_subcommand serve" -l trusted-proxy -d 'Believe what a proxy in this network says of its clients\' addresses (X-Forwarded-For); may be repeated' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand serve" -l source-root -d 'Hand source files out from under this folder; may be repeated' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand serve" -l tls-cert -d 'Speak TLS with this certificate chain, a PEM file' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand serve" -l tls-key -d 'The certificate\'s key, a PEM file' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand serve" -l max-body -d 'Refuse larger bodies, in MiB' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand serve" -l rate-limit -d 'Requests a second by one key or address, twice as many at once; 0 for as many as come' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand serve" -l max-connections -d 'Connections of clients at once' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand serve" -l max-wait -d 'Hold a long poll so long at most' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand serve" -l request-timeout -d 'Give the database so long for each request, and for a free connection to it' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand serve" -l grace -d 'Let what runs go on for so long after SIGTERM' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand serve" -l sweep-interval -d 'End what is over and try again what failed this often; one of all instances does it' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand serve" -l retry-window -d 'Leave failures alone that are older than this' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand serve" -l wait -d 'Wait so long for a database that refuses or is starting up' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand serve" -l time-limit -d 'How long a claim of a type lasts without a heartbeat, e.g. audio=45m; of those not named, see docs/jobs.md' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand serve" -l database-url -d 'Where the database is; - reads the URL from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand serve" -l output -d 'How to write the result (MORAG_OUTPUT)' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
junit\t'For CI systems that read JUnit\'s XML (verify)'
github\t'Annotations of GitHub Actions (verify)'"
complete -c morag-db -n "__fish_morag_db_using_subcommand serve" -l color -d 'When to use colour; NO_COLOR is honoured' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand serve" -l log-format -d 'How to write the log' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand serve" -l migrations-dir -d 'The folder of this site\'s own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand serve" -l require-keys -d 'Let nobody in without a key, from this machine neither; for a reverse proxy on it'
complete -c morag-db -n "__fish_morag_db_using_subcommand serve" -l no-sweep -d 'Leave that to `morag-db jobs expire --retry`'
complete -c morag-db -n "__fish_morag_db_using_subcommand serve" -l retry-backlog -d 'Retry more than 100 failures at once, too'
complete -c morag-db -n "__fish_morag_db_using_subcommand serve" -s v -l verbose -d 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
complete -c morag-db -n "__fish_morag_db_using_subcommand serve" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand seed" -l seed -d 'The same number makes the same rows, but for their times' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand seed" -l remote-jobs -d 'So many remote jobs instead, nine in ten of them done' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand seed" -l database-url -d 'Where the database is; - reads the URL from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand seed" -l output -d 'How to write the result (MORAG_OUTPUT)' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
junit\t'For CI systems that read JUnit\'s XML (verify)'
github\t'Annotations of GitHub Actions (verify)'"
complete -c morag-db -n "__fish_morag_db_using_subcommand seed" -l color -d 'When to use colour; NO_COLOR is honoured' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand seed" -l log-format -d 'How to write the log' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand seed" -l migrations-dir -d 'The folder of this site\'s own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand seed" -s v -l verbose -d 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
complete -c morag-db -n "__fish_morag_db_using_subcommand seed" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand tasks; and not __fish_seen_subcommand_from list show help" -l database-url -d 'Where the database is; - reads the URL from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand tasks; and not __fish_seen_subcommand_from list show help" -l output -d 'How to write the result (MORAG_OUTPUT)' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
junit\t'For CI systems that read JUnit\'s XML (verify)'
github\t'Annotations of GitHub Actions (verify)'"
complete -c morag-db -n "__fish_morag_db_using_subcommand tasks; and not __fish_seen_subcommand_from list show help" -l color -d 'When to use colour; NO_COLOR is honoured' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand tasks; and not __fish_seen_subcommand_from list show help" -l log-format -d 'How to write the log' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand tasks; and not __fish_seen_subcommand_from list show help" -l migrations-dir -d 'The folder of this site\'s own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand tasks; and not __fish_seen_subcommand_from list show help" -s v -l verbose -d 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
complete -c morag-db -n "__fish_morag_db_using_subcommand tasks; and not __fish_seen_subcommand_from list show help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand tasks; and not __fish_seen_subcommand_from list show help" -f -a "list" -d 'List the agent\'s tasks with how often they succeed'
complete -c morag-db -n "__fish_morag_db_using_subcommand tasks; and not __fish_seen_subcommand_from list show help" -f -a "show" -d 'Show a task with its runs, metrics and artifacts'
complete -c morag-db -n "__fish_morag_db_using_subcommand tasks; and not __fish_seen_subcommand_from list show help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c morag-db -n "__fish_morag_db_using_subcommand tasks; and __fish_seen_subcommand_from list" -l limit -d 'At most so many' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand tasks; and __fish_seen_subcommand_from list" -l database-url -d 'Where the database is; - reads the URL from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand tasks; and __fish_seen_subcommand_from list" -l output -d 'How to write the result (MORAG_OUTPUT)' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
junit\t'For CI systems that read JUnit\'s XML (verify)'
github\t'Annotations of GitHub Actions (verify)'"
complete -c morag-db -n "__fish_morag_db_using_subcommand tasks; and __fish_seen_subcommand_from list" -l color -d 'When to use colour; NO_COLOR is honoured' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand tasks; and __fish_seen_subcommand_from list" -l log-format -d 'How to write the log' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand tasks; and __fish_seen_subcommand_from list" -l migrations-dir -d 'The folder of this site\'s own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand tasks; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
complete -c morag-db -n "__fish_morag_db_using_subcommand tasks; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand tasks; and __fish_seen_subcommand_from show" -l database-url -d 'Where the database is; - reads the URL from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand tasks; and __fish_seen_subcommand_from show" -l output -d 'How to write the result (MORAG_OUTPUT)' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
junit\t'For CI systems that read JUnit\'s XML (verify)'
github\t'Annotations of GitHub Actions (verify)'"
complete -c morag-db -n "__fish_morag_db_using_subcommand tasks; and __fish_seen_subcommand_from show" -l color -d 'When to use colour; NO_COLOR is honoured' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand tasks; and __fish_seen_subcommand_from show" -l log-format -d 'How to write the log' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand tasks; and __fish_seen_subcommand_from show" -l migrations-dir -d 'The folder of this site\'s own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand tasks; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
complete -c morag-db -n "__fish_morag_db_using_subcommand tasks; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand tasks; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the agent\'s tasks with how often they succeed'
complete -c morag-db -n "__fish_morag_db_using_subcommand tasks; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show a task with its runs, metrics and artifacts'
complete -c morag-db -n "__fish_morag_db_using_subcommand tasks; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c morag-db -n "__fish_morag_db_using_subcommand users; and not __fish_seen_subcommand_from create list help" -l database-url -d 'Where the database is; - reads the URL from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand users; and not __fish_seen_subcommand_from create list help" -l output -d 'How to write the result (MORAG_OUTPUT)' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
junit\t'For CI systems that read JUnit\'s XML (verify)'
github\t'Annotations of GitHub Actions (verify)'"
complete -c morag-db -n "__fish_morag_db_using_subcommand users; and not __fish_seen_subcommand_from create list help" -l color -d 'When to use colour; NO_COLOR is honoured' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand users; and not __fish_seen_subcommand_from create list help" -l log-format -d 'How to write the log' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand users; and not __fish_seen_subcommand_from create list help" -l migrations-dir -d 'The folder of this site\'s own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand users; and not __fish_seen_subcommand_from create list help" -s v -l verbose -d 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
complete -c morag-db -n "__fish_morag_db_using_subcommand users; and not __fish_seen_subcommand_from create list help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand users; and not __fish_seen_subcommand_from create list help" -f -a "create" -d 'Make a user'
complete -c morag-db -n "__fish_morag_db_using_subcommand users; and not __fish_seen_subcommand_from create list help" -f -a "list" -d 'List the users'
complete -c morag-db -n "__fish_morag_db_using_subcommand users; and not __fish_seen_subcommand_from create list help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c morag-db -n "__fish_morag_db_using_subcommand users; and __fish_seen_subcommand_from create" -l name -d 'Its name' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand users; and __fish_seen_subcommand_from create" -l email -d 'Its address; no two users have the same' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand users; and __fish_seen_subcommand_from create" -l role -d 'ADMIN operates, USER creates and works, VIEWER reads' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand users; and __fish_seen_subcommand_from create" -l database-url -d 'Where the database is; - reads the URL from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand users; and __fish_seen_subcommand_from create" -l output -d 'How to write the result (MORAG_OUTPUT)' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
junit\t'For CI systems that read JUnit\'s XML (verify)'
github\t'Annotations of GitHub Actions (verify)'"
complete -c morag-db -n "__fish_morag_db_using_subcommand users; and __fish_seen_subcommand_from create" -l color -d 'When to use colour; NO_COLOR is honoured' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand users; and __fish_seen_subcommand_from create" -l log-format -d 'How to write the log' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand users; and __fish_seen_subcommand_from create" -l migrations-dir -d 'The folder of this site\'s own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand users; and __fish_seen_subcommand_from create" -s v -l verbose -d 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
complete -c morag-db -n "__fish_morag_db_using_subcommand users; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand users; and __fish_seen_subcommand_from list" -l database-url -d 'Where the database is; - reads the URL from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand users; and __fish_seen_subcommand_from list" -l output -d 'How to write the result (MORAG_OUTPUT)' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
junit\t'For CI systems that read JUnit\'s XML (verify)'
github\t'Annotations of GitHub Actions (verify)'"
complete -c morag-db -n "__fish_morag_db_using_subcommand users; and __fish_seen_subcommand_from list" -l color -d 'When to use colour; NO_COLOR is honoured' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand users; and __fish_seen_subcommand_from list" -l log-format -d 'How to write the log' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand users; and __fish_seen_subcommand_from list" -l migrations-dir -d 'The folder of this site\'s own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand users; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
complete -c morag-db -n "__fish_morag_db_using_subcommand users; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand users; and __fish_seen_subcommand_from help" -f -a "create" -d 'Make a user'
complete -c morag-db -n "__fish_morag_db_using_subcommand users; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the users'
complete -c morag-db -n "__fish_morag_db_using_subcommand users; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and not __fish_seen_subcommand_from create list revoke help" -l database-url -d 'Where the database is; - reads the URL from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and not __fish_seen_subcommand_from create list revoke help" -l output -d 'How to write the result (MORAG_OUTPUT)' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
junit\t'For CI systems that read JUnit\'s XML (verify)'
github\t'Annotations of GitHub Actions (verify)'"
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and not __fish_seen_subcommand_from create list revoke help" -l color -d 'When to use colour; NO_COLOR is honoured' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and not __fish_seen_subcommand_from create list revoke help" -l log-format -d 'How to write the log' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and not __fish_seen_subcommand_from create list revoke help" -l migrations-dir -d 'The folder of this site\'s own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and not __fish_seen_subcommand_from create list revoke help" -s v -l verbose -d 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and not __fish_seen_subcommand_from create list revoke help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and not __fish_seen_subcommand_from create list revoke help" -f -a "create" -d 'Make a key for a user; it is shown once, and the database holds only its hash'
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and not __fish_seen_subcommand_from create list revoke help" -f -a "list" -d 'List the keys, without the keys themselves'
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and not __fish_seen_subcommand_from create list revoke help" -f -a "revoke" -d 'Remove a key; who holds it is let in no more'
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and not __fish_seen_subcommand_from create list revoke help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and __fish_seen_subcommand_from create" -l user -d 'The user, by id or address' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and __fish_seen_subcommand_from create" -l name -d 'What it is for' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and __fish_seen_subcommand_from create" -l database-url -d 'Where the database is; - reads the URL from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and __fish_seen_subcommand_from create" -l output -d 'How to write the result (MORAG_OUTPUT)' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
junit\t'For CI systems that read JUnit\'s XML (verify)'
github\t'Annotations of GitHub Actions (verify)'"
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and __fish_seen_subcommand_from create" -l color -d 'When to use colour; NO_COLOR is honoured' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and __fish_seen_subcommand_from create" -l log-format -d 'How to write the log' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and __fish_seen_subcommand_from create" -l migrations-dir -d 'The folder of this site\'s own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and __fish_seen_subcommand_from create" -s v -l verbose -d 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and __fish_seen_subcommand_from list" -l database-url -d 'Where the database is; - reads the URL from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and __fish_seen_subcommand_from list" -l output -d 'How to write the result (MORAG_OUTPUT)' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
junit\t'For CI systems that read JUnit\'s XML (verify)'
github\t'Annotations of GitHub Actions (verify)'"
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and __fish_seen_subcommand_from list" -l color -d 'When to use colour; NO_COLOR is honoured' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and __fish_seen_subcommand_from list" -l log-format -d 'How to write the log' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and __fish_seen_subcommand_from list" -l migrations-dir -d 'The folder of this site\'s own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and __fish_seen_subcommand_from revoke" -l database-url -d 'Where the database is; - reads the URL from standard input' -r
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and __fish_seen_subcommand_from revoke" -l output -d 'How to write the result (MORAG_OUTPUT)' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
junit\t'For CI systems that read JUnit\'s XML (verify)'
github\t'Annotations of GitHub Actions (verify)'"
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and __fish_seen_subcommand_from revoke" -l color -d 'When to use colour; NO_COLOR is honoured' -r -f -a "always\t''
auto\t''
never\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and __fish_seen_subcommand_from revoke" -l log-format -d 'How to write the log' -r -f -a "text\t''
json\t''"
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and __fish_seen_subcommand_from revoke" -l migrations-dir -d 'The folder of this site\'s own migrations' -r -F
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and __fish_seen_subcommand_from revoke" -s v -l verbose -d 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and __fish_seen_subcommand_from revoke" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and __fish_seen_subcommand_from help" -f -a "create" -d 'Make a key for a user; it is shown once, and the database holds only its hash'
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the keys, without the keys themselves'
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and __fish_seen_subcommand_from help" -f -a "revoke" -d 'Remove a key; who holds it is let in no more'
complete -c morag-db -n "__fish_morag_db_using_subcommand api-keys; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
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
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and not __fish_seen_subcommand_from init verify health reset migrate jobs serve seed tasks users api-keys completions man help" -f -a "init" -d 'Create the database if it is missing, migrate, and check what was made'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and not __fish_seen_subcommand_from init verify health reset migrate jobs serve seed tasks users api-keys completions man help" -f -a "verify" -d 'Compare the live schema with what the applied migrations make; never writes'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and not __fish_seen_subcommand_from init verify health reset migrate jobs serve seed tasks users api-keys completions man help" -f -a "health" -d 'Can this database serve now? For probes and people; never writes'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and not __fish_seen_subcommand_from init verify health reset migrate jobs serve seed tasks users api-keys completions man help" -f -a "reset" -d 'Drop everything that morag-db manages and make it anew; asks first'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and not __fish_seen_subcommand_from init verify health reset migrate jobs serve seed tasks users api-keys completions man help" -f -a "migrate" -d 'Apply, undo and inspect migrations'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and not __fish_seen_subcommand_from init verify health reset migrate jobs serve seed tasks users api-keys completions man help" -f -a "jobs" -d 'Look at jobs of all kinds, and work and operate remote ones'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and not __fish_seen_subcommand_from init verify health reset migrate jobs serve seed tasks users api-keys completions man help" -f -a "serve" -d 'Serve the HTTP API for remote workers and operators, and a page for people'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and not __fish_seen_subcommand_from init verify health reset migrate jobs serve seed tasks users api-keys completions man help" -f -a "seed" -d 'Make demo data in every table, or remote jobs in bulk'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and not __fish_seen_subcommand_from init verify health reset migrate jobs serve seed tasks users api-keys completions man help" -f -a "tasks" -d 'Look at the agent\'s tasks'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and not __fish_seen_subcommand_from init verify health reset migrate jobs serve seed tasks users api-keys completions man help" -f -a "users" -d 'Make and list users'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and not __fish_seen_subcommand_from init verify health reset migrate jobs serve seed tasks users api-keys completions man help" -f -a "api-keys" -d 'Make, list and revoke API keys'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and not __fish_seen_subcommand_from init verify health reset migrate jobs serve seed tasks users api-keys completions man help" -f -a "completions" -d 'Write the completions of a shell to standard output'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and not __fish_seen_subcommand_from init verify health reset migrate jobs serve seed tasks users api-keys completions man help" -f -a "man" -d 'Write the manual pages into a folder'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and not __fish_seen_subcommand_from init verify health reset migrate jobs serve seed tasks users api-keys completions man help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from migrate" -f -a "up" -d 'Apply what is pending'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from migrate" -f -a "down" -d 'Undo migrations, newest first; asks first'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from migrate" -f -a "status" -d 'List the migrations and where they stand; never writes'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from migrate" -f -a "plan" -d 'Print the SQL that `up` would run; never writes'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from migrate" -f -a "baseline" -d 'Record a schema that somebody else made, after checking that it is what VERSION makes'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from migrate" -f -a "adopt" -d 'Take over tables that another tool created, with their rows; shows the plan and asks first'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from migrate" -f -a "repair" -d 'Find a way out of a failed migration (MySQL and MariaDB, which can\'t roll DDL back)'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from migrate" -f -a "unlock" -d 'Show who holds the migration lock, and break a lease that a dead cluster node left behind'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from migrate" -f -a "new" -d 'Write an empty site migration NNNN_description.sql'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from jobs" -f -a "list" -d 'List jobs of all kinds, newest first'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from jobs" -f -a "show" -d 'Tell the whole story of a job: its row, attempts, operators\' actions, late results'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from jobs" -f -a "stats" -d 'Count jobs by kind and status; how long they waited and ran, and what went wrong most'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from jobs" -f -a "workers" -d 'List the workers that have a job now or had one lately'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from jobs" -f -a "watch" -d 'Look again and again: redrawn on a terminal, off it a line of JSON for each job that changed'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from jobs" -f -a "create" -d 'Make remote jobs'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from jobs" -f -a "claim" -d 'Claim pending jobs for a worker; nothing to claim is an empty list'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from jobs" -f -a "heartbeat" -d 'Say that a claim\'s worker is still at it'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from jobs" -f -a "submit" -d 'Hand in a result; one that comes too late is refused (9) and kept'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from jobs" -f -a "requeue" -d 'Have failed, timed-out or cancelled jobs done again'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from jobs" -f -a "cancel" -d 'Call off pending or running jobs'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from jobs" -f -a "purge" -d 'Remove remote jobs that have ended'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from jobs" -f -a "expire" -d 'End jobs and claims whose time is over'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from jobs" -f -a "late" -d 'Results that were refused'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from jobs" -f -a "bench" -d 'Measure jobs a second beside plain commits, on a scratch database that is dropped afterwards'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from jobs" -f -a "audit" -d 'List what operators did, newest first'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from tasks" -f -a "list" -d 'List the agent\'s tasks with how often they succeed'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from tasks" -f -a "show" -d 'Show a task with its runs, metrics and artifacts'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from users" -f -a "create" -d 'Make a user'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from users" -f -a "list" -d 'List the users'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from api-keys" -f -a "create" -d 'Make a key for a user; it is shown once, and the database holds only its hash'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from api-keys" -f -a "list" -d 'List the keys, without the keys themselves'
complete -c morag-db -n "__fish_morag_db_using_subcommand help; and __fish_seen_subcommand_from api-keys" -f -a "revoke" -d 'Remove a key; who holds it is let in no more'
