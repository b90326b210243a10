
using namespace System.Management.Automation
using namespace System.Management.Automation.Language

Register-ArgumentCompleter -Native -CommandName 'morag-db' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $commandElements = $commandAst.CommandElements
    $command = @(
        'morag-db'
        for ($i = 1; $i -lt $commandElements.Count; $i++) {
            $element = $commandElements[$i]
            if ($element -isnot [StringConstantExpressionAst] -or
                $element.StringConstantType -ne [StringConstantType]::BareWord -or
                $element.Value.StartsWith('-') -or
                $element.Value -eq $wordToComplete) {
                break
        }
        $element.Value
    }) -join ';'

    $completions = @(switch ($command) {
        'morag-db' {
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Where the database is; - reads the URL from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to write the result (MORAG_OUTPUT)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR is honoured')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How to write the log')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'The folder of this site''s own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('init', 'init', [CompletionResultType]::ParameterValue, 'Create the database if it is missing, migrate, and check what was made')
            [CompletionResult]::new('verify', 'verify', [CompletionResultType]::ParameterValue, 'Compare the live schema with what the applied migrations make; never writes')
            [CompletionResult]::new('health', 'health', [CompletionResultType]::ParameterValue, 'Can this database serve now? For probes and people; never writes')
            [CompletionResult]::new('test', 'test', [CompletionResultType]::ParameterValue, 'Can this database serve now? For probes and people; never writes')
            [CompletionResult]::new('reset', 'reset', [CompletionResultType]::ParameterValue, 'Drop everything that morag-db manages and make it anew; asks first')
            [CompletionResult]::new('migrate', 'migrate', [CompletionResultType]::ParameterValue, 'Apply, undo and inspect migrations')
            [CompletionResult]::new('jobs', 'jobs', [CompletionResultType]::ParameterValue, 'Look at jobs of all kinds, and work and operate remote ones')
            [CompletionResult]::new('serve', 'serve', [CompletionResultType]::ParameterValue, 'Serve the HTTP API for remote workers and operators, and a page for people')
            [CompletionResult]::new('seed', 'seed', [CompletionResultType]::ParameterValue, 'Make demo data in every table, or remote jobs in bulk')
            [CompletionResult]::new('tasks', 'tasks', [CompletionResultType]::ParameterValue, 'Look at the agent''s tasks')
            [CompletionResult]::new('users', 'users', [CompletionResultType]::ParameterValue, 'Make and list users')
            [CompletionResult]::new('api-keys', 'api-keys', [CompletionResultType]::ParameterValue, 'Make, list and revoke API keys')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Write the completions of a shell to standard output')
            [CompletionResult]::new('man', 'man', [CompletionResultType]::ParameterValue, 'Write the manual pages into a folder')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'morag-db;init' {
            [CompletionResult]::new('--wait', '--wait', [CompletionResultType]::ParameterName, 'Wait so long for a server that refuses or is starting up')
            [CompletionResult]::new('--environment', '--environment', [CompletionResultType]::ParameterName, 'Stamp the database with the name of its environment; set once, another name is refused')
            [CompletionResult]::new('--grant-to', '--grant-to', [CompletionResultType]::ParameterName, 'Give an application''s role the rights that it needs on the tables; may be repeated')
            [CompletionResult]::new('--assume-time-zone', '--assume-time-zone', [CompletionResultType]::ParameterName, 'The zone in which times were written that are stored without one: UTC, an offset such as +02:00, or a name that the server knows')
            [CompletionResult]::new('--on-misfit', '--on-misfit', [CompletionResultType]::ParameterName, 'What to do with rows that would not fit')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'Wait so long for another migration to end')
            [CompletionResult]::new('--ddl-lock-timeout', '--ddl-lock-timeout', [CompletionResultType]::ParameterName, 'Wait so long for a table that another session uses, then try again a few times')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Where the database is; - reads the URL from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to write the result (MORAG_OUTPUT)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR is honoured')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How to write the log')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'The folder of this site''s own migrations')
            [CompletionResult]::new('--adopt', '--adopt', [CompletionResultType]::ParameterName, 'Adopt tables that another tool created first, as migrate adopt does, without asking')
            [CompletionResult]::new('--accept-changed-rows', '--accept-changed-rows', [CompletionResultType]::ParameterName, 'Resume although rows have changed while the adoption was broken off: applications wrote meanwhile')
            [CompletionResult]::new('--allow-out-of-order', '--allow-out-of-order', [CompletionResultType]::ParameterName, 'Apply a migration though a later one is applied')
            [CompletionResult]::new('--allow-newer', '--allow-newer', [CompletionResultType]::ParameterName, 'Accept a database that is ahead of this binary')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;verify' {
            [CompletionResult]::new('--fix-sql', '--fix-sql', [CompletionResultType]::ParameterName, 'Write a script that fixes what fails; `-` is standard output, and then nothing else is written there')
            [CompletionResult]::new('--fix-data', '--fix-data', [CompletionResultType]::ParameterName, 'Write a script that repairs rows, as far as a statement can (times on SQLite that sort wrong), with a count each; `-` is standard output, and then nothing else is written there')
            [CompletionResult]::new('--ignore-file', '--ignore-file', [CompletionResultType]::ParameterName, 'Leave out the objects that a file names, one a line, as they stand in the report; `*` is any text')
            [CompletionResult]::new('--data-timeout', '--data-timeout', [CompletionResultType]::ParameterName, 'Look at the rows for so long at most; what is left then is said')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Where the database is; - reads the URL from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to write the result (MORAG_OUTPUT)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR is honoured')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How to write the log')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'The folder of this site''s own migrations')
            [CompletionResult]::new('--strict', '--strict', [CompletionResultType]::ParameterName, 'Fail for extra objects, other names and objects of others too')
            [CompletionResult]::new('--data', '--data', [CompletionResultType]::ParameterName, 'Look at the rows too: broken foreign keys and checks, unknown statuses, times in a wrong format')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;health' {
            [CompletionResult]::new('--wait', '--wait', [CompletionResultType]::ParameterName, 'Wait so long for a server that refuses or is starting up')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Give up after so long, the waiting not counted')
            [CompletionResult]::new('--watch', '--watch', [CompletionResultType]::ParameterName, 'Look again every so often until it is interrupted: redrawn on a terminal, else one report after the other')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Where the database is; - reads the URL from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to write the result (MORAG_OUTPUT)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR is honoured')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How to write the log')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'The folder of this site''s own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;test' {
            [CompletionResult]::new('--wait', '--wait', [CompletionResultType]::ParameterName, 'Wait so long for a server that refuses or is starting up')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Give up after so long, the waiting not counted')
            [CompletionResult]::new('--watch', '--watch', [CompletionResultType]::ParameterName, 'Look again every so often until it is interrupted: redrawn on a terminal, else one report after the other')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Where the database is; - reads the URL from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to write the result (MORAG_OUTPUT)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR is honoured')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How to write the log')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'The folder of this site''s own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;reset' {
            [CompletionResult]::new('--database', '--database', [CompletionResultType]::ParameterName, 'The name of the database, to be compared')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'Wait so long for another migration to end')
            [CompletionResult]::new('--ddl-lock-timeout', '--ddl-lock-timeout', [CompletionResultType]::ParameterName, 'Wait so long for a table that another session uses, then try again a few times')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Where the database is; - reads the URL from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to write the result (MORAG_OUTPUT)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR is honoured')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How to write the log')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'The folder of this site''s own migrations')
            [CompletionResult]::new('--cascade', '--cascade', [CompletionResultType]::ParameterName, 'Drop what others have made to depend on these tables too: views, foreign keys; they are listed')
            [CompletionResult]::new('--all-objects', '--all-objects', [CompletionResultType]::ParameterName, 'Drop every object of the schema, that of others too')
            [CompletionResult]::new('--no-backup', '--no-backup', [CompletionResultType]::ParameterName, 'Make no copy of an SQLite file first')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Agree without being asked; needs --database')
            [CompletionResult]::new('--allow-production', '--allow-production', [CompletionResultType]::ParameterName, 'Agree to it on a database that is stamped production')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;migrate' {
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Where the database is; - reads the URL from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to write the result (MORAG_OUTPUT)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR is honoured')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How to write the log')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'The folder of this site''s own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('up', 'up', [CompletionResultType]::ParameterValue, 'Apply what is pending')
            [CompletionResult]::new('upgrade', 'upgrade', [CompletionResultType]::ParameterValue, 'Apply what is pending')
            [CompletionResult]::new('down', 'down', [CompletionResultType]::ParameterValue, 'Undo migrations, newest first; asks first')
            [CompletionResult]::new('downgrade', 'downgrade', [CompletionResultType]::ParameterValue, 'Undo migrations, newest first; asks first')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'List the migrations and where they stand; never writes')
            [CompletionResult]::new('current', 'current', [CompletionResultType]::ParameterValue, 'List the migrations and where they stand; never writes')
            [CompletionResult]::new('history', 'history', [CompletionResultType]::ParameterValue, 'List the migrations and where they stand; never writes')
            [CompletionResult]::new('plan', 'plan', [CompletionResultType]::ParameterValue, 'Print the SQL that `up` would run; never writes')
            [CompletionResult]::new('baseline', 'baseline', [CompletionResultType]::ParameterValue, 'Record a schema that somebody else made, after checking that it is what VERSION makes')
            [CompletionResult]::new('adopt', 'adopt', [CompletionResultType]::ParameterValue, 'Take over tables that another tool created, with their rows; shows the plan and asks first')
            [CompletionResult]::new('repair', 'repair', [CompletionResultType]::ParameterValue, 'Find a way out of a failed migration (MySQL and MariaDB, which can''t roll DDL back)')
            [CompletionResult]::new('unlock', 'unlock', [CompletionResultType]::ParameterValue, 'Show who holds the migration lock, and break a lease that a dead cluster node left behind')
            [CompletionResult]::new('new', 'new', [CompletionResultType]::ParameterValue, 'Write an empty site migration NNNN_description.sql')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'morag-db;migrate;up' {
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, 'Up to and including this version')
            [CompletionResult]::new('--steps', '--steps', [CompletionResultType]::ParameterName, 'This many migrations')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'Wait so long for another migration to end')
            [CompletionResult]::new('--ddl-lock-timeout', '--ddl-lock-timeout', [CompletionResultType]::ParameterName, 'Wait so long for a table that another session uses, then try again a few times')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Where the database is; - reads the URL from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to write the result (MORAG_OUTPUT)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR is honoured')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How to write the log')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'The folder of this site''s own migrations')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the exact SQL and change nothing')
            [CompletionResult]::new('--allow-out-of-order', '--allow-out-of-order', [CompletionResultType]::ParameterName, 'Apply a migration though a later one is applied')
            [CompletionResult]::new('--allow-newer', '--allow-newer', [CompletionResultType]::ParameterName, 'Accept a database that is ahead of this binary')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;migrate;upgrade' {
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, 'Up to and including this version')
            [CompletionResult]::new('--steps', '--steps', [CompletionResultType]::ParameterName, 'This many migrations')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'Wait so long for another migration to end')
            [CompletionResult]::new('--ddl-lock-timeout', '--ddl-lock-timeout', [CompletionResultType]::ParameterName, 'Wait so long for a table that another session uses, then try again a few times')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Where the database is; - reads the URL from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to write the result (MORAG_OUTPUT)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR is honoured')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How to write the log')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'The folder of this site''s own migrations')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the exact SQL and change nothing')
            [CompletionResult]::new('--allow-out-of-order', '--allow-out-of-order', [CompletionResultType]::ParameterName, 'Apply a migration though a later one is applied')
            [CompletionResult]::new('--allow-newer', '--allow-newer', [CompletionResultType]::ParameterName, 'Accept a database that is ahead of this binary')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;migrate;down' {
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, 'Down to this version, which stays; 0 undoes all')
            [CompletionResult]::new('--steps', '--steps', [CompletionResultType]::ParameterName, 'This many migrations')
            [CompletionResult]::new('--database', '--database', [CompletionResultType]::ParameterName, 'The name of the database, to be compared')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'Wait so long for another migration to end')
            [CompletionResult]::new('--ddl-lock-timeout', '--ddl-lock-timeout', [CompletionResultType]::ParameterName, 'Wait so long for a table that another session uses, then try again a few times')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Where the database is; - reads the URL from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to write the result (MORAG_OUTPUT)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR is honoured')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How to write the log')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'The folder of this site''s own migrations')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Agree without being asked; needs --database')
            [CompletionResult]::new('--allow-production', '--allow-production', [CompletionResultType]::ParameterName, 'Agree to it on a database that is stamped production')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;migrate;downgrade' {
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, 'Down to this version, which stays; 0 undoes all')
            [CompletionResult]::new('--steps', '--steps', [CompletionResultType]::ParameterName, 'This many migrations')
            [CompletionResult]::new('--database', '--database', [CompletionResultType]::ParameterName, 'The name of the database, to be compared')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'Wait so long for another migration to end')
            [CompletionResult]::new('--ddl-lock-timeout', '--ddl-lock-timeout', [CompletionResultType]::ParameterName, 'Wait so long for a table that another session uses, then try again a few times')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Where the database is; - reads the URL from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to write the result (MORAG_OUTPUT)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR is honoured')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How to write the log')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'The folder of this site''s own migrations')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Agree without being asked; needs --database')
            [CompletionResult]::new('--allow-production', '--allow-production', [CompletionResultType]::ParameterName, 'Agree to it on a database that is stamped production')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;migrate;status' {
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Where the database is; - reads the URL from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to write the result (MORAG_OUTPUT)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR is honoured')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How to write the log')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'The folder of this site''s own migrations')
            [CompletionResult]::new('--exit-code', '--exit-code', [CompletionResultType]::ParameterName, 'Exit with 3 where migrations are pending, 4 for a wrong history, 6 while one runs, 7 after a failure')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;migrate;current' {
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Where the database is; - reads the URL from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to write the result (MORAG_OUTPUT)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR is honoured')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How to write the log')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'The folder of this site''s own migrations')
            [CompletionResult]::new('--exit-code', '--exit-code', [CompletionResultType]::ParameterName, 'Exit with 3 where migrations are pending, 4 for a wrong history, 6 while one runs, 7 after a failure')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;migrate;history' {
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Where the database is; - reads the URL from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to write the result (MORAG_OUTPUT)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR is honoured')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How to write the log')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'The folder of this site''s own migrations')
            [CompletionResult]::new('--exit-code', '--exit-code', [CompletionResultType]::ParameterName, 'Exit with 3 where migrations are pending, 4 for a wrong history, 6 while one runs, 7 after a failure')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;migrate;plan' {
            [CompletionResult]::new('--backend', '--backend', [CompletionResultType]::ParameterName, 'The engine of an offline plan')
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, 'Up to and including this version')
            [CompletionResult]::new('--steps', '--steps', [CompletionResultType]::ParameterName, 'This many migrations')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Where the database is; - reads the URL from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to write the result (MORAG_OUTPUT)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR is honoured')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How to write the log')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'The folder of this site''s own migrations')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Without a database: the whole script for an empty one')
            [CompletionResult]::new('--allow-out-of-order', '--allow-out-of-order', [CompletionResultType]::ParameterName, 'Apply a migration though a later one is applied')
            [CompletionResult]::new('--allow-newer', '--allow-newer', [CompletionResultType]::ParameterName, 'Accept a database that is ahead of this binary')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;migrate;baseline' {
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'Wait so long for another migration to end')
            [CompletionResult]::new('--ddl-lock-timeout', '--ddl-lock-timeout', [CompletionResultType]::ParameterName, 'Wait so long for a table that another session uses, then try again a few times')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Where the database is; - reads the URL from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to write the result (MORAG_OUTPUT)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR is honoured')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How to write the log')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'The folder of this site''s own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;migrate;adopt' {
            [CompletionResult]::new('--plan-out', '--plan-out', [CompletionResultType]::ParameterName, 'Write the plan as JSON to this file, too')
            [CompletionResult]::new('--assume-time-zone', '--assume-time-zone', [CompletionResultType]::ParameterName, 'The zone in which times were written that are stored without one: UTC, an offset such as +02:00, or a name that the server knows')
            [CompletionResult]::new('--on-misfit', '--on-misfit', [CompletionResultType]::ParameterName, 'What to do with rows that would not fit')
            [CompletionResult]::new('--database', '--database', [CompletionResultType]::ParameterName, 'The name of the database, to be compared')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'Wait so long for another migration to end')
            [CompletionResult]::new('--ddl-lock-timeout', '--ddl-lock-timeout', [CompletionResultType]::ParameterName, 'Wait so long for a table that another session uses, then try again a few times')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Where the database is; - reads the URL from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to write the result (MORAG_OUTPUT)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR is honoured')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How to write the log')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'The folder of this site''s own migrations')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the plan and change nothing; exits with 4 where rows or tables stand in the way')
            [CompletionResult]::new('--accept-changed-rows', '--accept-changed-rows', [CompletionResultType]::ParameterName, 'Resume although rows have changed while the adoption was broken off: applications wrote meanwhile')
            [CompletionResult]::new('--no-backup', '--no-backup', [CompletionResultType]::ParameterName, 'Don''t copy an SQLite file first')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Agree without being asked; needs --database')
            [CompletionResult]::new('--allow-production', '--allow-production', [CompletionResultType]::ParameterName, 'Agree to it on a database that is stamped production')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;migrate;repair' {
            [CompletionResult]::new('--database', '--database', [CompletionResultType]::ParameterName, 'The name of the database, to be compared')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'Wait so long for another migration to end')
            [CompletionResult]::new('--ddl-lock-timeout', '--ddl-lock-timeout', [CompletionResultType]::ParameterName, 'Wait so long for a table that another session uses, then try again a few times')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Where the database is; - reads the URL from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to write the result (MORAG_OUTPUT)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR is honoured')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How to write the log')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'The folder of this site''s own migrations')
            [CompletionResult]::new('--resume', '--resume', [CompletionResultType]::ParameterName, 'Go on at the step that failed')
            [CompletionResult]::new('--mark-applied', '--mark-applied', [CompletionResultType]::ParameterName, 'Take it for applied; every step must show in the schema')
            [CompletionResult]::new('--roll-back', '--roll-back', [CompletionResultType]::ParameterName, 'Undo what it did; asks first')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Agree without being asked; needs --database')
            [CompletionResult]::new('--allow-production', '--allow-production', [CompletionResultType]::ParameterName, 'Agree to it on a database that is stamped production')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;migrate;unlock' {
            [CompletionResult]::new('--database', '--database', [CompletionResultType]::ParameterName, 'The name of the database, to be compared')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Where the database is; - reads the URL from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to write the result (MORAG_OUTPUT)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR is honoured')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How to write the log')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'The folder of this site''s own migrations')
            [CompletionResult]::new('--break', '--break', [CompletionResultType]::ParameterName, 'Break the leases that are shown; asks first')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Agree without being asked; needs --database')
            [CompletionResult]::new('--allow-production', '--allow-production', [CompletionResultType]::ParameterName, 'Agree to it on a database that is stamped production')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;migrate;new' {
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Where the database is; - reads the URL from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to write the result (MORAG_OUTPUT)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR is honoured')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How to write the log')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'The folder of this site''s own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;migrate;help' {
            [CompletionResult]::new('up', 'up', [CompletionResultType]::ParameterValue, 'Apply what is pending')
            [CompletionResult]::new('down', 'down', [CompletionResultType]::ParameterValue, 'Undo migrations, newest first; asks first')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'List the migrations and where they stand; never writes')
            [CompletionResult]::new('plan', 'plan', [CompletionResultType]::ParameterValue, 'Print the SQL that `up` would run; never writes')
            [CompletionResult]::new('baseline', 'baseline', [CompletionResultType]::ParameterValue, 'Record a schema that somebody else made, after checking that it is what VERSION makes')
            [CompletionResult]::new('adopt', 'adopt', [CompletionResultType]::ParameterValue, 'Take over tables that another tool created, with their rows; shows the plan and asks first')
            [CompletionResult]::new('repair', 'repair', [CompletionResultType]::ParameterValue, 'Find a way out of a failed migration (MySQL and MariaDB, which can''t roll DDL back)')
            [CompletionResult]::new('unlock', 'unlock', [CompletionResultType]::ParameterValue, 'Show who holds the migration lock, and break a lease that a dead cluster node left behind')
            [CompletionResult]::new('new', 'new', [CompletionResultType]::ParameterValue, 'Write an empty site migration NNNN_description.sql')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'morag-db;migrate;help;up' {
            break
        }
        'morag-db;migrate;help;down' {
            break
        }
        'morag-db;migrate;help;status' {
            break
        }
        'morag-db;migrate;help;plan' {
            break
        }
        'morag-db;migrate;help;baseline' {
            break
        }
        'morag-db;migrate;help;adopt' {
            break
        }
        'morag-db;migrate;help;repair' {
            break
        }
        'morag-db;migrate;help;unlock' {
            break
        }
        'morag-db;migrate;help;new' {
            break
        }
        'morag-db;migrate;help;help' {
            break
        }
        'morag-db;jobs' {
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Who does it, for the events; user@host unless given')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Where the database is; - reads the URL from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to write the result (MORAG_OUTPUT)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR is honoured')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How to write the log')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'The folder of this site''s own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List jobs of all kinds, newest first')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Tell the whole story of a job: its row, attempts, operators'' actions, late results')
            [CompletionResult]::new('stats', 'stats', [CompletionResultType]::ParameterValue, 'Count jobs by kind and status; how long they waited and ran, and what went wrong most')
            [CompletionResult]::new('workers', 'workers', [CompletionResultType]::ParameterValue, 'List the workers that have a job now or had one lately')
            [CompletionResult]::new('watch', 'watch', [CompletionResultType]::ParameterValue, 'Look again and again: redrawn on a terminal, off it a line of JSON for each job that changed')
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Make remote jobs')
            [CompletionResult]::new('claim', 'claim', [CompletionResultType]::ParameterValue, 'Claim pending jobs for a worker; nothing to claim is an empty list')
            [CompletionResult]::new('heartbeat', 'heartbeat', [CompletionResultType]::ParameterValue, 'Say that a claim''s worker is still at it')
            [CompletionResult]::new('submit', 'submit', [CompletionResultType]::ParameterValue, 'Hand in a result; one that comes too late is refused (9) and kept')
            [CompletionResult]::new('requeue', 'requeue', [CompletionResultType]::ParameterValue, 'Have failed, timed-out or cancelled jobs done again')
            [CompletionResult]::new('cancel', 'cancel', [CompletionResultType]::ParameterValue, 'Call off pending or running jobs')
            [CompletionResult]::new('purge', 'purge', [CompletionResultType]::ParameterValue, 'Remove remote jobs that have ended')
            [CompletionResult]::new('expire', 'expire', [CompletionResultType]::ParameterValue, 'End jobs and claims whose time is over')
            [CompletionResult]::new('late', 'late', [CompletionResultType]::ParameterValue, 'Results that were refused')
            [CompletionResult]::new('bench', 'bench', [CompletionResultType]::ParameterValue, 'Measure jobs a second beside plain commits, on a scratch database that is dropped afterwards')
            [CompletionResult]::new('audit', 'audit', [CompletionResultType]::ParameterValue, 'List what operators did, newest first')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'morag-db;jobs;list' {
            [CompletionResult]::new('--kind', '--kind', [CompletionResultType]::ParameterName, 'remote, ingest, processing, task-run; all unless given')
            [CompletionResult]::new('--status', '--status', [CompletionResultType]::ParameterName, 'pending, processing, completed, failed, timeout, cancelled')
            [CompletionResult]::new('--type', '--type', [CompletionResultType]::ParameterName, 'Content, document or job type')
            [CompletionResult]::new('--worker', '--worker', [CompletionResultType]::ParameterName, 'Of this worker')
            [CompletionResult]::new('--ingestion-task', '--ingestion-task', [CompletionResultType]::ParameterName, 'Of this ingestion job')
            [CompletionResult]::new('--error', '--error', [CompletionResultType]::ParameterName, 'With this in the error')
            [CompletionResult]::new('--where', '--where', [CompletionResultType]::ParameterName, 'Remote jobs with this option, e.g. options.lang=en; may be repeated')
            [CompletionResult]::new('--created-after', '--created-after', [CompletionResultType]::ParameterName, 'Made after this time (RFC 3339)')
            [CompletionResult]::new('--created-before', '--created-before', [CompletionResultType]::ParameterName, 'Made before this time (RFC 3339)')
            [CompletionResult]::new('--older-than', '--older-than', [CompletionResultType]::ParameterName, 'Made so long ago at least')
            [CompletionResult]::new('--sort', '--sort', [CompletionResultType]::ParameterName, 'Which end comes first: newest or oldest')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'At most so many')
            [CompletionResult]::new('--after', '--after', [CompletionResultType]::ParameterName, 'Go on behind the page that ended with this')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Who does it, for the events; user@host unless given')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Where the database is; - reads the URL from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to write the result (MORAG_OUTPUT)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR is honoured')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How to write the log')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'The folder of this site''s own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;jobs;show' {
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Who does it, for the events; user@host unless given')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Where the database is; - reads the URL from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to write the result (MORAG_OUTPUT)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR is honoured')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How to write the log')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'The folder of this site''s own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;jobs;stats' {
            [CompletionResult]::new('--window', '--window', [CompletionResultType]::ParameterName, 'Times and errors of what ended in so long')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Who does it, for the events; user@host unless given')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Where the database is; - reads the URL from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to write the result (MORAG_OUTPUT)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR is honoured')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How to write the log')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'The folder of this site''s own migrations')
            [CompletionResult]::new('--exact', '--exact', [CompletionResultType]::ParameterName, 'Count to the end; otherwise counts stop at 10,000')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;jobs;workers' {
            [CompletionResult]::new('--window', '--window', [CompletionResultType]::ParameterName, 'Count what ended in so long')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Who does it, for the events; user@host unless given')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Where the database is; - reads the URL from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to write the result (MORAG_OUTPUT)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR is honoured')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How to write the log')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'The folder of this site''s own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;jobs;watch' {
            [CompletionResult]::new('--kind', '--kind', [CompletionResultType]::ParameterName, 'remote, ingest, processing, task-run; all unless given')
            [CompletionResult]::new('--status', '--status', [CompletionResultType]::ParameterName, 'pending, processing, completed, failed, timeout, cancelled')
            [CompletionResult]::new('--type', '--type', [CompletionResultType]::ParameterName, 'Content, document or job type')
            [CompletionResult]::new('--worker', '--worker', [CompletionResultType]::ParameterName, 'Of this worker')
            [CompletionResult]::new('--ingestion-task', '--ingestion-task', [CompletionResultType]::ParameterName, 'Of this ingestion job')
            [CompletionResult]::new('--error', '--error', [CompletionResultType]::ParameterName, 'With this in the error')
            [CompletionResult]::new('--where', '--where', [CompletionResultType]::ParameterName, 'Remote jobs with this option, e.g. options.lang=en; may be repeated')
            [CompletionResult]::new('--created-after', '--created-after', [CompletionResultType]::ParameterName, 'Made after this time (RFC 3339)')
            [CompletionResult]::new('--created-before', '--created-before', [CompletionResultType]::ParameterName, 'Made before this time (RFC 3339)')
            [CompletionResult]::new('--older-than', '--older-than', [CompletionResultType]::ParameterName, 'Made so long ago at least')
            [CompletionResult]::new('--interval', '--interval', [CompletionResultType]::ParameterName, 'Between two looks')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most so many')
            [CompletionResult]::new('--until', '--until', [CompletionResultType]::ParameterName, 'Stop when all of them have ended')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Who does it, for the events; user@host unless given')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Where the database is; - reads the URL from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to write the result (MORAG_OUTPUT)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR is honoured')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How to write the log')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'The folder of this site''s own migrations')
            [CompletionResult]::new('--exit-status', '--exit-status', [CompletionResultType]::ParameterName, 'Exit 9 unless all of them completed')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;jobs;create' {
            [CompletionResult]::new('--type', '--type', [CompletionResultType]::ParameterName, 'audio, video, document, image, web, youtube')
            [CompletionResult]::new('--source', '--source', [CompletionResultType]::ParameterName, 'The file or URL to convert')
            [CompletionResult]::new('--ingestion-task', '--ingestion-task', [CompletionResultType]::ParameterName, 'The ingestion job that waits for it')
            [CompletionResult]::new('--options', '--options', [CompletionResultType]::ParameterName, 'Options for the worker, a JSON object')
            [CompletionResult]::new('--option', '--option', [CompletionResultType]::ParameterName, 'One option for the worker; may be repeated')
            [CompletionResult]::new('--max-retries', '--max-retries', [CompletionResultType]::ParameterName, 'How often it may fail')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Give it up if nobody claims it for so long')
            [CompletionResult]::new('--count', '--count', [CompletionResultType]::ParameterName, 'So many of them')
            [CompletionResult]::new('--from-ndjson', '--from-ndjson', [CompletionResultType]::ParameterName, 'One job a line: ingestion_task_id, source_file_path, content_type, and what else may be given; `-` is standard input')
            [CompletionResult]::new('--resume', '--resume', [CompletionResultType]::ParameterName, 'Create only what an interrupted run of the same command left out; its error shows the key')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Who does it, for the events; user@host unless given')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Where the database is; - reads the URL from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to write the result (MORAG_OUTPUT)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR is honoured')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How to write the log')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'The folder of this site''s own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;jobs;claim' {
            [CompletionResult]::new('--worker', '--worker', [CompletionResultType]::ParameterName, 'Its name')
            [CompletionResult]::new('--types', '--types', [CompletionResultType]::ParameterName, 'The content types that it can do')
            [CompletionResult]::new('--max', '--max', [CompletionResultType]::ParameterName, 'At most so many')
            [CompletionResult]::new('--time-limit', '--time-limit', [CompletionResultType]::ParameterName, 'How long a claim of a type lasts without a heartbeat, e.g. audio=45m; of those not named, see docs/jobs.md')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Who does it, for the events; user@host unless given')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Where the database is; - reads the URL from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to write the result (MORAG_OUTPUT)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR is honoured')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How to write the log')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'The folder of this site''s own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;jobs;heartbeat' {
            [CompletionResult]::new('--claim', '--claim', [CompletionResultType]::ParameterName, 'The claim, as `jobs claim` gave it (claim_seq)')
            [CompletionResult]::new('--time-limit', '--time-limit', [CompletionResultType]::ParameterName, 'How long a claim of a type lasts without a heartbeat, e.g. audio=45m; of those not named, see docs/jobs.md')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Who does it, for the events; user@host unless given')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Where the database is; - reads the URL from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to write the result (MORAG_OUTPUT)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR is honoured')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How to write the log')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'The folder of this site''s own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;jobs;submit' {
            [CompletionResult]::new('--claim', '--claim', [CompletionResultType]::ParameterName, 'The claim, as `jobs claim` gave it (claim_seq)')
            [CompletionResult]::new('--worker', '--worker', [CompletionResultType]::ParameterName, 'The worker, where there is no claim to name')
            [CompletionResult]::new('--error', '--error', [CompletionResultType]::ParameterName, 'Why it can''t be done')
            [CompletionResult]::new('--content', '--content', [CompletionResultType]::ParameterName, 'The converted text')
            [CompletionResult]::new('--content-file', '--content-file', [CompletionResultType]::ParameterName, 'A file with the converted text')
            [CompletionResult]::new('--metadata', '--metadata', [CompletionResultType]::ParameterName, 'What else the worker knows, a JSON object')
            [CompletionResult]::new('--processing-time', '--processing-time', [CompletionResultType]::ParameterName, 'How long it took, in seconds')
            [CompletionResult]::new('--from-ndjson', '--from-ndjson', [CompletionResultType]::ParameterName, 'One result a line: id, claim_seq, outcome (success or failure), and content, metadata, processing_time or error')
            [CompletionResult]::new('--claim-next', '--claim-next', [CompletionResultType]::ParameterName, 'Claim the next jobs of these content types along with it, for --worker')
            [CompletionResult]::new('--max', '--max', [CompletionResultType]::ParameterName, 'At most so many of them')
            [CompletionResult]::new('--time-limit', '--time-limit', [CompletionResultType]::ParameterName, 'How long a claim of a type lasts without a heartbeat, e.g. audio=45m; of those not named, see docs/jobs.md')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Who does it, for the events; user@host unless given')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Where the database is; - reads the URL from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to write the result (MORAG_OUTPUT)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR is honoured')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How to write the log')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'The folder of this site''s own migrations')
            [CompletionResult]::new('--success', '--success', [CompletionResultType]::ParameterName, 'It is done')
            [CompletionResult]::new('--failure', '--failure', [CompletionResultType]::ParameterName, 'It can''t be done')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;jobs;requeue' {
            [CompletionResult]::new('--kind', '--kind', [CompletionResultType]::ParameterName, 'remote, ingest, processing, task-run; all unless given')
            [CompletionResult]::new('--status', '--status', [CompletionResultType]::ParameterName, 'pending, processing, completed, failed, timeout, cancelled')
            [CompletionResult]::new('--type', '--type', [CompletionResultType]::ParameterName, 'Content, document or job type')
            [CompletionResult]::new('--worker', '--worker', [CompletionResultType]::ParameterName, 'Of this worker')
            [CompletionResult]::new('--ingestion-task', '--ingestion-task', [CompletionResultType]::ParameterName, 'Of this ingestion job')
            [CompletionResult]::new('--error', '--error', [CompletionResultType]::ParameterName, 'With this in the error')
            [CompletionResult]::new('--where', '--where', [CompletionResultType]::ParameterName, 'Remote jobs with this option, e.g. options.lang=en; may be repeated')
            [CompletionResult]::new('--created-after', '--created-after', [CompletionResultType]::ParameterName, 'Made after this time (RFC 3339)')
            [CompletionResult]::new('--created-before', '--created-before', [CompletionResultType]::ParameterName, 'Made before this time (RFC 3339)')
            [CompletionResult]::new('--older-than', '--older-than', [CompletionResultType]::ParameterName, 'Made so long ago at least')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'At most so many, oldest first')
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'At most so many a second')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why; it stands in the events')
            [CompletionResult]::new('--plan-out', '--plan-out', [CompletionResultType]::ParameterName, 'Write the plan to a file, to be applied later as it is')
            [CompletionResult]::new('--apply', '--apply', [CompletionResultType]::ParameterName, 'Do what a plan says that was written before')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Who does it, for the events; user@host unless given')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Where the database is; - reads the URL from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to write the result (MORAG_OUTPUT)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR is honoured')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How to write the log')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'The folder of this site''s own migrations')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'All jobs for which it is allowed; needed where nothing else is said')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show the plan and change nothing')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Agree without being asked')
            [CompletionResult]::new('--reset-retries', '--reset-retries', [CompletionResultType]::ParameterName, 'As if they had never failed')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Past the last retry, and completed or running ones too; needs a reason')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;jobs;cancel' {
            [CompletionResult]::new('--kind', '--kind', [CompletionResultType]::ParameterName, 'remote, ingest, processing, task-run; all unless given')
            [CompletionResult]::new('--status', '--status', [CompletionResultType]::ParameterName, 'pending, processing, completed, failed, timeout, cancelled')
            [CompletionResult]::new('--type', '--type', [CompletionResultType]::ParameterName, 'Content, document or job type')
            [CompletionResult]::new('--worker', '--worker', [CompletionResultType]::ParameterName, 'Of this worker')
            [CompletionResult]::new('--ingestion-task', '--ingestion-task', [CompletionResultType]::ParameterName, 'Of this ingestion job')
            [CompletionResult]::new('--error', '--error', [CompletionResultType]::ParameterName, 'With this in the error')
            [CompletionResult]::new('--where', '--where', [CompletionResultType]::ParameterName, 'Remote jobs with this option, e.g. options.lang=en; may be repeated')
            [CompletionResult]::new('--created-after', '--created-after', [CompletionResultType]::ParameterName, 'Made after this time (RFC 3339)')
            [CompletionResult]::new('--created-before', '--created-before', [CompletionResultType]::ParameterName, 'Made before this time (RFC 3339)')
            [CompletionResult]::new('--older-than', '--older-than', [CompletionResultType]::ParameterName, 'Made so long ago at least')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'At most so many, oldest first')
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'At most so many a second')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why; it stands in the events')
            [CompletionResult]::new('--plan-out', '--plan-out', [CompletionResultType]::ParameterName, 'Write the plan to a file, to be applied later as it is')
            [CompletionResult]::new('--apply', '--apply', [CompletionResultType]::ParameterName, 'Do what a plan says that was written before')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Who does it, for the events; user@host unless given')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Where the database is; - reads the URL from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to write the result (MORAG_OUTPUT)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR is honoured')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How to write the log')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'The folder of this site''s own migrations')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'All jobs for which it is allowed; needed where nothing else is said')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show the plan and change nothing')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Agree without being asked')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;jobs;purge' {
            [CompletionResult]::new('--kind', '--kind', [CompletionResultType]::ParameterName, 'remote, ingest, processing, task-run; all unless given')
            [CompletionResult]::new('--status', '--status', [CompletionResultType]::ParameterName, 'pending, processing, completed, failed, timeout, cancelled')
            [CompletionResult]::new('--type', '--type', [CompletionResultType]::ParameterName, 'Content, document or job type')
            [CompletionResult]::new('--worker', '--worker', [CompletionResultType]::ParameterName, 'Of this worker')
            [CompletionResult]::new('--ingestion-task', '--ingestion-task', [CompletionResultType]::ParameterName, 'Of this ingestion job')
            [CompletionResult]::new('--error', '--error', [CompletionResultType]::ParameterName, 'With this in the error')
            [CompletionResult]::new('--where', '--where', [CompletionResultType]::ParameterName, 'Remote jobs with this option, e.g. options.lang=en; may be repeated')
            [CompletionResult]::new('--created-after', '--created-after', [CompletionResultType]::ParameterName, 'Made after this time (RFC 3339)')
            [CompletionResult]::new('--created-before', '--created-before', [CompletionResultType]::ParameterName, 'Made before this time (RFC 3339)')
            [CompletionResult]::new('--older-than', '--older-than', [CompletionResultType]::ParameterName, 'Made so long ago at least')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'At most so many, oldest first')
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'At most so many a second')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why; it stands in the events')
            [CompletionResult]::new('--plan-out', '--plan-out', [CompletionResultType]::ParameterName, 'Write the plan to a file, to be applied later as it is')
            [CompletionResult]::new('--apply', '--apply', [CompletionResultType]::ParameterName, 'Do what a plan says that was written before')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Who does it, for the events; user@host unless given')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Where the database is; - reads the URL from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to write the result (MORAG_OUTPUT)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR is honoured')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How to write the log')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'The folder of this site''s own migrations')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'All jobs for which it is allowed; needed where nothing else is said')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show the plan and change nothing')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Agree without being asked')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;jobs;expire' {
            [CompletionResult]::new('--retry-window', '--retry-window', [CompletionResultType]::ParameterName, 'Leave failures alone that are older than this')
            [CompletionResult]::new('--every', '--every', [CompletionResultType]::ParameterName, 'Again and again, until it is interrupted')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Who does it, for the events; user@host unless given')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Where the database is; - reads the URL from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to write the result (MORAG_OUTPUT)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR is honoured')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How to write the log')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'The folder of this site''s own migrations')
            [CompletionResult]::new('--retry', '--retry', [CompletionResultType]::ParameterName, 'Retry what failed or timed out on a claim that morag-db made, after a backoff')
            [CompletionResult]::new('--retry-backlog', '--retry-backlog', [CompletionResultType]::ParameterName, 'Retry more than 100 failures at once, too')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would be done and change nothing')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;jobs;late' {
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Who does it, for the events; user@host unless given')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Where the database is; - reads the URL from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to write the result (MORAG_OUTPUT)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR is honoured')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How to write the log')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'The folder of this site''s own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List them, newest first')
            [CompletionResult]::new('accept', 'accept', [CompletionResultType]::ParameterValue, 'Make one the job''s result, unless a worker has the job now')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'morag-db;jobs;late;list' {
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'At most so many')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Who does it, for the events; user@host unless given')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Where the database is; - reads the URL from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to write the result (MORAG_OUTPUT)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR is honoured')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How to write the log')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'The folder of this site''s own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;jobs;late;accept' {
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Who does it, for the events; user@host unless given')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Where the database is; - reads the URL from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to write the result (MORAG_OUTPUT)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR is honoured')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How to write the log')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'The folder of this site''s own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;jobs;late;help' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List them, newest first')
            [CompletionResult]::new('accept', 'accept', [CompletionResultType]::ParameterValue, 'Make one the job''s result, unless a worker has the job now')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'morag-db;jobs;late;help;list' {
            break
        }
        'morag-db;jobs;late;help;accept' {
            break
        }
        'morag-db;jobs;late;help;help' {
            break
        }
        'morag-db;jobs;bench' {
            [CompletionResult]::new('--jobs', '--jobs', [CompletionResultType]::ParameterName, 'So many jobs for each figure')
            [CompletionResult]::new('--workers', '--workers', [CompletionResultType]::ParameterName, 'Beside one worker, so many at once')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Who does it, for the events; user@host unless given')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Where the database is; - reads the URL from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to write the result (MORAG_OUTPUT)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR is honoured')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How to write the log')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'The folder of this site''s own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;jobs;audit' {
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'At most so many')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Who does it, for the events; user@host unless given')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Where the database is; - reads the URL from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to write the result (MORAG_OUTPUT)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR is honoured')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How to write the log')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'The folder of this site''s own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;jobs;help' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List jobs of all kinds, newest first')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Tell the whole story of a job: its row, attempts, operators'' actions, late results')
            [CompletionResult]::new('stats', 'stats', [CompletionResultType]::ParameterValue, 'Count jobs by kind and status; how long they waited and ran, and what went wrong most')
            [CompletionResult]::new('workers', 'workers', [CompletionResultType]::ParameterValue, 'List the workers that have a job now or had one lately')
            [CompletionResult]::new('watch', 'watch', [CompletionResultType]::ParameterValue, 'Look again and again: redrawn on a terminal, off it a line of JSON for each job that changed')
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Make remote jobs')
            [CompletionResult]::new('claim', 'claim', [CompletionResultType]::ParameterValue, 'Claim pending jobs for a worker; nothing to claim is an empty list')
            [CompletionResult]::new('heartbeat', 'heartbeat', [CompletionResultType]::ParameterValue, 'Say that a claim''s worker is still at it')
            [CompletionResult]::new('submit', 'submit', [CompletionResultType]::ParameterValue, 'Hand in a result; one that comes too late is refused (9) and kept')
            [CompletionResult]::new('requeue', 'requeue', [CompletionResultType]::ParameterValue, 'Have failed, timed-out or cancelled jobs done again')
            [CompletionResult]::new('cancel', 'cancel', [CompletionResultType]::ParameterValue, 'Call off pending or running jobs')
            [CompletionResult]::new('purge', 'purge', [CompletionResultType]::ParameterValue, 'Remove remote jobs that have ended')
            [CompletionResult]::new('expire', 'expire', [CompletionResultType]::ParameterValue, 'End jobs and claims whose time is over')
            [CompletionResult]::new('late', 'late', [CompletionResultType]::ParameterValue, 'Results that were refused')
            [CompletionResult]::new('bench', 'bench', [CompletionResultType]::ParameterValue, 'Measure jobs a second beside plain commits, on a scratch database that is dropped afterwards')
            [CompletionResult]::new('audit', 'audit', [CompletionResultType]::ParameterValue, 'List what operators did, newest first')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'morag-db;jobs;help;list' {
            break
        }
        'morag-db;jobs;help;show' {
            break
        }
        'morag-db;jobs;help;stats' {
            break
        }
        'morag-db;jobs;help;workers' {
            break
        }
        'morag-db;jobs;help;watch' {
            break
        }
        'morag-db;jobs;help;create' {
            break
        }
        'morag-db;jobs;help;claim' {
            break
        }
        'morag-db;jobs;help;heartbeat' {
            break
        }
        'morag-db;jobs;help;submit' {
            break
        }
        'morag-db;jobs;help;requeue' {
            break
        }
        'morag-db;jobs;help;cancel' {
            break
        }
        'morag-db;jobs;help;purge' {
            break
        }
        'morag-db;jobs;help;expire' {
            break
        }
        'morag-db;jobs;help;late' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List them, newest first')
            [CompletionResult]::new('accept', 'accept', [CompletionResultType]::ParameterValue, 'Make one the job''s result, unless a worker has the job now')
            break
        }
        'morag-db;jobs;help;late;list' {
            break
        }
        'morag-db;jobs;help;late;accept' {
            break
        }
        'morag-db;jobs;help;bench' {
            break
        }
        'morag-db;jobs;help;audit' {
            break
        }
        'morag-db;jobs;help;help' {
            break
        }
        'morag-db;serve' {
            [CompletionResult]::new('--listen', '--listen', [CompletionResultType]::ParameterName, 'Where to listen; port 0 takes a free one')
            [CompletionResult]::new('--anonymous-from', '--anonymous-from', [CompletionResultType]::ParameterName, 'Let a network in without a key; may be repeated')
            [CompletionResult]::new('--anonymous-role', '--anonymous-role', [CompletionResultType]::ParameterName, 'What those without a key may do [default: user]')
            [CompletionResult]::new('--trusted-proxy', '--trusted-proxy', [CompletionResultType]::ParameterName, 'Believe what a proxy in this network says of its clients'' addresses (X-Forwarded-For); may be repeated')
            [CompletionResult]::new('--source-root', '--source-root', [CompletionResultType]::ParameterName, 'Hand source files out from under this folder; may be repeated')
            [CompletionResult]::new('--tls-cert', '--tls-cert', [CompletionResultType]::ParameterName, 'Speak TLS with this certificate chain, a PEM file')
            [CompletionResult]::new('--tls-key', '--tls-key', [CompletionResultType]::ParameterName, 'The certificate''s key, a PEM file')
            [CompletionResult]::new('--max-body', '--max-body', [CompletionResultType]::ParameterName, 'Refuse larger bodies, in MiB')
            [CompletionResult]::new('--rate-limit', '--rate-limit', [CompletionResultType]::ParameterName, 'Requests a second by one key or address, twice as many at once; 0 for as many as come')
            [CompletionResult]::new('--max-connections', '--max-connections', [CompletionResultType]::ParameterName, 'Connections of clients at once')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Hold a long poll so long at most')
            [CompletionResult]::new('--request-timeout', '--request-timeout', [CompletionResultType]::ParameterName, 'Give the database so long for each request, and for a free connection to it')
            [CompletionResult]::new('--grace', '--grace', [CompletionResultType]::ParameterName, 'Let what runs go on for so long after SIGTERM')
            [CompletionResult]::new('--sweep-interval', '--sweep-interval', [CompletionResultType]::ParameterName, 'End what is over and try again what failed this often; one of all instances does it')
            [CompletionResult]::new('--retry-window', '--retry-window', [CompletionResultType]::ParameterName, 'Leave failures alone that are older than this')
            [CompletionResult]::new('--wait', '--wait', [CompletionResultType]::ParameterName, 'Wait so long for a database that refuses or is starting up')
            [CompletionResult]::new('--time-limit', '--time-limit', [CompletionResultType]::ParameterName, 'How long a claim of a type lasts without a heartbeat, e.g. audio=45m; of those not named, see docs/jobs.md')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Where the database is; - reads the URL from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to write the result (MORAG_OUTPUT)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR is honoured')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How to write the log')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'The folder of this site''s own migrations')
            [CompletionResult]::new('--require-keys', '--require-keys', [CompletionResultType]::ParameterName, 'Let nobody in without a key, from this machine neither; for a reverse proxy on it')
            [CompletionResult]::new('--no-sweep', '--no-sweep', [CompletionResultType]::ParameterName, 'Leave that to `morag-db jobs expire --retry`')
            [CompletionResult]::new('--retry-backlog', '--retry-backlog', [CompletionResultType]::ParameterName, 'Retry more than 100 failures at once, too')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;seed' {
            [CompletionResult]::new('--seed', '--seed', [CompletionResultType]::ParameterName, 'The same number makes the same rows, but for their times')
            [CompletionResult]::new('--remote-jobs', '--remote-jobs', [CompletionResultType]::ParameterName, 'So many remote jobs instead, nine in ten of them done')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Where the database is; - reads the URL from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to write the result (MORAG_OUTPUT)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR is honoured')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How to write the log')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'The folder of this site''s own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;tasks' {
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Where the database is; - reads the URL from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to write the result (MORAG_OUTPUT)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR is honoured')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How to write the log')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'The folder of this site''s own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the agent''s tasks with how often they succeed')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show a task with its runs, metrics and artifacts')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'morag-db;tasks;list' {
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'At most so many')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Where the database is; - reads the URL from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to write the result (MORAG_OUTPUT)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR is honoured')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How to write the log')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'The folder of this site''s own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;tasks;show' {
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Where the database is; - reads the URL from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to write the result (MORAG_OUTPUT)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR is honoured')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How to write the log')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'The folder of this site''s own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;tasks;help' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the agent''s tasks with how often they succeed')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show a task with its runs, metrics and artifacts')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'morag-db;tasks;help;list' {
            break
        }
        'morag-db;tasks;help;show' {
            break
        }
        'morag-db;tasks;help;help' {
            break
        }
        'morag-db;users' {
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Where the database is; - reads the URL from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to write the result (MORAG_OUTPUT)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR is honoured')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How to write the log')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'The folder of this site''s own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Make a user')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the users')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'morag-db;users;create' {
            [CompletionResult]::new('--name', '--name', [CompletionResultType]::ParameterName, 'Its name')
            [CompletionResult]::new('--email', '--email', [CompletionResultType]::ParameterName, 'Its address; no two users have the same')
            [CompletionResult]::new('--role', '--role', [CompletionResultType]::ParameterName, 'ADMIN operates, USER creates and works, VIEWER reads')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Where the database is; - reads the URL from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to write the result (MORAG_OUTPUT)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR is honoured')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How to write the log')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'The folder of this site''s own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;users;list' {
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Where the database is; - reads the URL from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to write the result (MORAG_OUTPUT)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR is honoured')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How to write the log')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'The folder of this site''s own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;users;help' {
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Make a user')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the users')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'morag-db;users;help;create' {
            break
        }
        'morag-db;users;help;list' {
            break
        }
        'morag-db;users;help;help' {
            break
        }
        'morag-db;api-keys' {
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Where the database is; - reads the URL from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to write the result (MORAG_OUTPUT)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR is honoured')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How to write the log')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'The folder of this site''s own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Make a key for a user; it is shown once, and the database holds only its hash')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the keys, without the keys themselves')
            [CompletionResult]::new('revoke', 'revoke', [CompletionResultType]::ParameterValue, 'Remove a key; who holds it is let in no more')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'morag-db;api-keys;create' {
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'The user, by id or address')
            [CompletionResult]::new('--name', '--name', [CompletionResultType]::ParameterName, 'What it is for')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Where the database is; - reads the URL from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to write the result (MORAG_OUTPUT)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR is honoured')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How to write the log')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'The folder of this site''s own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;api-keys;list' {
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Where the database is; - reads the URL from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to write the result (MORAG_OUTPUT)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR is honoured')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How to write the log')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'The folder of this site''s own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;api-keys;revoke' {
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Where the database is; - reads the URL from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to write the result (MORAG_OUTPUT)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR is honoured')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How to write the log')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'The folder of this site''s own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;api-keys;help' {
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Make a key for a user; it is shown once, and the database holds only its hash')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the keys, without the keys themselves')
            [CompletionResult]::new('revoke', 'revoke', [CompletionResultType]::ParameterValue, 'Remove a key; who holds it is let in no more')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'morag-db;api-keys;help;create' {
            break
        }
        'morag-db;api-keys;help;list' {
            break
        }
        'morag-db;api-keys;help;revoke' {
            break
        }
        'morag-db;api-keys;help;help' {
            break
        }
        'morag-db;completions' {
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Where the database is; - reads the URL from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to write the result (MORAG_OUTPUT)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR is honoured')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How to write the log')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'The folder of this site''s own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;man' {
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Where the database is; - reads the URL from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to write the result (MORAG_OUTPUT)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR is honoured')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How to write the log')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'The folder of this site''s own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;help' {
            [CompletionResult]::new('init', 'init', [CompletionResultType]::ParameterValue, 'Create the database if it is missing, migrate, and check what was made')
            [CompletionResult]::new('verify', 'verify', [CompletionResultType]::ParameterValue, 'Compare the live schema with what the applied migrations make; never writes')
            [CompletionResult]::new('health', 'health', [CompletionResultType]::ParameterValue, 'Can this database serve now? For probes and people; never writes')
            [CompletionResult]::new('reset', 'reset', [CompletionResultType]::ParameterValue, 'Drop everything that morag-db manages and make it anew; asks first')
            [CompletionResult]::new('migrate', 'migrate', [CompletionResultType]::ParameterValue, 'Apply, undo and inspect migrations')
            [CompletionResult]::new('jobs', 'jobs', [CompletionResultType]::ParameterValue, 'Look at jobs of all kinds, and work and operate remote ones')
            [CompletionResult]::new('serve', 'serve', [CompletionResultType]::ParameterValue, 'Serve the HTTP API for remote workers and operators, and a page for people')
            [CompletionResult]::new('seed', 'seed', [CompletionResultType]::ParameterValue, 'Make demo data in every table, or remote jobs in bulk')
            [CompletionResult]::new('tasks', 'tasks', [CompletionResultType]::ParameterValue, 'Look at the agent''s tasks')
            [CompletionResult]::new('users', 'users', [CompletionResultType]::ParameterValue, 'Make and list users')
            [CompletionResult]::new('api-keys', 'api-keys', [CompletionResultType]::ParameterValue, 'Make, list and revoke API keys')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Write the completions of a shell to standard output')
            [CompletionResult]::new('man', 'man', [CompletionResultType]::ParameterValue, 'Write the manual pages into a folder')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'morag-db;help;init' {
            break
        }
        'morag-db;help;verify' {
            break
        }
        'morag-db;help;health' {
            break
        }
        'morag-db;help;reset' {
            break
        }
        'morag-db;help;migrate' {
            [CompletionResult]::new('up', 'up', [CompletionResultType]::ParameterValue, 'Apply what is pending')
            [CompletionResult]::new('down', 'down', [CompletionResultType]::ParameterValue, 'Undo migrations, newest first; asks first')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'List the migrations and where they stand; never writes')
            [CompletionResult]::new('plan', 'plan', [CompletionResultType]::ParameterValue, 'Print the SQL that `up` would run; never writes')
            [CompletionResult]::new('baseline', 'baseline', [CompletionResultType]::ParameterValue, 'Record a schema that somebody else made, after checking that it is what VERSION makes')
            [CompletionResult]::new('adopt', 'adopt', [CompletionResultType]::ParameterValue, 'Take over tables that another tool created, with their rows; shows the plan and asks first')
            [CompletionResult]::new('repair', 'repair', [CompletionResultType]::ParameterValue, 'Find a way out of a failed migration (MySQL and MariaDB, which can''t roll DDL back)')
            [CompletionResult]::new('unlock', 'unlock', [CompletionResultType]::ParameterValue, 'Show who holds the migration lock, and break a lease that a dead cluster node left behind')
            [CompletionResult]::new('new', 'new', [CompletionResultType]::ParameterValue, 'Write an empty site migration NNNN_description.sql')
            break
        }
        'morag-db;help;migrate;up' {
            break
        }
        'morag-db;help;migrate;down' {
            break
        }
        'morag-db;help;migrate;status' {
            break
        }
        'morag-db;help;migrate;plan' {
            break
        }
        'morag-db;help;migrate;baseline' {
            break
        }
        'morag-db;help;migrate;adopt' {
            break
        }
        'morag-db;help;migrate;repair' {
            break
        }
        'morag-db;help;migrate;unlock' {
            break
        }
        'morag-db;help;migrate;new' {
            break
        }
        'morag-db;help;jobs' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List jobs of all kinds, newest first')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Tell the whole story of a job: its row, attempts, operators'' actions, late results')
            [CompletionResult]::new('stats', 'stats', [CompletionResultType]::ParameterValue, 'Count jobs by kind and status; how long they waited and ran, and what went wrong most')
            [CompletionResult]::new('workers', 'workers', [CompletionResultType]::ParameterValue, 'List the workers that have a job now or had one lately')
            [CompletionResult]::new('watch', 'watch', [CompletionResultType]::ParameterValue, 'Look again and again: redrawn on a terminal, off it a line of JSON for each job that changed')
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Make remote jobs')
            [CompletionResult]::new('claim', 'claim', [CompletionResultType]::ParameterValue, 'Claim pending jobs for a worker; nothing to claim is an empty list')
            [CompletionResult]::new('heartbeat', 'heartbeat', [CompletionResultType]::ParameterValue, 'Say that a claim''s worker is still at it')
            [CompletionResult]::new('submit', 'submit', [CompletionResultType]::ParameterValue, 'Hand in a result; one that comes too late is refused (9) and kept')
            [CompletionResult]::new('requeue', 'requeue', [CompletionResultType]::ParameterValue, 'Have failed, timed-out or cancelled jobs done again')
            [CompletionResult]::new('cancel', 'cancel', [CompletionResultType]::ParameterValue, 'Call off pending or running jobs')
            [CompletionResult]::new('purge', 'purge', [CompletionResultType]::ParameterValue, 'Remove remote jobs that have ended')
            [CompletionResult]::new('expire', 'expire', [CompletionResultType]::ParameterValue, 'End jobs and claims whose time is over')
            [CompletionResult]::new('late', 'late', [CompletionResultType]::ParameterValue, 'Results that were refused')
            [CompletionResult]::new('bench', 'bench', [CompletionResultType]::ParameterValue, 'Measure jobs a second beside plain commits, on a scratch database that is dropped afterwards')
            [CompletionResult]::new('audit', 'audit', [CompletionResultType]::ParameterValue, 'List what operators did, newest first')
            break
        }
        'morag-db;help;jobs;list' {
            break
        }
        'morag-db;help;jobs;show' {
            break
        }
        'morag-db;help;jobs;stats' {
            break
        }
        'morag-db;help;jobs;workers' {
            break
        }
        'morag-db;help;jobs;watch' {
            break
        }
        'morag-db;help;jobs;create' {
            break
        }
        'morag-db;help;jobs;claim' {
            break
        }
        'morag-db;help;jobs;heartbeat' {
            break
        }
        'morag-db;help;jobs;submit' {
            break
        }
        'morag-db;help;jobs;requeue' {
            break
        }
        'morag-db;help;jobs;cancel' {
            break
        }
        'morag-db;help;jobs;purge' {
            break
        }
        'morag-db;help;jobs;expire' {
            break
        }
        'morag-db;help;jobs;late' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List them, newest first')
            [CompletionResult]::new('accept', 'accept', [CompletionResultType]::ParameterValue, 'Make one the job''s result, unless a worker has the job now')
            break
        }
        'morag-db;help;jobs;late;list' {
            break
        }
        'morag-db;help;jobs;late;accept' {
            break
        }
        'morag-db;help;jobs;bench' {
            break
        }
        'morag-db;help;jobs;audit' {
            break
        }
        'morag-db;help;serve' {
            break
        }
        'morag-db;help;seed' {
            break
        }
        'morag-db;help;tasks' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the agent''s tasks with how often they succeed')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show a task with its runs, metrics and artifacts')
            break
        }
        'morag-db;help;tasks;list' {
            break
        }
        'morag-db;help;tasks;show' {
            break
        }
        'morag-db;help;users' {
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Make a user')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the users')
            break
        }
        'morag-db;help;users;create' {
            break
        }
        'morag-db;help;users;list' {
            break
        }
        'morag-db;help;api-keys' {
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Make a key for a user; it is shown once, and the database holds only its hash')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the keys, without the keys themselves')
            [CompletionResult]::new('revoke', 'revoke', [CompletionResultType]::ParameterValue, 'Remove a key; who holds it is let in no more')
            break
        }
        'morag-db;help;api-keys;create' {
            break
        }
        'morag-db;help;api-keys;list' {
            break
        }
        'morag-db;help;api-keys;revoke' {
            break
        }
        'morag-db;help;completions' {
            break
        }
        'morag-db;help;man' {
            break
        }
        'morag-db;help;help' {
            break
        }
    })

    $completions.Where{ $_.CompletionText -like "$wordToComplete*" } |
        Sort-Object -Property ListItemText
}
