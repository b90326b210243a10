
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
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Database URL; - reads it from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format (MORAG_OUTPUT); verify has junit and github too')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color; NO_COLOR is honored')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with the site''s own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('init', 'init', [CompletionResultType]::ParameterValue, 'Create the database if it is missing, migrate, and verify the result')
            [CompletionResult]::new('verify', 'verify', [CompletionResultType]::ParameterValue, 'Compare the live schema with the expected one; never writes')
            [CompletionResult]::new('health', 'health', [CompletionResultType]::ParameterValue, 'Check whether the database can serve now; never writes')
            [CompletionResult]::new('test', 'test', [CompletionResultType]::ParameterValue, 'Check whether the database can serve now; never writes')
            [CompletionResult]::new('reset', 'reset', [CompletionResultType]::ParameterValue, 'Drop everything that morag-db manages and create it again; asks first')
            [CompletionResult]::new('migrate', 'migrate', [CompletionResultType]::ParameterValue, 'Apply, undo and inspect migrations; alone, apply those that are pending')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'List migrations and their states, as `migrate status`; never writes')
            [CompletionResult]::new('jobs', 'jobs', [CompletionResultType]::ParameterValue, 'List, operate and work on jobs')
            [CompletionResult]::new('serve', 'serve', [CompletionResultType]::ParameterValue, 'Serve the HTTP API for remote workers and operators, and a page for people')
            [CompletionResult]::new('seed', 'seed', [CompletionResultType]::ParameterValue, 'Create demo data in every table, or remote jobs in bulk')
            [CompletionResult]::new('tasks', 'tasks', [CompletionResultType]::ParameterValue, 'List and show the MGX agent''s tasks')
            [CompletionResult]::new('users', 'users', [CompletionResultType]::ParameterValue, 'Create and list users')
            [CompletionResult]::new('api-keys', 'api-keys', [CompletionResultType]::ParameterValue, 'Create, list and revoke API keys')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Write shell completions to standard output')
            [CompletionResult]::new('version', 'version', [CompletionResultType]::ParameterValue, 'Print the version')
            [CompletionResult]::new('man', 'man', [CompletionResultType]::ParameterValue, 'Write manual pages into a folder')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'morag-db;init' {
            [CompletionResult]::new('--wait', '--wait', [CompletionResultType]::ParameterName, 'Wait up to this long for a server that refuses connections or is starting')
            [CompletionResult]::new('--environment', '--environment', [CompletionResultType]::ParameterName, 'Record the name of the environment in the database; later another name is refused')
            [CompletionResult]::new('--grant-to', '--grant-to', [CompletionResultType]::ParameterName, 'Grant an application role the rights it needs on the tables; may be repeated')
            [CompletionResult]::new('--assume-time-zone', '--assume-time-zone', [CompletionResultType]::ParameterName, 'Time zone of times that are stored without one: UTC, an offset such as +02:00, or a name that the server knows')
            [CompletionResult]::new('--on-misfit', '--on-misfit', [CompletionResultType]::ParameterName, 'What to do with rows that do not fit')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'Wait up to this long for the migration lock')
            [CompletionResult]::new('--ddl-lock-timeout', '--ddl-lock-timeout', [CompletionResultType]::ParameterName, 'Wait up to this long for a table that another session has locked, in each of a few tries')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Database URL; - reads it from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format (MORAG_OUTPUT); verify has junit and github too')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color; NO_COLOR is honored')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with the site''s own migrations')
            [CompletionResult]::new('--adopt', '--adopt', [CompletionResultType]::ParameterName, 'First adopt tables that another tool created, as migrate adopt does, without asking')
            [CompletionResult]::new('--accept-changed-rows', '--accept-changed-rows', [CompletionResultType]::ParameterName, 'Resume an interrupted adoption although applications changed rows in the meantime')
            [CompletionResult]::new('--allow-out-of-order', '--allow-out-of-order', [CompletionResultType]::ParameterName, 'Allow applying a migration although a later one is applied')
            [CompletionResult]::new('--allow-newer', '--allow-newer', [CompletionResultType]::ParameterName, 'Allow a database that is ahead of this binary')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;verify' {
            [CompletionResult]::new('--fix-sql', '--fix-sql', [CompletionResultType]::ParameterName, 'Write a script that fixes what fails; `-` is standard output, and then nothing else is written there')
            [CompletionResult]::new('--fix-data', '--fix-data', [CompletionResultType]::ParameterName, 'Write a script that repairs rows, as far as a statement can (times on SQLite that sort wrong), with a count each; `-` is standard output, and then nothing else is written there')
            [CompletionResult]::new('--ignore-file', '--ignore-file', [CompletionResultType]::ParameterName, 'Leave out the objects that a file names, one a line, as they stand in the report; `*` is any text')
            [CompletionResult]::new('--data-timeout', '--data-timeout', [CompletionResultType]::ParameterName, 'Time limit for checking rows; what was not checked is listed')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Database URL; - reads it from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format (MORAG_OUTPUT); verify has junit and github too')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color; NO_COLOR is honored')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with the site''s own migrations')
            [CompletionResult]::new('--strict', '--strict', [CompletionResultType]::ParameterName, 'Also fail for extra objects and for other names')
            [CompletionResult]::new('--data', '--data', [CompletionResultType]::ParameterName, 'Also check rows: broken foreign keys and checks, unknown statuses, malformed times')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;health' {
            [CompletionResult]::new('--wait', '--wait', [CompletionResultType]::ParameterName, 'Wait up to this long for a server that refuses connections or is starting')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time out after this long, not counting --wait')
            [CompletionResult]::new('--watch', '--watch', [CompletionResultType]::ParameterName, 'Repeat at this interval until interrupted: redraw on a terminal, elsewhere one report after the other')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Database URL; - reads it from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format (MORAG_OUTPUT); verify has junit and github too')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color; NO_COLOR is honored')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with the site''s own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;test' {
            [CompletionResult]::new('--wait', '--wait', [CompletionResultType]::ParameterName, 'Wait up to this long for a server that refuses connections or is starting')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time out after this long, not counting --wait')
            [CompletionResult]::new('--watch', '--watch', [CompletionResultType]::ParameterName, 'Repeat at this interval until interrupted: redraw on a terminal, elsewhere one report after the other')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Database URL; - reads it from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format (MORAG_OUTPUT); verify has junit and github too')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color; NO_COLOR is honored')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with the site''s own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;reset' {
            [CompletionResult]::new('--database', '--database', [CompletionResultType]::ParameterName, 'Name of the database, compared with the one connected to')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'Wait up to this long for the migration lock')
            [CompletionResult]::new('--ddl-lock-timeout', '--ddl-lock-timeout', [CompletionResultType]::ParameterName, 'Wait up to this long for a table that another session has locked, in each of a few tries')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Database URL; - reads it from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format (MORAG_OUTPUT); verify has junit and github too')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color; NO_COLOR is honored')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with the site''s own migrations')
            [CompletionResult]::new('--cascade', '--cascade', [CompletionResultType]::ParameterName, 'Also drop other tools'' objects that depend on these tables, such as views; the plan lists them')
            [CompletionResult]::new('--all-objects', '--all-objects', [CompletionResultType]::ParameterName, 'Drop every object of the schema, other tools'' objects included')
            [CompletionResult]::new('--no-backup', '--no-backup', [CompletionResultType]::ParameterName, 'Skip the copy of an SQLite file')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Agree without being asked; requires --database')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Agree without being asked; requires --database')
            [CompletionResult]::new('--allow-production', '--allow-production', [CompletionResultType]::ParameterName, 'Allow it on a database with the environment production')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;migrate' {
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Database URL; - reads it from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format (MORAG_OUTPUT); verify has junit and github too')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color; NO_COLOR is honored')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with the site''s own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('up', 'up', [CompletionResultType]::ParameterValue, 'Apply pending migrations')
            [CompletionResult]::new('upgrade', 'upgrade', [CompletionResultType]::ParameterValue, 'Apply pending migrations')
            [CompletionResult]::new('down', 'down', [CompletionResultType]::ParameterValue, 'Undo migrations, newest first; asks first')
            [CompletionResult]::new('downgrade', 'downgrade', [CompletionResultType]::ParameterValue, 'Undo migrations, newest first; asks first')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'List migrations and their states; never writes [aliases: current, history]')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Check that nothing is pending and nothing failed: `status --exit-code`; never writes')
            [CompletionResult]::new('plan', 'plan', [CompletionResultType]::ParameterValue, 'Print the SQL that `up` would run; never writes')
            [CompletionResult]::new('baseline', 'baseline', [CompletionResultType]::ParameterValue, 'Record an existing schema as VERSION, after comparing it with what VERSION creates')
            [CompletionResult]::new('adopt', 'adopt', [CompletionResultType]::ParameterValue, 'Take over tables that another tool created, with their rows; shows the plan and asks first')
            [CompletionResult]::new('repair', 'repair', [CompletionResultType]::ParameterValue, 'Repair a failed migration (MySQL and MariaDB, where DDL can''t be rolled back)')
            [CompletionResult]::new('unlock', 'unlock', [CompletionResultType]::ParameterValue, 'Show who holds the migration lock, and break a lease that a dead cluster node left behind')
            [CompletionResult]::new('new', 'new', [CompletionResultType]::ParameterValue, 'Create an empty site migration NNNN_description.sql')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'morag-db;migrate;up' {
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, 'Migrate up to this version, inclusive')
            [CompletionResult]::new('--steps', '--steps', [CompletionResultType]::ParameterName, 'Number of migrations')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'Wait up to this long for the migration lock')
            [CompletionResult]::new('--ddl-lock-timeout', '--ddl-lock-timeout', [CompletionResultType]::ParameterName, 'Wait up to this long for a table that another session has locked, in each of a few tries')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Database URL; - reads it from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format (MORAG_OUTPUT); verify has junit and github too')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color; NO_COLOR is honored')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with the site''s own migrations')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the SQL and change nothing')
            [CompletionResult]::new('--allow-out-of-order', '--allow-out-of-order', [CompletionResultType]::ParameterName, 'Allow applying a migration although a later one is applied')
            [CompletionResult]::new('--allow-newer', '--allow-newer', [CompletionResultType]::ParameterName, 'Allow a database that is ahead of this binary')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;migrate;upgrade' {
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, 'Migrate up to this version, inclusive')
            [CompletionResult]::new('--steps', '--steps', [CompletionResultType]::ParameterName, 'Number of migrations')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'Wait up to this long for the migration lock')
            [CompletionResult]::new('--ddl-lock-timeout', '--ddl-lock-timeout', [CompletionResultType]::ParameterName, 'Wait up to this long for a table that another session has locked, in each of a few tries')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Database URL; - reads it from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format (MORAG_OUTPUT); verify has junit and github too')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color; NO_COLOR is honored')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with the site''s own migrations')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the SQL and change nothing')
            [CompletionResult]::new('--allow-out-of-order', '--allow-out-of-order', [CompletionResultType]::ParameterName, 'Allow applying a migration although a later one is applied')
            [CompletionResult]::new('--allow-newer', '--allow-newer', [CompletionResultType]::ParameterName, 'Allow a database that is ahead of this binary')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;migrate;down' {
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, 'Undo migrations after this version; 0 undoes all')
            [CompletionResult]::new('--steps', '--steps', [CompletionResultType]::ParameterName, 'Number of migrations')
            [CompletionResult]::new('--database', '--database', [CompletionResultType]::ParameterName, 'Name of the database, compared with the one connected to')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'Wait up to this long for the migration lock')
            [CompletionResult]::new('--ddl-lock-timeout', '--ddl-lock-timeout', [CompletionResultType]::ParameterName, 'Wait up to this long for a table that another session has locked, in each of a few tries')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Database URL; - reads it from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format (MORAG_OUTPUT); verify has junit and github too')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color; NO_COLOR is honored')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with the site''s own migrations')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Agree without being asked; requires --database')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Agree without being asked; requires --database')
            [CompletionResult]::new('--allow-production', '--allow-production', [CompletionResultType]::ParameterName, 'Allow it on a database with the environment production')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;migrate;downgrade' {
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, 'Undo migrations after this version; 0 undoes all')
            [CompletionResult]::new('--steps', '--steps', [CompletionResultType]::ParameterName, 'Number of migrations')
            [CompletionResult]::new('--database', '--database', [CompletionResultType]::ParameterName, 'Name of the database, compared with the one connected to')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'Wait up to this long for the migration lock')
            [CompletionResult]::new('--ddl-lock-timeout', '--ddl-lock-timeout', [CompletionResultType]::ParameterName, 'Wait up to this long for a table that another session has locked, in each of a few tries')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Database URL; - reads it from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format (MORAG_OUTPUT); verify has junit and github too')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color; NO_COLOR is honored')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with the site''s own migrations')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Agree without being asked; requires --database')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Agree without being asked; requires --database')
            [CompletionResult]::new('--allow-production', '--allow-production', [CompletionResultType]::ParameterName, 'Allow it on a database with the environment production')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;migrate;status' {
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Database URL; - reads it from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format (MORAG_OUTPUT); verify has junit and github too')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color; NO_COLOR is honored')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with the site''s own migrations')
            [CompletionResult]::new('--exit-code', '--exit-code', [CompletionResultType]::ParameterName, 'Exit with 3 where migrations are pending, 4 for a wrong history, 6 while one runs, 7 after a failure')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;migrate;check' {
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Database URL; - reads it from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format (MORAG_OUTPUT); verify has junit and github too')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color; NO_COLOR is honored')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with the site''s own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;migrate;plan' {
            [CompletionResult]::new('--backend', '--backend', [CompletionResultType]::ParameterName, 'Engine of an offline plan')
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, 'Migrate up to this version, inclusive')
            [CompletionResult]::new('--steps', '--steps', [CompletionResultType]::ParameterName, 'Number of migrations')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Database URL; - reads it from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format (MORAG_OUTPUT); verify has junit and github too')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color; NO_COLOR is honored')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with the site''s own migrations')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Print the whole script for an empty database, without connecting to one')
            [CompletionResult]::new('--allow-out-of-order', '--allow-out-of-order', [CompletionResultType]::ParameterName, 'Allow applying a migration although a later one is applied')
            [CompletionResult]::new('--allow-newer', '--allow-newer', [CompletionResultType]::ParameterName, 'Allow a database that is ahead of this binary')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;migrate;baseline' {
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'Wait up to this long for the migration lock')
            [CompletionResult]::new('--ddl-lock-timeout', '--ddl-lock-timeout', [CompletionResultType]::ParameterName, 'Wait up to this long for a table that another session has locked, in each of a few tries')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Database URL; - reads it from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format (MORAG_OUTPUT); verify has junit and github too')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color; NO_COLOR is honored')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with the site''s own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;migrate;adopt' {
            [CompletionResult]::new('--plan-out', '--plan-out', [CompletionResultType]::ParameterName, 'Also write the plan as JSON to this file')
            [CompletionResult]::new('--assume-time-zone', '--assume-time-zone', [CompletionResultType]::ParameterName, 'Time zone of times that are stored without one: UTC, an offset such as +02:00, or a name that the server knows')
            [CompletionResult]::new('--on-misfit', '--on-misfit', [CompletionResultType]::ParameterName, 'What to do with rows that do not fit')
            [CompletionResult]::new('--database', '--database', [CompletionResultType]::ParameterName, 'Name of the database, compared with the one connected to')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'Wait up to this long for the migration lock')
            [CompletionResult]::new('--ddl-lock-timeout', '--ddl-lock-timeout', [CompletionResultType]::ParameterName, 'Wait up to this long for a table that another session has locked, in each of a few tries')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Database URL; - reads it from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format (MORAG_OUTPUT); verify has junit and github too')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color; NO_COLOR is honored')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with the site''s own migrations')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the plan and change nothing; exits with 4 where rows or tables stand in the way')
            [CompletionResult]::new('--accept-changed-rows', '--accept-changed-rows', [CompletionResultType]::ParameterName, 'Resume an interrupted adoption although applications changed rows in the meantime')
            [CompletionResult]::new('--no-backup', '--no-backup', [CompletionResultType]::ParameterName, 'Skip the copy of an SQLite file')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Agree without being asked; requires --database')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Agree without being asked; requires --database')
            [CompletionResult]::new('--allow-production', '--allow-production', [CompletionResultType]::ParameterName, 'Allow it on a database with the environment production')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;migrate;repair' {
            [CompletionResult]::new('--database', '--database', [CompletionResultType]::ParameterName, 'Name of the database, compared with the one connected to')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'Wait up to this long for the migration lock')
            [CompletionResult]::new('--ddl-lock-timeout', '--ddl-lock-timeout', [CompletionResultType]::ParameterName, 'Wait up to this long for a table that another session has locked, in each of a few tries')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Database URL; - reads it from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format (MORAG_OUTPUT); verify has junit and github too')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color; NO_COLOR is honored')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with the site''s own migrations')
            [CompletionResult]::new('--resume', '--resume', [CompletionResultType]::ParameterName, 'Resume at the failed step')
            [CompletionResult]::new('--mark-applied', '--mark-applied', [CompletionResultType]::ParameterName, 'Record it as applied; the schema must show every step')
            [CompletionResult]::new('--roll-back', '--roll-back', [CompletionResultType]::ParameterName, 'Undo what the migration did; asks first')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Agree without being asked; requires --database')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Agree without being asked; requires --database')
            [CompletionResult]::new('--allow-production', '--allow-production', [CompletionResultType]::ParameterName, 'Allow it on a database with the environment production')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;migrate;unlock' {
            [CompletionResult]::new('--database', '--database', [CompletionResultType]::ParameterName, 'Name of the database, compared with the one connected to')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Database URL; - reads it from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format (MORAG_OUTPUT); verify has junit and github too')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color; NO_COLOR is honored')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with the site''s own migrations')
            [CompletionResult]::new('--break', '--break', [CompletionResultType]::ParameterName, 'Break the leases shown; asks first')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Agree without being asked; requires --database')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Agree without being asked; requires --database')
            [CompletionResult]::new('--allow-production', '--allow-production', [CompletionResultType]::ParameterName, 'Allow it on a database with the environment production')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;migrate;new' {
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Database URL; - reads it from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format (MORAG_OUTPUT); verify has junit and github too')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color; NO_COLOR is honored')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with the site''s own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;migrate;help' {
            [CompletionResult]::new('up', 'up', [CompletionResultType]::ParameterValue, 'Apply pending migrations')
            [CompletionResult]::new('down', 'down', [CompletionResultType]::ParameterValue, 'Undo migrations, newest first; asks first')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'List migrations and their states; never writes [aliases: current, history]')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Check that nothing is pending and nothing failed: `status --exit-code`; never writes')
            [CompletionResult]::new('plan', 'plan', [CompletionResultType]::ParameterValue, 'Print the SQL that `up` would run; never writes')
            [CompletionResult]::new('baseline', 'baseline', [CompletionResultType]::ParameterValue, 'Record an existing schema as VERSION, after comparing it with what VERSION creates')
            [CompletionResult]::new('adopt', 'adopt', [CompletionResultType]::ParameterValue, 'Take over tables that another tool created, with their rows; shows the plan and asks first')
            [CompletionResult]::new('repair', 'repair', [CompletionResultType]::ParameterValue, 'Repair a failed migration (MySQL and MariaDB, where DDL can''t be rolled back)')
            [CompletionResult]::new('unlock', 'unlock', [CompletionResultType]::ParameterValue, 'Show who holds the migration lock, and break a lease that a dead cluster node left behind')
            [CompletionResult]::new('new', 'new', [CompletionResultType]::ParameterValue, 'Create an empty site migration NNNN_description.sql')
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
        'morag-db;migrate;help;check' {
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
        'morag-db;status' {
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Database URL; - reads it from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format (MORAG_OUTPUT); verify has junit and github too')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color; NO_COLOR is honored')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with the site''s own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'morag-db;jobs' {
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Database URL; - reads it from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format (MORAG_OUTPUT); verify has junit and github too')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color; NO_COLOR is honored')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with the site''s own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List jobs of all kinds, newest first')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show one job: its row, attempts, operators'' actions and late results')
            [CompletionResult]::new('stats', 'stats', [CompletionResultType]::ParameterValue, 'Count jobs by kind and status; show wait and run times and the most frequent errors')
            [CompletionResult]::new('workers', 'workers', [CompletionResultType]::ParameterValue, 'List the workers that have a job now or had one lately')
            [CompletionResult]::new('watch', 'watch', [CompletionResultType]::ParameterValue, 'Watch jobs: redraw on a terminal, elsewhere write a line of JSON for each change')
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Create remote jobs')
            [CompletionResult]::new('claim', 'claim', [CompletionResultType]::ParameterValue, 'Claim pending jobs for a worker; nothing to claim is an empty list')
            [CompletionResult]::new('heartbeat', 'heartbeat', [CompletionResultType]::ParameterValue, 'Send a heartbeat: extend a claim''s deadline')
            [CompletionResult]::new('submit', 'submit', [CompletionResultType]::ParameterValue, 'Submit a result; a late one is refused (exit 9) and kept')
            [CompletionResult]::new('requeue', 'requeue', [CompletionResultType]::ParameterValue, 'Requeue failed, timed-out or cancelled jobs')
            [CompletionResult]::new('cancel', 'cancel', [CompletionResultType]::ParameterValue, 'Cancel pending or running jobs')
            [CompletionResult]::new('purge', 'purge', [CompletionResultType]::ParameterValue, 'Delete remote jobs that have ended')
            [CompletionResult]::new('expire', 'expire', [CompletionResultType]::ParameterValue, 'Expire jobs past their deadline; with --retry, retry failed ones')
            [CompletionResult]::new('late', 'late', [CompletionResultType]::ParameterValue, 'List late results, or accept one')
            [CompletionResult]::new('bench', 'bench', [CompletionResultType]::ParameterValue, 'Measure jobs per second on a scratch database, which is dropped afterwards')
            [CompletionResult]::new('audit', 'audit', [CompletionResultType]::ParameterValue, 'List what operators did, newest first; of one operation, the jobs that it changed')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'morag-db;jobs;list' {
            [CompletionResult]::new('--kind', '--kind', [CompletionResultType]::ParameterName, 'Kinds: remote, ingest, processing, task-run [default: all]')
            [CompletionResult]::new('--status', '--status', [CompletionResultType]::ParameterName, 'Statuses: pending, processing, completed, failed, timeout, cancelled')
            [CompletionResult]::new('--type', '--type', [CompletionResultType]::ParameterName, 'Content type, document type or job type')
            [CompletionResult]::new('--worker', '--worker', [CompletionResultType]::ParameterName, 'Claimed by this worker')
            [CompletionResult]::new('--ingestion-task', '--ingestion-task', [CompletionResultType]::ParameterName, 'Created for this ingestion job')
            [CompletionResult]::new('--error', '--error', [CompletionResultType]::ParameterName, 'Error contains this text, in any case')
            [CompletionResult]::new('--where', '--where', [CompletionResultType]::ParameterName, 'Remote jobs with this option, e.g. options.lang=en; may be repeated')
            [CompletionResult]::new('--created-after', '--created-after', [CompletionResultType]::ParameterName, 'Created after this time: 2026-01-02T03:04:05Z, 2026-01-02 (UTC), yesterday, "2h ago"')
            [CompletionResult]::new('--created-before', '--created-before', [CompletionResultType]::ParameterName, 'Created before this time, likewise')
            [CompletionResult]::new('--older-than', '--older-than', [CompletionResultType]::ParameterName, 'Created at least so long ago, e.g. 2h or 7d')
            [CompletionResult]::new('--sort', '--sort', [CompletionResultType]::ParameterName, 'Which end comes first: newest or oldest')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most N jobs')
            [CompletionResult]::new('--after', '--after', [CompletionResultType]::ParameterName, 'Continue after this cursor, which the page before shows')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Database URL; - reads it from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format (MORAG_OUTPUT); verify has junit and github too')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color; NO_COLOR is honored')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with the site''s own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;jobs;show' {
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Database URL; - reads it from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format (MORAG_OUTPUT); verify has junit and github too')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color; NO_COLOR is honored')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with the site''s own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;jobs;stats' {
            [CompletionResult]::new('--window', '--window', [CompletionResultType]::ParameterName, 'Times and errors of jobs that ended within this window')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Database URL; - reads it from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format (MORAG_OUTPUT); verify has junit and github too')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color; NO_COLOR is honored')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with the site''s own migrations')
            [CompletionResult]::new('--exact', '--exact', [CompletionResultType]::ParameterName, 'Count exactly; otherwise counting stops at 10,000')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;jobs;workers' {
            [CompletionResult]::new('--window', '--window', [CompletionResultType]::ParameterName, 'Count jobs that ended within this window')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Database URL; - reads it from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format (MORAG_OUTPUT); verify has junit and github too')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color; NO_COLOR is honored')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with the site''s own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;jobs;watch' {
            [CompletionResult]::new('--kind', '--kind', [CompletionResultType]::ParameterName, 'Kinds: remote, ingest, processing, task-run [default: all]')
            [CompletionResult]::new('--status', '--status', [CompletionResultType]::ParameterName, 'Statuses: pending, processing, completed, failed, timeout, cancelled')
            [CompletionResult]::new('--type', '--type', [CompletionResultType]::ParameterName, 'Content type, document type or job type')
            [CompletionResult]::new('--worker', '--worker', [CompletionResultType]::ParameterName, 'Claimed by this worker')
            [CompletionResult]::new('--ingestion-task', '--ingestion-task', [CompletionResultType]::ParameterName, 'Created for this ingestion job')
            [CompletionResult]::new('--error', '--error', [CompletionResultType]::ParameterName, 'Error contains this text, in any case')
            [CompletionResult]::new('--where', '--where', [CompletionResultType]::ParameterName, 'Remote jobs with this option, e.g. options.lang=en; may be repeated')
            [CompletionResult]::new('--created-after', '--created-after', [CompletionResultType]::ParameterName, 'Created after this time: 2026-01-02T03:04:05Z, 2026-01-02 (UTC), yesterday, "2h ago"')
            [CompletionResult]::new('--created-before', '--created-before', [CompletionResultType]::ParameterName, 'Created before this time, likewise')
            [CompletionResult]::new('--older-than', '--older-than', [CompletionResultType]::ParameterName, 'Created at least so long ago, e.g. 2h or 7d')
            [CompletionResult]::new('--interval', '--interval', [CompletionResultType]::ParameterName, 'Interval between refreshes')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most N jobs')
            [CompletionResult]::new('--until', '--until', [CompletionResultType]::ParameterName, 'Stop when all of them have ended')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Database URL; - reads it from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format (MORAG_OUTPUT); verify has junit and github too')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color; NO_COLOR is honored')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with the site''s own migrations')
            [CompletionResult]::new('--exit-status', '--exit-status', [CompletionResultType]::ParameterName, 'Exit 9 unless all of them completed')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;jobs;create' {
            [CompletionResult]::new('--type', '--type', [CompletionResultType]::ParameterName, 'Content type: audio, video, document, image, web, youtube')
            [CompletionResult]::new('--source', '--source', [CompletionResultType]::ParameterName, 'File or URL to convert')
            [CompletionResult]::new('--ingestion-task', '--ingestion-task', [CompletionResultType]::ParameterName, 'Id of the ingestion job that waits for it')
            [CompletionResult]::new('--options', '--options', [CompletionResultType]::ParameterName, 'Options for the worker, a JSON object')
            [CompletionResult]::new('--option', '--option', [CompletionResultType]::ParameterName, 'One option for the worker; may be repeated')
            [CompletionResult]::new('--max-retries', '--max-retries', [CompletionResultType]::ParameterName, 'Number of failures after which it is not retried')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time out unless a worker claims it within this time')
            [CompletionResult]::new('--count', '--count', [CompletionResultType]::ParameterName, 'Create N equal jobs')
            [CompletionResult]::new('--from-ndjson', '--from-ndjson', [CompletionResultType]::ParameterName, 'One job a line: ingestion_task_id, source_file_path, content_type, and what else may be given; `-` is standard input')
            [CompletionResult]::new('--resume', '--resume', [CompletionResultType]::ParameterName, 'Create only what an interrupted run of the same command left out; its error shows the key')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Actor named in the events [default: user@host]')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Database URL; - reads it from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format (MORAG_OUTPUT); verify has junit and github too')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color; NO_COLOR is honored')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with the site''s own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;jobs;claim' {
            [CompletionResult]::new('--worker', '--worker', [CompletionResultType]::ParameterName, 'Name of the worker')
            [CompletionResult]::new('--types', '--types', [CompletionResultType]::ParameterName, 'Content types that the worker handles')
            [CompletionResult]::new('--max', '--max', [CompletionResultType]::ParameterName, 'Claim at most N jobs')
            [CompletionResult]::new('--time-limit', '--time-limit', [CompletionResultType]::ParameterName, 'How long a claim of a type lasts without a heartbeat, e.g. audio=45m; of those not named, see docs/jobs.md')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Actor named in the events [default: user@host]')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Database URL; - reads it from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format (MORAG_OUTPUT); verify has junit and github too')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color; NO_COLOR is honored')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with the site''s own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;jobs;heartbeat' {
            [CompletionResult]::new('--claim', '--claim', [CompletionResultType]::ParameterName, 'The claim, as `jobs claim` gave it (claim_seq)')
            [CompletionResult]::new('--time-limit', '--time-limit', [CompletionResultType]::ParameterName, 'How long a claim of a type lasts without a heartbeat, e.g. audio=45m; of those not named, see docs/jobs.md')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Actor named in the events [default: user@host]')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Database URL; - reads it from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format (MORAG_OUTPUT); verify has junit and github too')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color; NO_COLOR is honored')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with the site''s own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;jobs;submit' {
            [CompletionResult]::new('--claim', '--claim', [CompletionResultType]::ParameterName, 'The claim, as `jobs claim` gave it (claim_seq)')
            [CompletionResult]::new('--worker', '--worker', [CompletionResultType]::ParameterName, 'Name of the worker, where no claim token is known')
            [CompletionResult]::new('--error', '--error', [CompletionResultType]::ParameterName, 'Error message of a failure')
            [CompletionResult]::new('--content', '--content', [CompletionResultType]::ParameterName, 'The converted text')
            [CompletionResult]::new('--content-file', '--content-file', [CompletionResultType]::ParameterName, 'A file with the converted text')
            [CompletionResult]::new('--metadata', '--metadata', [CompletionResultType]::ParameterName, 'Further facts about the result, a JSON object')
            [CompletionResult]::new('--processing-time', '--processing-time', [CompletionResultType]::ParameterName, 'Processing time in seconds')
            [CompletionResult]::new('--from-ndjson', '--from-ndjson', [CompletionResultType]::ParameterName, 'One result a line: id, claim_seq, outcome (success or failure), and content, metadata, processing_time or error')
            [CompletionResult]::new('--claim-next', '--claim-next', [CompletionResultType]::ParameterName, 'Claim the next jobs of these content types for --worker, in the same transaction')
            [CompletionResult]::new('--max', '--max', [CompletionResultType]::ParameterName, 'Claim at most N jobs')
            [CompletionResult]::new('--time-limit', '--time-limit', [CompletionResultType]::ParameterName, 'How long a claim of a type lasts without a heartbeat, e.g. audio=45m; of those not named, see docs/jobs.md')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Actor named in the events [default: user@host]')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Database URL; - reads it from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format (MORAG_OUTPUT); verify has junit and github too')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color; NO_COLOR is honored')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with the site''s own migrations')
            [CompletionResult]::new('--success', '--success', [CompletionResultType]::ParameterName, 'Report success')
            [CompletionResult]::new('--failure', '--failure', [CompletionResultType]::ParameterName, 'Report failure; requires --error')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;jobs;requeue' {
            [CompletionResult]::new('--kind', '--kind', [CompletionResultType]::ParameterName, 'Kinds: remote, ingest, processing, task-run [default: all]')
            [CompletionResult]::new('--status', '--status', [CompletionResultType]::ParameterName, 'Statuses: pending, processing, completed, failed, timeout, cancelled')
            [CompletionResult]::new('--type', '--type', [CompletionResultType]::ParameterName, 'Content type, document type or job type')
            [CompletionResult]::new('--worker', '--worker', [CompletionResultType]::ParameterName, 'Claimed by this worker')
            [CompletionResult]::new('--ingestion-task', '--ingestion-task', [CompletionResultType]::ParameterName, 'Created for this ingestion job')
            [CompletionResult]::new('--error', '--error', [CompletionResultType]::ParameterName, 'Error contains this text, in any case')
            [CompletionResult]::new('--where', '--where', [CompletionResultType]::ParameterName, 'Remote jobs with this option, e.g. options.lang=en; may be repeated')
            [CompletionResult]::new('--created-after', '--created-after', [CompletionResultType]::ParameterName, 'Created after this time: 2026-01-02T03:04:05Z, 2026-01-02 (UTC), yesterday, "2h ago"')
            [CompletionResult]::new('--created-before', '--created-before', [CompletionResultType]::ParameterName, 'Created before this time, likewise')
            [CompletionResult]::new('--older-than', '--older-than', [CompletionResultType]::ParameterName, 'Created at least so long ago, e.g. 2h or 7d')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Change at most N jobs, oldest first')
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'Change at most N jobs per second')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Reason, kept in the events; required with --force and for more than 100 jobs')
            [CompletionResult]::new('--plan-out', '--plan-out', [CompletionResultType]::ParameterName, 'Write the plan to a file for --apply, and change nothing')
            [CompletionResult]::new('--apply', '--apply', [CompletionResultType]::ParameterName, 'Apply a plan that --plan-out wrote')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Actor named in the events [default: user@host]')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Database URL; - reads it from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format (MORAG_OUTPUT); verify has junit and github too')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color; NO_COLOR is honored')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with the site''s own migrations')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'All jobs for which the action is allowed; required if there is no id and no filter')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show the plan and change nothing')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Apply the plan without asking')
            [CompletionResult]::new('--reset-retries', '--reset-retries', [CompletionResultType]::ParameterName, 'Reset the number of failures to 0')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Requeue jobs that are out of retries, completed or running too; requires --reason')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;jobs;cancel' {
            [CompletionResult]::new('--kind', '--kind', [CompletionResultType]::ParameterName, 'Kinds: remote, ingest, processing, task-run [default: all]')
            [CompletionResult]::new('--status', '--status', [CompletionResultType]::ParameterName, 'Statuses: pending, processing, completed, failed, timeout, cancelled')
            [CompletionResult]::new('--type', '--type', [CompletionResultType]::ParameterName, 'Content type, document type or job type')
            [CompletionResult]::new('--worker', '--worker', [CompletionResultType]::ParameterName, 'Claimed by this worker')
            [CompletionResult]::new('--ingestion-task', '--ingestion-task', [CompletionResultType]::ParameterName, 'Created for this ingestion job')
            [CompletionResult]::new('--error', '--error', [CompletionResultType]::ParameterName, 'Error contains this text, in any case')
            [CompletionResult]::new('--where', '--where', [CompletionResultType]::ParameterName, 'Remote jobs with this option, e.g. options.lang=en; may be repeated')
            [CompletionResult]::new('--created-after', '--created-after', [CompletionResultType]::ParameterName, 'Created after this time: 2026-01-02T03:04:05Z, 2026-01-02 (UTC), yesterday, "2h ago"')
            [CompletionResult]::new('--created-before', '--created-before', [CompletionResultType]::ParameterName, 'Created before this time, likewise')
            [CompletionResult]::new('--older-than', '--older-than', [CompletionResultType]::ParameterName, 'Created at least so long ago, e.g. 2h or 7d')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Change at most N jobs, oldest first')
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'Change at most N jobs per second')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Reason, kept in the events; required with --force and for more than 100 jobs')
            [CompletionResult]::new('--plan-out', '--plan-out', [CompletionResultType]::ParameterName, 'Write the plan to a file for --apply, and change nothing')
            [CompletionResult]::new('--apply', '--apply', [CompletionResultType]::ParameterName, 'Apply a plan that --plan-out wrote')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Actor named in the events [default: user@host]')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Database URL; - reads it from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format (MORAG_OUTPUT); verify has junit and github too')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color; NO_COLOR is honored')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with the site''s own migrations')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'All jobs for which the action is allowed; required if there is no id and no filter')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show the plan and change nothing')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Apply the plan without asking')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;jobs;purge' {
            [CompletionResult]::new('--kind', '--kind', [CompletionResultType]::ParameterName, 'Kinds: remote, ingest, processing, task-run [default: all]')
            [CompletionResult]::new('--status', '--status', [CompletionResultType]::ParameterName, 'Statuses: pending, processing, completed, failed, timeout, cancelled')
            [CompletionResult]::new('--type', '--type', [CompletionResultType]::ParameterName, 'Content type, document type or job type')
            [CompletionResult]::new('--worker', '--worker', [CompletionResultType]::ParameterName, 'Claimed by this worker')
            [CompletionResult]::new('--ingestion-task', '--ingestion-task', [CompletionResultType]::ParameterName, 'Created for this ingestion job')
            [CompletionResult]::new('--error', '--error', [CompletionResultType]::ParameterName, 'Error contains this text, in any case')
            [CompletionResult]::new('--where', '--where', [CompletionResultType]::ParameterName, 'Remote jobs with this option, e.g. options.lang=en; may be repeated')
            [CompletionResult]::new('--created-after', '--created-after', [CompletionResultType]::ParameterName, 'Created after this time: 2026-01-02T03:04:05Z, 2026-01-02 (UTC), yesterday, "2h ago"')
            [CompletionResult]::new('--created-before', '--created-before', [CompletionResultType]::ParameterName, 'Created before this time, likewise')
            [CompletionResult]::new('--older-than', '--older-than', [CompletionResultType]::ParameterName, 'Created at least so long ago, e.g. 2h or 7d')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Change at most N jobs, oldest first')
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'Change at most N jobs per second')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Reason, kept in the events; required with --force and for more than 100 jobs')
            [CompletionResult]::new('--plan-out', '--plan-out', [CompletionResultType]::ParameterName, 'Write the plan to a file for --apply, and change nothing')
            [CompletionResult]::new('--apply', '--apply', [CompletionResultType]::ParameterName, 'Apply a plan that --plan-out wrote')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Actor named in the events [default: user@host]')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Database URL; - reads it from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format (MORAG_OUTPUT); verify has junit and github too')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color; NO_COLOR is honored')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with the site''s own migrations')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'All jobs for which the action is allowed; required if there is no id and no filter')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show the plan and change nothing')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Apply the plan without asking')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;jobs;expire' {
            [CompletionResult]::new('--retry-window', '--retry-window', [CompletionResultType]::ParameterName, 'Retry only failures that are not older than this')
            [CompletionResult]::new('--every', '--every', [CompletionResultType]::ParameterName, 'Repeat at this interval until interrupted')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Actor named in the events [default: user@host]')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Database URL; - reads it from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format (MORAG_OUTPUT); verify has junit and github too')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color; NO_COLOR is honored')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with the site''s own migrations')
            [CompletionResult]::new('--retry', '--retry', [CompletionResultType]::ParameterName, 'Retry failed and timed-out jobs that morag-db claimed, after a backoff')
            [CompletionResult]::new('--retry-backlog', '--retry-backlog', [CompletionResultType]::ParameterName, 'Allow retrying more than 100 failures at once')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would change, and change nothing')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;jobs;late' {
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Database URL; - reads it from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format (MORAG_OUTPUT); verify has junit and github too')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color; NO_COLOR is honored')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with the site''s own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List late results, newest first')
            [CompletionResult]::new('accept', 'accept', [CompletionResultType]::ParameterValue, 'Accept a late result as the job''s result, unless a worker has the job')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'morag-db;jobs;late;list' {
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most N of them')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Database URL; - reads it from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format (MORAG_OUTPUT); verify has junit and github too')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color; NO_COLOR is honored')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with the site''s own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;jobs;late;accept' {
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Actor named in the events [default: user@host]')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Database URL; - reads it from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format (MORAG_OUTPUT); verify has junit and github too')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color; NO_COLOR is honored')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with the site''s own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;jobs;late;help' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List late results, newest first')
            [CompletionResult]::new('accept', 'accept', [CompletionResultType]::ParameterValue, 'Accept a late result as the job''s result, unless a worker has the job')
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
            [CompletionResult]::new('--jobs', '--jobs', [CompletionResultType]::ParameterName, 'Number of jobs for each figure')
            [CompletionResult]::new('--workers', '--workers', [CompletionResultType]::ParameterName, 'Number of workers, measured beside a single one')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Database URL; - reads it from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format (MORAG_OUTPUT); verify has junit and github too')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color; NO_COLOR is honored')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with the site''s own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;jobs;audit' {
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most N operations or jobs')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Database URL; - reads it from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format (MORAG_OUTPUT); verify has junit and github too')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color; NO_COLOR is honored')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with the site''s own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;jobs;help' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List jobs of all kinds, newest first')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show one job: its row, attempts, operators'' actions and late results')
            [CompletionResult]::new('stats', 'stats', [CompletionResultType]::ParameterValue, 'Count jobs by kind and status; show wait and run times and the most frequent errors')
            [CompletionResult]::new('workers', 'workers', [CompletionResultType]::ParameterValue, 'List the workers that have a job now or had one lately')
            [CompletionResult]::new('watch', 'watch', [CompletionResultType]::ParameterValue, 'Watch jobs: redraw on a terminal, elsewhere write a line of JSON for each change')
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Create remote jobs')
            [CompletionResult]::new('claim', 'claim', [CompletionResultType]::ParameterValue, 'Claim pending jobs for a worker; nothing to claim is an empty list')
            [CompletionResult]::new('heartbeat', 'heartbeat', [CompletionResultType]::ParameterValue, 'Send a heartbeat: extend a claim''s deadline')
            [CompletionResult]::new('submit', 'submit', [CompletionResultType]::ParameterValue, 'Submit a result; a late one is refused (exit 9) and kept')
            [CompletionResult]::new('requeue', 'requeue', [CompletionResultType]::ParameterValue, 'Requeue failed, timed-out or cancelled jobs')
            [CompletionResult]::new('cancel', 'cancel', [CompletionResultType]::ParameterValue, 'Cancel pending or running jobs')
            [CompletionResult]::new('purge', 'purge', [CompletionResultType]::ParameterValue, 'Delete remote jobs that have ended')
            [CompletionResult]::new('expire', 'expire', [CompletionResultType]::ParameterValue, 'Expire jobs past their deadline; with --retry, retry failed ones')
            [CompletionResult]::new('late', 'late', [CompletionResultType]::ParameterValue, 'List late results, or accept one')
            [CompletionResult]::new('bench', 'bench', [CompletionResultType]::ParameterValue, 'Measure jobs per second on a scratch database, which is dropped afterwards')
            [CompletionResult]::new('audit', 'audit', [CompletionResultType]::ParameterValue, 'List what operators did, newest first; of one operation, the jobs that it changed')
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
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List late results, newest first')
            [CompletionResult]::new('accept', 'accept', [CompletionResultType]::ParameterValue, 'Accept a late result as the job''s result, unless a worker has the job')
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
            [CompletionResult]::new('--listen', '--listen', [CompletionResultType]::ParameterName, 'Address and port to listen on; port 0 chooses a free one')
            [CompletionResult]::new('--anonymous-from', '--anonymous-from', [CompletionResultType]::ParameterName, 'Network that needs no API key; may be repeated')
            [CompletionResult]::new('--anonymous-role', '--anonymous-role', [CompletionResultType]::ParameterName, 'Role of clients without an API key [default: user]')
            [CompletionResult]::new('--trusted-proxy', '--trusted-proxy', [CompletionResultType]::ParameterName, 'Network of proxies whose X-Forwarded-For header is trusted; may be repeated')
            [CompletionResult]::new('--source-root', '--source-root', [CompletionResultType]::ParameterName, 'Folder from which source files may be downloaded; may be repeated')
            [CompletionResult]::new('--tls-cert', '--tls-cert', [CompletionResultType]::ParameterName, 'TLS certificate chain, a PEM file')
            [CompletionResult]::new('--tls-key', '--tls-key', [CompletionResultType]::ParameterName, 'TLS private key, a PEM file')
            [CompletionResult]::new('--max-body', '--max-body', [CompletionResultType]::ParameterName, 'Maximum size of a request body, in MiB')
            [CompletionResult]::new('--rate-limit', '--rate-limit', [CompletionResultType]::ParameterName, 'Maximum requests per second for each API key or address; 0 for no limit')
            [CompletionResult]::new('--max-connections', '--max-connections', [CompletionResultType]::ParameterName, 'Maximum number of client connections')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Maximum duration of a long poll')
            [CompletionResult]::new('--request-timeout', '--request-timeout', [CompletionResultType]::ParameterName, 'Timeout for the database in each request, and for a free connection to it')
            [CompletionResult]::new('--grace', '--grace', [CompletionResultType]::ParameterName, 'Time for running requests to finish after SIGTERM')
            [CompletionResult]::new('--sweep-interval', '--sweep-interval', [CompletionResultType]::ParameterName, 'Interval of the sweeper, which expires and retries jobs; one instance runs it')
            [CompletionResult]::new('--retry-window', '--retry-window', [CompletionResultType]::ParameterName, 'Retry only failures that are not older than this')
            [CompletionResult]::new('--wait', '--wait', [CompletionResultType]::ParameterName, 'Wait up to this long for a database that refuses connections or is starting')
            [CompletionResult]::new('--time-limit', '--time-limit', [CompletionResultType]::ParameterName, 'How long a claim of a type lasts without a heartbeat, e.g. audio=45m; of those not named, see docs/jobs.md')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Database URL; - reads it from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format (MORAG_OUTPUT); verify has junit and github too')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color; NO_COLOR is honored')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with the site''s own migrations')
            [CompletionResult]::new('--require-keys', '--require-keys', [CompletionResultType]::ParameterName, 'Require an API key from every client, local ones included; use it behind a reverse proxy')
            [CompletionResult]::new('--no-sweep', '--no-sweep', [CompletionResultType]::ParameterName, 'Run no sweeper; use `morag-db jobs expire --retry` instead')
            [CompletionResult]::new('--retry-backlog', '--retry-backlog', [CompletionResultType]::ParameterName, 'Allow retrying more than 100 failures at once')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;seed' {
            [CompletionResult]::new('--seed', '--seed', [CompletionResultType]::ParameterName, 'The same seed creates the same rows, except for their times')
            [CompletionResult]::new('--remote-jobs', '--remote-jobs', [CompletionResultType]::ParameterName, 'Create N remote jobs instead, nine in ten of them completed')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Database URL; - reads it from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format (MORAG_OUTPUT); verify has junit and github too')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color; NO_COLOR is honored')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with the site''s own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;tasks' {
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Database URL; - reads it from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format (MORAG_OUTPUT); verify has junit and github too')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color; NO_COLOR is honored')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with the site''s own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List tasks with their success rates')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show a task with its runs, metrics and artifacts')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'morag-db;tasks;list' {
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most N tasks')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Database URL; - reads it from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format (MORAG_OUTPUT); verify has junit and github too')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color; NO_COLOR is honored')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with the site''s own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;tasks;show' {
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Database URL; - reads it from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format (MORAG_OUTPUT); verify has junit and github too')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color; NO_COLOR is honored')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with the site''s own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;tasks;help' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List tasks with their success rates')
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
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Database URL; - reads it from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format (MORAG_OUTPUT); verify has junit and github too')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color; NO_COLOR is honored')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with the site''s own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Create a user')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List users')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'morag-db;users;create' {
            [CompletionResult]::new('--name', '--name', [CompletionResultType]::ParameterName, 'Name of the user')
            [CompletionResult]::new('--email', '--email', [CompletionResultType]::ParameterName, 'Email address, unique among users')
            [CompletionResult]::new('--role', '--role', [CompletionResultType]::ParameterName, 'Role: ADMIN operates, USER creates and works on jobs, VIEWER reads')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Database URL; - reads it from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format (MORAG_OUTPUT); verify has junit and github too')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color; NO_COLOR is honored')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with the site''s own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;users;list' {
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Database URL; - reads it from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format (MORAG_OUTPUT); verify has junit and github too')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color; NO_COLOR is honored')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with the site''s own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;users;help' {
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Create a user')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List users')
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
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Database URL; - reads it from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format (MORAG_OUTPUT); verify has junit and github too')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color; NO_COLOR is honored')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with the site''s own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Create an API key for a user; the key is shown once, the database holds its hash')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List API keys, without their secrets')
            [CompletionResult]::new('revoke', 'revoke', [CompletionResultType]::ParameterValue, 'Revoke an API key')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'morag-db;api-keys;create' {
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'User, by id or email address')
            [CompletionResult]::new('--name', '--name', [CompletionResultType]::ParameterName, 'Name of the key, e.g. what it is for')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Database URL; - reads it from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format (MORAG_OUTPUT); verify has junit and github too')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color; NO_COLOR is honored')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with the site''s own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;api-keys;list' {
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Database URL; - reads it from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format (MORAG_OUTPUT); verify has junit and github too')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color; NO_COLOR is honored')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with the site''s own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;api-keys;revoke' {
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Database URL; - reads it from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format (MORAG_OUTPUT); verify has junit and github too')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color; NO_COLOR is honored')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with the site''s own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;api-keys;help' {
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Create an API key for a user; the key is shown once, the database holds its hash')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List API keys, without their secrets')
            [CompletionResult]::new('revoke', 'revoke', [CompletionResultType]::ParameterValue, 'Revoke an API key')
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
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Database URL; - reads it from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format (MORAG_OUTPUT); verify has junit and github too')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color; NO_COLOR is honored')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with the site''s own migrations')
            [CompletionResult]::new('--static', '--static', [CompletionResultType]::ParameterName, 'Write a script that never runs morag-db: commands, options and their fixed values alone')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;version' {
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Database URL; - reads it from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format (MORAG_OUTPUT); verify has junit and github too')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color; NO_COLOR is honored')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with the site''s own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'morag-db;man' {
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'Database URL; - reads it from standard input')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format (MORAG_OUTPUT); verify has junit and github too')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color; NO_COLOR is honored')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with the site''s own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;help' {
            [CompletionResult]::new('init', 'init', [CompletionResultType]::ParameterValue, 'Create the database if it is missing, migrate, and verify the result')
            [CompletionResult]::new('verify', 'verify', [CompletionResultType]::ParameterValue, 'Compare the live schema with the expected one; never writes')
            [CompletionResult]::new('health', 'health', [CompletionResultType]::ParameterValue, 'Check whether the database can serve now; never writes')
            [CompletionResult]::new('reset', 'reset', [CompletionResultType]::ParameterValue, 'Drop everything that morag-db manages and create it again; asks first')
            [CompletionResult]::new('migrate', 'migrate', [CompletionResultType]::ParameterValue, 'Apply, undo and inspect migrations; alone, apply those that are pending')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'List migrations and their states, as `migrate status`; never writes')
            [CompletionResult]::new('jobs', 'jobs', [CompletionResultType]::ParameterValue, 'List, operate and work on jobs')
            [CompletionResult]::new('serve', 'serve', [CompletionResultType]::ParameterValue, 'Serve the HTTP API for remote workers and operators, and a page for people')
            [CompletionResult]::new('seed', 'seed', [CompletionResultType]::ParameterValue, 'Create demo data in every table, or remote jobs in bulk')
            [CompletionResult]::new('tasks', 'tasks', [CompletionResultType]::ParameterValue, 'List and show the MGX agent''s tasks')
            [CompletionResult]::new('users', 'users', [CompletionResultType]::ParameterValue, 'Create and list users')
            [CompletionResult]::new('api-keys', 'api-keys', [CompletionResultType]::ParameterValue, 'Create, list and revoke API keys')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Write shell completions to standard output')
            [CompletionResult]::new('version', 'version', [CompletionResultType]::ParameterValue, 'Print the version')
            [CompletionResult]::new('man', 'man', [CompletionResultType]::ParameterValue, 'Write manual pages into a folder')
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
            [CompletionResult]::new('up', 'up', [CompletionResultType]::ParameterValue, 'Apply pending migrations')
            [CompletionResult]::new('down', 'down', [CompletionResultType]::ParameterValue, 'Undo migrations, newest first; asks first')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'List migrations and their states; never writes [aliases: current, history]')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Check that nothing is pending and nothing failed: `status --exit-code`; never writes')
            [CompletionResult]::new('plan', 'plan', [CompletionResultType]::ParameterValue, 'Print the SQL that `up` would run; never writes')
            [CompletionResult]::new('baseline', 'baseline', [CompletionResultType]::ParameterValue, 'Record an existing schema as VERSION, after comparing it with what VERSION creates')
            [CompletionResult]::new('adopt', 'adopt', [CompletionResultType]::ParameterValue, 'Take over tables that another tool created, with their rows; shows the plan and asks first')
            [CompletionResult]::new('repair', 'repair', [CompletionResultType]::ParameterValue, 'Repair a failed migration (MySQL and MariaDB, where DDL can''t be rolled back)')
            [CompletionResult]::new('unlock', 'unlock', [CompletionResultType]::ParameterValue, 'Show who holds the migration lock, and break a lease that a dead cluster node left behind')
            [CompletionResult]::new('new', 'new', [CompletionResultType]::ParameterValue, 'Create an empty site migration NNNN_description.sql')
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
        'morag-db;help;migrate;check' {
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
        'morag-db;help;status' {
            break
        }
        'morag-db;help;jobs' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List jobs of all kinds, newest first')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show one job: its row, attempts, operators'' actions and late results')
            [CompletionResult]::new('stats', 'stats', [CompletionResultType]::ParameterValue, 'Count jobs by kind and status; show wait and run times and the most frequent errors')
            [CompletionResult]::new('workers', 'workers', [CompletionResultType]::ParameterValue, 'List the workers that have a job now or had one lately')
            [CompletionResult]::new('watch', 'watch', [CompletionResultType]::ParameterValue, 'Watch jobs: redraw on a terminal, elsewhere write a line of JSON for each change')
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Create remote jobs')
            [CompletionResult]::new('claim', 'claim', [CompletionResultType]::ParameterValue, 'Claim pending jobs for a worker; nothing to claim is an empty list')
            [CompletionResult]::new('heartbeat', 'heartbeat', [CompletionResultType]::ParameterValue, 'Send a heartbeat: extend a claim''s deadline')
            [CompletionResult]::new('submit', 'submit', [CompletionResultType]::ParameterValue, 'Submit a result; a late one is refused (exit 9) and kept')
            [CompletionResult]::new('requeue', 'requeue', [CompletionResultType]::ParameterValue, 'Requeue failed, timed-out or cancelled jobs')
            [CompletionResult]::new('cancel', 'cancel', [CompletionResultType]::ParameterValue, 'Cancel pending or running jobs')
            [CompletionResult]::new('purge', 'purge', [CompletionResultType]::ParameterValue, 'Delete remote jobs that have ended')
            [CompletionResult]::new('expire', 'expire', [CompletionResultType]::ParameterValue, 'Expire jobs past their deadline; with --retry, retry failed ones')
            [CompletionResult]::new('late', 'late', [CompletionResultType]::ParameterValue, 'List late results, or accept one')
            [CompletionResult]::new('bench', 'bench', [CompletionResultType]::ParameterValue, 'Measure jobs per second on a scratch database, which is dropped afterwards')
            [CompletionResult]::new('audit', 'audit', [CompletionResultType]::ParameterValue, 'List what operators did, newest first; of one operation, the jobs that it changed')
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
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List late results, newest first')
            [CompletionResult]::new('accept', 'accept', [CompletionResultType]::ParameterValue, 'Accept a late result as the job''s result, unless a worker has the job')
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
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List tasks with their success rates')
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
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Create a user')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List users')
            break
        }
        'morag-db;help;users;create' {
            break
        }
        'morag-db;help;users;list' {
            break
        }
        'morag-db;help;api-keys' {
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Create an API key for a user; the key is shown once, the database holds its hash')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List API keys, without their secrets')
            [CompletionResult]::new('revoke', 'revoke', [CompletionResultType]::ParameterValue, 'Revoke an API key')
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
        'morag-db;help;version' {
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
