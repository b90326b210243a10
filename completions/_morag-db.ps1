
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
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('init', 'init', [CompletionResultType]::ParameterValue, 'Create the database if it is missing, migrate, and verify the result')
            [CompletionResult]::new('verify', 'verify', [CompletionResultType]::ParameterValue, 'Compare the live schema with the expected one; never writes')
            [CompletionResult]::new('health', 'health', [CompletionResultType]::ParameterValue, 'Check whether the database can serve now; never writes')
            [CompletionResult]::new('test', 'test', [CompletionResultType]::ParameterValue, 'Check whether the database can serve now; never writes')
            [CompletionResult]::new('reset', 'reset', [CompletionResultType]::ParameterValue, 'Drop everything that morag-db manages and create it anew; asks for confirmation')
            [CompletionResult]::new('copy', 'copy', [CompletionResultType]::ParameterValue, 'Copy the rows of a database to another one, on any engine, and compare both')
            [CompletionResult]::new('backup', 'backup', [CompletionResultType]::ParameterValue, 'Write all rows to a file that can be restored on any engine, or check such a file')
            [CompletionResult]::new('restore', 'restore', [CompletionResultType]::ParameterValue, 'Fill an empty database from a backup')
            [CompletionResult]::new('migrate', 'migrate', [CompletionResultType]::ParameterValue, 'Apply, undo and inspect migrations; without a subcommand, apply pending migrations')
            [CompletionResult]::new('schema', 'schema', [CompletionResultType]::ParameterValue, 'Print the schema')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'List migrations and their states, like `migrate status`; never writes')
            [CompletionResult]::new('jobs', 'jobs', [CompletionResultType]::ParameterValue, 'List, manage and process jobs')
            [CompletionResult]::new('serve', 'serve', [CompletionResultType]::ParameterValue, 'Serve the HTTP API for remote workers and operators, and a web page')
            [CompletionResult]::new('shell', 'shell', [CompletionResultType]::ParameterValue, 'Open the engine''s own client: psql, mariadb or mysql, sqlite3')
            [CompletionResult]::new('seed', 'seed', [CompletionResultType]::ParameterValue, 'Create demo data in every table, or remote jobs in bulk')
            [CompletionResult]::new('tasks', 'tasks', [CompletionResultType]::ParameterValue, 'List and show the MGX agent''s tasks')
            [CompletionResult]::new('users', 'users', [CompletionResultType]::ParameterValue, 'Create and list users')
            [CompletionResult]::new('api-keys', 'api-keys', [CompletionResultType]::ParameterValue, 'Create, list and revoke API keys')
            [CompletionResult]::new('config', 'config', [CompletionResultType]::ParameterValue, 'Show and check the profiles of the configuration file')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Write shell completions to standard output')
            [CompletionResult]::new('version', 'version', [CompletionResultType]::ParameterValue, 'Print the version (as JSON: also commit, target and profile of the build)')
            [CompletionResult]::new('man', 'man', [CompletionResultType]::ParameterValue, 'Write manual pages into a folder')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'morag-db;init' {
            [CompletionResult]::new('--wait', '--wait', [CompletionResultType]::ParameterName, 'Wait up to this long for a server that refuses connections or is starting')
            [CompletionResult]::new('--environment', '--environment', [CompletionResultType]::ParameterName, 'Record this environment name in the database, e.g. production; later a different name is refused')
            [CompletionResult]::new('--grant-to', '--grant-to', [CompletionResultType]::ParameterName, 'Grant this application role the privileges that it needs on the tables; may be repeated')
            [CompletionResult]::new('--assume-time-zone', '--assume-time-zone', [CompletionResultType]::ParameterName, 'Time zone of times that are stored without one: UTC, an offset such as +02:00, or a time zone name that the server knows')
            [CompletionResult]::new('--on-misfit', '--on-misfit', [CompletionResultType]::ParameterName, 'What to do with rows that violate the new schema')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'Wait up to this long while another process holds the migration lock')
            [CompletionResult]::new('--ddl-lock-timeout', '--ddl-lock-timeout', [CompletionResultType]::ParameterName, 'Wait up to this long for a table that another session has locked, in each of several attempts')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('--adopt', '--adopt', [CompletionResultType]::ParameterName, 'First take over tables that another tool created, like `migrate adopt`, without asking')
            [CompletionResult]::new('--accept-changed-rows', '--accept-changed-rows', [CompletionResultType]::ParameterName, 'Resume an interrupted adoption although applications changed rows in the meantime')
            [CompletionResult]::new('--allow-out-of-order', '--allow-out-of-order', [CompletionResultType]::ParameterName, 'Allow applying a migration although a later one is already applied')
            [CompletionResult]::new('--allow-newer', '--allow-newer', [CompletionResultType]::ParameterName, 'Allow a database that has migrations newer than this program')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;verify' {
            [CompletionResult]::new('--fix-sql', '--fix-sql', [CompletionResultType]::ParameterName, 'Write an SQL script that fixes the findings to this file; `-` writes only the script to standard output')
            [CompletionResult]::new('--fix-data', '--fix-data', [CompletionResultType]::ParameterName, 'Write an SQL script that repairs rows to this file; it covers only times in SQLite that sort wrongly. `-` writes only the script to standard output')
            [CompletionResult]::new('--ignore-file', '--ignore-file', [CompletionResultType]::ParameterName, 'Ignore the objects listed in this file, one per line, named as in the report; `*` matches any text')
            [CompletionResult]::new('--data-timeout', '--data-timeout', [CompletionResultType]::ParameterName, 'Time limit for --data; checks that did not finish are listed')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('--strict', '--strict', [CompletionResultType]::ParameterName, 'Also fail if there are extra objects or objects with different names')
            [CompletionResult]::new('--data', '--data', [CompletionResultType]::ParameterName, 'Also check rows: violated foreign keys and checks, unknown statuses, invalid times')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;health' {
            [CompletionResult]::new('--wait', '--wait', [CompletionResultType]::ParameterName, 'Wait up to this long for a server that refuses connections or is starting')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time limit for the check, not counting --wait')
            [CompletionResult]::new('--watch', '--watch', [CompletionResultType]::ParameterName, 'Repeat until interrupted, at this interval (5s if no value is given); redraws on a terminal, otherwise prints each report')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;test' {
            [CompletionResult]::new('--wait', '--wait', [CompletionResultType]::ParameterName, 'Wait up to this long for a server that refuses connections or is starting')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time limit for the check, not counting --wait')
            [CompletionResult]::new('--watch', '--watch', [CompletionResultType]::ParameterName, 'Repeat until interrupted, at this interval (5s if no value is given); redraws on a terminal, otherwise prints each report')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;reset' {
            [CompletionResult]::new('--database', '--database', [CompletionResultType]::ParameterName, 'Name of the database, as a safety check; it must match the connected database')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'Wait up to this long while another process holds the migration lock')
            [CompletionResult]::new('--ddl-lock-timeout', '--ddl-lock-timeout', [CompletionResultType]::ParameterName, 'Wait up to this long for a table that another session has locked, in each of several attempts')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('--cascade', '--cascade', [CompletionResultType]::ParameterName, 'Also drop other tools'' objects that depend on these tables, e.g. views; the plan lists them')
            [CompletionResult]::new('--all-objects', '--all-objects', [CompletionResultType]::ParameterName, 'Drop every object in the schema, including other tools'' objects')
            [CompletionResult]::new('--no-backup', '--no-backup', [CompletionResultType]::ParameterName, 'Do not copy an SQLite file before the reset')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Confirm without being asked; requires --database')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Confirm without being asked; requires --database')
            [CompletionResult]::new('--allow-production', '--allow-production', [CompletionResultType]::ParameterName, 'Allow this on a database whose environment is production')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;copy' {
            [CompletionResult]::new('--from', '--from', [CompletionResultType]::ParameterName, 'URL of the database to read [default: the configured database]')
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, 'URL of the database to write')
            [CompletionResult]::new('--tables', '--tables', [CompletionResultType]::ParameterName, 'Only these tables, comma-separated')
            [CompletionResult]::new('--exclude', '--exclude', [CompletionResultType]::ParameterName, 'All tables but these, comma-separated')
            [CompletionResult]::new('--uuid-format', '--uuid-format', [CompletionResultType]::ParameterName, 'From PostgreSQL to an engine that stores UUIDs as text: write them without hyphens, as SQLAlchemy 2 does, or with')
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'Write at most this much per second, e.g. 500kB or 20MB')
            [CompletionResult]::new('--on-conflict', '--on-conflict', [CompletionResultType]::ParameterName, 'What to do with rows that the target has with other values; replace asks first')
            [CompletionResult]::new('--database', '--database', [CompletionResultType]::ParameterName, 'Name of the database, as a safety check; it must match the connected database')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'Wait up to this long while another process holds the migration lock')
            [CompletionResult]::new('--ddl-lock-timeout', '--ddl-lock-timeout', [CompletionResultType]::ParameterName, 'Wait up to this long for a table that another session has locked, in each of several attempts')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('--include-unmanaged', '--include-unmanaged', [CompletionResultType]::ParameterName, 'Copy tables and columns that morag-db does not manage too, without indexes, defaults and constraints')
            [CompletionResult]::new('--redact', '--redact', [CompletionResultType]::ParameterName, 'Replace personal and secret values by made-up ones: names, e-mail addresses, keys, error texts, JSON')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show the plan and what the target can''t store; change nothing')
            [CompletionResult]::new('--verify-only', '--verify-only', [CompletionResultType]::ParameterName, 'Compare the rows of both databases; change nothing')
            [CompletionResult]::new('--into-existing', '--into-existing', [CompletionResultType]::ParameterName, 'Add the rows to a target that has rows; rows are the same if their primary keys are')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Confirm without being asked; requires --database')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Confirm without being asked; requires --database')
            [CompletionResult]::new('--allow-production', '--allow-production', [CompletionResultType]::ParameterName, 'Allow this on a database whose environment is production')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;backup' {
            [CompletionResult]::new('--keep-last', '--keep-last', [CompletionResultType]::ParameterName, 'In a folder: keep the N newest backups of this database')
            [CompletionResult]::new('--keep-daily', '--keep-daily', [CompletionResultType]::ParameterName, 'In a folder: keep the newest backup of each of the last N days that have one')
            [CompletionResult]::new('--tables', '--tables', [CompletionResultType]::ParameterName, 'Only these tables, comma-separated')
            [CompletionResult]::new('--exclude', '--exclude', [CompletionResultType]::ParameterName, 'All tables but these, comma-separated')
            [CompletionResult]::new('--uuid-format', '--uuid-format', [CompletionResultType]::ParameterName, 'On PostgreSQL: write UUIDs without hyphens, as SQLAlchemy 2 does on other engines, or with')
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'Write at most this much per second, e.g. 20MB')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('--check', '--check', [CompletionResultType]::ParameterName, 'Check that FILE is a backup, can be read, and has the rows that were written')
            [CompletionResult]::new('--compress', '--compress', [CompletionResultType]::ParameterName, 'Compress with zstd')
            [CompletionResult]::new('--redact', '--redact', [CompletionResultType]::ParameterName, 'Replace personal and secret values by made-up ones, like `copy --redact`')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;restore' {
            [CompletionResult]::new('--tables', '--tables', [CompletionResultType]::ParameterName, 'Only these tables, comma-separated')
            [CompletionResult]::new('--exclude', '--exclude', [CompletionResultType]::ParameterName, 'All tables but these, comma-separated')
            [CompletionResult]::new('--database', '--database', [CompletionResultType]::ParameterName, 'Name of the database, as a safety check; it must match the connected database')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'Wait up to this long while another process holds the migration lock')
            [CompletionResult]::new('--ddl-lock-timeout', '--ddl-lock-timeout', [CompletionResultType]::ParameterName, 'Wait up to this long for a table that another session has locked, in each of several attempts')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('--replace', '--replace', [CompletionResultType]::ParameterName, 'Drop all tables of the database first, like `reset`; shows what will be lost and asks')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show the plan and what the database can''t store; change nothing')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Confirm without being asked; requires --database')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Confirm without being asked; requires --database')
            [CompletionResult]::new('--allow-production', '--allow-production', [CompletionResultType]::ParameterName, 'Allow this on a database whose environment is production')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;migrate' {
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('up', 'up', [CompletionResultType]::ParameterValue, 'Apply pending migrations')
            [CompletionResult]::new('upgrade', 'upgrade', [CompletionResultType]::ParameterValue, 'Apply pending migrations')
            [CompletionResult]::new('down', 'down', [CompletionResultType]::ParameterValue, 'Undo migrations, newest first; asks for confirmation')
            [CompletionResult]::new('downgrade', 'downgrade', [CompletionResultType]::ParameterValue, 'Undo migrations, newest first; asks for confirmation')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'List migrations and their states; never writes [aliases: current, history]')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Check that no migration is pending or failed, like `migrate status --exit-code`; never writes')
            [CompletionResult]::new('plan', 'plan', [CompletionResultType]::ParameterValue, 'Print the SQL that `migrate up` would run; never writes')
            [CompletionResult]::new('baseline', 'baseline', [CompletionResultType]::ParameterValue, 'Record an existing schema as VERSION, after comparing it with the schema that VERSION creates')
            [CompletionResult]::new('adopt', 'adopt', [CompletionResultType]::ParameterValue, 'Take over tables that another tool created, with their rows; asks for confirmation')
            [CompletionResult]::new('repair', 'repair', [CompletionResultType]::ParameterValue, 'Repair a failed migration that could not be rolled back (MySQL, MariaDB, or transaction:false)')
            [CompletionResult]::new('unlock', 'unlock', [CompletionResultType]::ParameterValue, 'Show who holds the migration lock; --break removes the lease of a dead cluster node')
            [CompletionResult]::new('lint', 'lint', [CompletionResultType]::ParameterValue, 'Check migrations of your own for statements that destroy data or keep applications waiting; reads files only')
            [CompletionResult]::new('new', 'new', [CompletionResultType]::ParameterValue, 'Create an empty migration of your own, NNNN_description.sql')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'morag-db;migrate;up' {
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, 'Stop after this version [default: the newest]')
            [CompletionResult]::new('--steps', '--steps', [CompletionResultType]::ParameterName, 'Apply at most N migrations')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'Wait up to this long while another process holds the migration lock')
            [CompletionResult]::new('--ddl-lock-timeout', '--ddl-lock-timeout', [CompletionResultType]::ParameterName, 'Wait up to this long for a table that another session has locked, in each of several attempts')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the SQL and change nothing')
            [CompletionResult]::new('--allow-out-of-order', '--allow-out-of-order', [CompletionResultType]::ParameterName, 'Allow applying a migration although a later one is already applied')
            [CompletionResult]::new('--allow-newer', '--allow-newer', [CompletionResultType]::ParameterName, 'Allow a database that has migrations newer than this program')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;migrate;upgrade' {
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, 'Stop after this version [default: the newest]')
            [CompletionResult]::new('--steps', '--steps', [CompletionResultType]::ParameterName, 'Apply at most N migrations')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'Wait up to this long while another process holds the migration lock')
            [CompletionResult]::new('--ddl-lock-timeout', '--ddl-lock-timeout', [CompletionResultType]::ParameterName, 'Wait up to this long for a table that another session has locked, in each of several attempts')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the SQL and change nothing')
            [CompletionResult]::new('--allow-out-of-order', '--allow-out-of-order', [CompletionResultType]::ParameterName, 'Allow applying a migration although a later one is already applied')
            [CompletionResult]::new('--allow-newer', '--allow-newer', [CompletionResultType]::ParameterName, 'Allow a database that has migrations newer than this program')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;migrate;down' {
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, 'Undo all migrations after this version; 0 undoes every migration')
            [CompletionResult]::new('--steps', '--steps', [CompletionResultType]::ParameterName, 'Undo the newest N migrations')
            [CompletionResult]::new('--database', '--database', [CompletionResultType]::ParameterName, 'Name of the database, as a safety check; it must match the connected database')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'Wait up to this long while another process holds the migration lock')
            [CompletionResult]::new('--ddl-lock-timeout', '--ddl-lock-timeout', [CompletionResultType]::ParameterName, 'Wait up to this long for a table that another session has locked, in each of several attempts')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Confirm without being asked; requires --database')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Confirm without being asked; requires --database')
            [CompletionResult]::new('--allow-production', '--allow-production', [CompletionResultType]::ParameterName, 'Allow this on a database whose environment is production')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;migrate;downgrade' {
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, 'Undo all migrations after this version; 0 undoes every migration')
            [CompletionResult]::new('--steps', '--steps', [CompletionResultType]::ParameterName, 'Undo the newest N migrations')
            [CompletionResult]::new('--database', '--database', [CompletionResultType]::ParameterName, 'Name of the database, as a safety check; it must match the connected database')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'Wait up to this long while another process holds the migration lock')
            [CompletionResult]::new('--ddl-lock-timeout', '--ddl-lock-timeout', [CompletionResultType]::ParameterName, 'Wait up to this long for a table that another session has locked, in each of several attempts')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Confirm without being asked; requires --database')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Confirm without being asked; requires --database')
            [CompletionResult]::new('--allow-production', '--allow-production', [CompletionResultType]::ParameterName, 'Allow this on a database whose environment is production')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;migrate;status' {
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('--exit-code', '--exit-code', [CompletionResultType]::ParameterName, 'Exit with 3 if migrations are pending, 4 if one is modified, unknown or out of order, 6 while one is running, 7 if one has failed')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;migrate;check' {
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;migrate;plan' {
            [CompletionResult]::new('--backend', '--backend', [CompletionResultType]::ParameterName, 'Engine of the offline plan')
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, 'Stop after this version [default: the newest]')
            [CompletionResult]::new('--steps', '--steps', [CompletionResultType]::ParameterName, 'Apply at most N migrations')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Print the script for an empty database, without connecting to a database')
            [CompletionResult]::new('--allow-out-of-order', '--allow-out-of-order', [CompletionResultType]::ParameterName, 'Allow applying a migration although a later one is already applied')
            [CompletionResult]::new('--allow-newer', '--allow-newer', [CompletionResultType]::ParameterName, 'Allow a database that has migrations newer than this program')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;migrate;baseline' {
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'Wait up to this long while another process holds the migration lock')
            [CompletionResult]::new('--ddl-lock-timeout', '--ddl-lock-timeout', [CompletionResultType]::ParameterName, 'Wait up to this long for a table that another session has locked, in each of several attempts')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;migrate;adopt' {
            [CompletionResult]::new('--plan-out', '--plan-out', [CompletionResultType]::ParameterName, 'Also write the plan as JSON to this file')
            [CompletionResult]::new('--assume-time-zone', '--assume-time-zone', [CompletionResultType]::ParameterName, 'Time zone of times that are stored without one: UTC, an offset such as +02:00, or a time zone name that the server knows')
            [CompletionResult]::new('--on-misfit', '--on-misfit', [CompletionResultType]::ParameterName, 'What to do with rows that violate the new schema')
            [CompletionResult]::new('--database', '--database', [CompletionResultType]::ParameterName, 'Name of the database, as a safety check; it must match the connected database')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'Wait up to this long while another process holds the migration lock')
            [CompletionResult]::new('--ddl-lock-timeout', '--ddl-lock-timeout', [CompletionResultType]::ParameterName, 'Wait up to this long for a table that another session has locked, in each of several attempts')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the plan and change nothing; exits with 4 if rows or tables prevent the adoption')
            [CompletionResult]::new('--accept-changed-rows', '--accept-changed-rows', [CompletionResultType]::ParameterName, 'Resume an interrupted adoption although applications changed rows in the meantime')
            [CompletionResult]::new('--no-backup', '--no-backup', [CompletionResultType]::ParameterName, 'Do not copy an SQLite file before the adoption')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Confirm without being asked; requires --database')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Confirm without being asked; requires --database')
            [CompletionResult]::new('--allow-production', '--allow-production', [CompletionResultType]::ParameterName, 'Allow this on a database whose environment is production')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;migrate;repair' {
            [CompletionResult]::new('--database', '--database', [CompletionResultType]::ParameterName, 'Name of the database, as a safety check; it must match the connected database')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'Wait up to this long while another process holds the migration lock')
            [CompletionResult]::new('--ddl-lock-timeout', '--ddl-lock-timeout', [CompletionResultType]::ParameterName, 'Wait up to this long for a table that another session has locked, in each of several attempts')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('--resume', '--resume', [CompletionResultType]::ParameterName, 'Continue at the failed step')
            [CompletionResult]::new('--mark-applied', '--mark-applied', [CompletionResultType]::ParameterName, 'Record the migration as applied; every step must already be visible in the schema')
            [CompletionResult]::new('--roll-back', '--roll-back', [CompletionResultType]::ParameterName, 'Undo what the migration did; asks for confirmation')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Confirm without being asked; requires --database')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Confirm without being asked; requires --database')
            [CompletionResult]::new('--allow-production', '--allow-production', [CompletionResultType]::ParameterName, 'Allow this on a database whose environment is production')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;migrate;unlock' {
            [CompletionResult]::new('--database', '--database', [CompletionResultType]::ParameterName, 'Name of the database, as a safety check; it must match the connected database')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('--break', '--break', [CompletionResultType]::ParameterName, 'Break the leases that are shown; asks for confirmation')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Confirm without being asked; requires --database')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Confirm without being asked; requires --database')
            [CompletionResult]::new('--allow-production', '--allow-production', [CompletionResultType]::ParameterName, 'Allow this on a database whose environment is production')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;migrate;lint' {
            [CompletionResult]::new('--backend', '--backend', [CompletionResultType]::ParameterName, 'Engine of the database; without it, the engine of the database URL')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;migrate;new' {
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;migrate;help' {
            [CompletionResult]::new('up', 'up', [CompletionResultType]::ParameterValue, 'Apply pending migrations')
            [CompletionResult]::new('down', 'down', [CompletionResultType]::ParameterValue, 'Undo migrations, newest first; asks for confirmation')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'List migrations and their states; never writes [aliases: current, history]')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Check that no migration is pending or failed, like `migrate status --exit-code`; never writes')
            [CompletionResult]::new('plan', 'plan', [CompletionResultType]::ParameterValue, 'Print the SQL that `migrate up` would run; never writes')
            [CompletionResult]::new('baseline', 'baseline', [CompletionResultType]::ParameterValue, 'Record an existing schema as VERSION, after comparing it with the schema that VERSION creates')
            [CompletionResult]::new('adopt', 'adopt', [CompletionResultType]::ParameterValue, 'Take over tables that another tool created, with their rows; asks for confirmation')
            [CompletionResult]::new('repair', 'repair', [CompletionResultType]::ParameterValue, 'Repair a failed migration that could not be rolled back (MySQL, MariaDB, or transaction:false)')
            [CompletionResult]::new('unlock', 'unlock', [CompletionResultType]::ParameterValue, 'Show who holds the migration lock; --break removes the lease of a dead cluster node')
            [CompletionResult]::new('lint', 'lint', [CompletionResultType]::ParameterValue, 'Check migrations of your own for statements that destroy data or keep applications waiting; reads files only')
            [CompletionResult]::new('new', 'new', [CompletionResultType]::ParameterValue, 'Create an empty migration of your own, NNNN_description.sql')
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
        'morag-db;migrate;help;lint' {
            break
        }
        'morag-db;migrate;help;new' {
            break
        }
        'morag-db;migrate;help;help' {
            break
        }
        'morag-db;schema' {
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('dump', 'dump', [CompletionResultType]::ParameterValue, 'Print the live schema, or the expected one, as SQL or as a diagram')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'morag-db;schema;dump' {
            [CompletionResult]::new('--backend', '--backend', [CompletionResultType]::ParameterName, 'Engine of the expected schema [default: that of the configured database]')
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, 'Version of the expected schema [default: the newest]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'Format of the schema')
            [CompletionResult]::new('--tables', '--tables', [CompletionResultType]::ParameterName, 'Only these tables, comma-separated')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('--expected', '--expected', [CompletionResultType]::ParameterName, 'Print the schema that the migrations create instead of the live one')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;schema;help' {
            [CompletionResult]::new('dump', 'dump', [CompletionResultType]::ParameterValue, 'Print the live schema, or the expected one, as SQL or as a diagram')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'morag-db;schema;help;dump' {
            break
        }
        'morag-db;schema;help;help' {
            break
        }
        'morag-db;status' {
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'morag-db;jobs' {
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List jobs of all kinds, newest first')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show one job with its attempts, operator actions and late results')
            [CompletionResult]::new('why', 'why', [CompletionResultType]::ParameterValue, 'Explain why a job is not done, and which command moves it on')
            [CompletionResult]::new('failures', 'failures', [CompletionResultType]::ParameterValue, 'Group failed and timed-out jobs by error')
            [CompletionResult]::new('stats', 'stats', [CompletionResultType]::ParameterValue, 'Count jobs by kind and status; show wait times, run times and frequent errors')
            [CompletionResult]::new('workers', 'workers', [CompletionResultType]::ParameterValue, 'List workers that have a job now or had one recently')
            [CompletionResult]::new('watch', 'watch', [CompletionResultType]::ParameterValue, 'Watch jobs: redraw a table on a terminal, otherwise print each change as a line of JSON')
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Create remote jobs')
            [CompletionResult]::new('claim', 'claim', [CompletionResultType]::ParameterValue, 'Claim pending jobs for a worker; the list is empty if there are none')
            [CompletionResult]::new('heartbeat', 'heartbeat', [CompletionResultType]::ParameterValue, 'Send a heartbeat, which extends the deadline of a claim')
            [CompletionResult]::new('submit', 'submit', [CompletionResultType]::ParameterValue, 'Submit a result; a late result is refused (exit code 9) and stored')
            [CompletionResult]::new('requeue', 'requeue', [CompletionResultType]::ParameterValue, 'Requeue failed, timed-out or cancelled jobs')
            [CompletionResult]::new('cancel', 'cancel', [CompletionResultType]::ParameterValue, 'Cancel pending or running jobs')
            [CompletionResult]::new('purge', 'purge', [CompletionResultType]::ParameterValue, 'Delete remote jobs that have ended')
            [CompletionResult]::new('prioritise', 'prioritise', [CompletionResultType]::ParameterValue, 'Set the priority of pending remote jobs: those with a smaller number are claimed first')
            [CompletionResult]::new('prioritize', 'prioritize', [CompletionResultType]::ParameterValue, 'Set the priority of pending remote jobs: those with a smaller number are claimed first')
            [CompletionResult]::new('pause', 'pause', [CompletionResultType]::ParameterValue, 'Pause types of remote jobs: workers get none of them until they are resumed')
            [CompletionResult]::new('resume', 'resume', [CompletionResultType]::ParameterValue, 'Resume paused types of remote jobs')
            [CompletionResult]::new('limits', 'limits', [CompletionResultType]::ParameterValue, 'Show paused and limited types of remote jobs, or limit how many jobs of a type run at once')
            [CompletionResult]::new('expire', 'expire', [CompletionResultType]::ParameterValue, 'Expire remote jobs past their deadline; with --retry, also retry failed jobs')
            [CompletionResult]::new('late', 'late', [CompletionResultType]::ParameterValue, 'List late results, or accept one')
            [CompletionResult]::new('bench', 'bench', [CompletionResultType]::ParameterValue, 'Measure throughput in jobs per second on a scratch database, which is then dropped')
            [CompletionResult]::new('operations', 'operations', [CompletionResultType]::ParameterValue, 'Show, pause, resume or abort a requeue that runs in steps (--canary)')
            [CompletionResult]::new('undo', 'undo', [CompletionResultType]::ParameterValue, 'Undo a bulk operation: restore the jobs that nobody has changed since')
            [CompletionResult]::new('archive', 'archive', [CompletionResultType]::ParameterValue, 'Move ended jobs into the archive, or show what it has')
            [CompletionResult]::new('audit', 'audit', [CompletionResultType]::ParameterValue, 'List bulk operations, newest first, or the jobs that one operation changed')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'morag-db;jobs;list' {
            [CompletionResult]::new('--kind', '--kind', [CompletionResultType]::ParameterName, 'Only these kinds, comma-separated: remote, ingest, processing, task-run [default: all]')
            [CompletionResult]::new('--status', '--status', [CompletionResultType]::ParameterName, 'Only these statuses, comma-separated: pending, processing, completed, failed, timeout, cancelled')
            [CompletionResult]::new('--type', '--type', [CompletionResultType]::ParameterName, 'Only these content types, document types or job types, comma-separated')
            [CompletionResult]::new('--worker', '--worker', [CompletionResultType]::ParameterName, 'Only jobs claimed by this worker')
            [CompletionResult]::new('--ingestion-task', '--ingestion-task', [CompletionResultType]::ParameterName, 'Only remote jobs created for this ingestion job')
            [CompletionResult]::new('--error', '--error', [CompletionResultType]::ParameterName, 'Only jobs whose error contains this text (case-insensitive)')
            [CompletionResult]::new('--fingerprint', '--fingerprint', [CompletionResultType]::ParameterName, 'Only failed and timed-out jobs with this fingerprint, which `jobs failures` shows')
            [CompletionResult]::new('--where', '--where', [CompletionResultType]::ParameterName, 'Only remote jobs with this option, e.g. options.lang=en; may be repeated')
            [CompletionResult]::new('--created-after', '--created-after', [CompletionResultType]::ParameterName, 'Only jobs created after this time, e.g. 2026-01-02T03:04:05Z, 2026-01-02 (UTC), yesterday, "2h ago"')
            [CompletionResult]::new('--created-before', '--created-before', [CompletionResultType]::ParameterName, 'Only jobs created before this time; same formats as --created-after')
            [CompletionResult]::new('--ended-after', '--ended-after', [CompletionResultType]::ParameterName, 'Only jobs that ended after this time; same formats as --created-after')
            [CompletionResult]::new('--ended-before', '--ended-before', [CompletionResultType]::ParameterName, 'Only jobs that ended before this time; same formats as --created-after')
            [CompletionResult]::new('--older-than', '--older-than', [CompletionResultType]::ParameterName, 'Only jobs created at least this long ago, e.g. 2h or 7d')
            [CompletionResult]::new('--sort', '--sort', [CompletionResultType]::ParameterName, 'Which jobs come first: newest or oldest')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most N jobs')
            [CompletionResult]::new('--after', '--after', [CompletionResultType]::ParameterName, 'Continue after this cursor, shown at the end of the previous page')
            [CompletionResult]::new('--before', '--before', [CompletionResultType]::ParameterName, 'Show the page before this cursor (`previous` in JSON output)')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('--overdue', '--overdue', [CompletionResultType]::ParameterName, 'Only remote jobs past their deadline that have not ended; `jobs expire` times them out')
            [CompletionResult]::new('--archived', '--archived', [CompletionResultType]::ParameterName, 'Also list archived jobs')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;jobs;show' {
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;jobs;why' {
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('--all-stuck', '--all-stuck', [CompletionResultType]::ParameterName, 'Group all jobs that take longer than usual by what holds them up')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;jobs;failures' {
            [CompletionResult]::new('--kind', '--kind', [CompletionResultType]::ParameterName, 'Only these kinds, comma-separated: remote, ingest, processing, task-run [default: all]')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most N groups, the largest first')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('--recount', '--recount', [CompletionResultType]::ParameterName, 'Count all failed remote jobs anew; needed after another application deleted failed jobs or changed their errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;jobs;stats' {
            [CompletionResult]::new('--window', '--window', [CompletionResultType]::ParameterName, 'Show times and errors of jobs that ended within this time')
            [CompletionResult]::new('--kind', '--kind', [CompletionResultType]::ParameterName, 'Only these kinds, comma-separated: remote, ingest, processing, task-run [default: all]')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('--exact', '--exact', [CompletionResultType]::ParameterName, 'Count exactly; by default counting stops at 10,000 jobs per status')
            [CompletionResult]::new('--archived', '--archived', [CompletionResultType]::ParameterName, 'Also count archived jobs, exactly; times and errors are those of jobs that are not archived')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;jobs;workers' {
            [CompletionResult]::new('--window', '--window', [CompletionResultType]::ParameterName, 'Count jobs that ended within this time')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;jobs;watch' {
            [CompletionResult]::new('--kind', '--kind', [CompletionResultType]::ParameterName, 'Only these kinds, comma-separated: remote, ingest, processing, task-run [default: all]')
            [CompletionResult]::new('--status', '--status', [CompletionResultType]::ParameterName, 'Only these statuses, comma-separated: pending, processing, completed, failed, timeout, cancelled')
            [CompletionResult]::new('--type', '--type', [CompletionResultType]::ParameterName, 'Only these content types, document types or job types, comma-separated')
            [CompletionResult]::new('--worker', '--worker', [CompletionResultType]::ParameterName, 'Only jobs claimed by this worker')
            [CompletionResult]::new('--ingestion-task', '--ingestion-task', [CompletionResultType]::ParameterName, 'Only remote jobs created for this ingestion job')
            [CompletionResult]::new('--error', '--error', [CompletionResultType]::ParameterName, 'Only jobs whose error contains this text (case-insensitive)')
            [CompletionResult]::new('--fingerprint', '--fingerprint', [CompletionResultType]::ParameterName, 'Only failed and timed-out jobs with this fingerprint, which `jobs failures` shows')
            [CompletionResult]::new('--where', '--where', [CompletionResultType]::ParameterName, 'Only remote jobs with this option, e.g. options.lang=en; may be repeated')
            [CompletionResult]::new('--created-after', '--created-after', [CompletionResultType]::ParameterName, 'Only jobs created after this time, e.g. 2026-01-02T03:04:05Z, 2026-01-02 (UTC), yesterday, "2h ago"')
            [CompletionResult]::new('--created-before', '--created-before', [CompletionResultType]::ParameterName, 'Only jobs created before this time; same formats as --created-after')
            [CompletionResult]::new('--ended-after', '--ended-after', [CompletionResultType]::ParameterName, 'Only jobs that ended after this time; same formats as --created-after')
            [CompletionResult]::new('--ended-before', '--ended-before', [CompletionResultType]::ParameterName, 'Only jobs that ended before this time; same formats as --created-after')
            [CompletionResult]::new('--older-than', '--older-than', [CompletionResultType]::ParameterName, 'Only jobs created at least this long ago, e.g. 2h or 7d')
            [CompletionResult]::new('--interval', '--interval', [CompletionResultType]::ParameterName, 'Interval between refreshes')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most N jobs')
            [CompletionResult]::new('--until', '--until', [CompletionResultType]::ParameterName, 'Stop when all watched jobs have ended')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('--overdue', '--overdue', [CompletionResultType]::ParameterName, 'Only remote jobs past their deadline that have not ended; `jobs expire` times them out')
            [CompletionResult]::new('--exit-status', '--exit-status', [CompletionResultType]::ParameterName, 'With --until, exit with code 9 unless all watched jobs have completed')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;jobs;create' {
            [CompletionResult]::new('--type', '--type', [CompletionResultType]::ParameterName, 'Content type: audio, video, document, image, web, youtube')
            [CompletionResult]::new('--source', '--source', [CompletionResultType]::ParameterName, 'File or URL to convert')
            [CompletionResult]::new('--ingestion-task', '--ingestion-task', [CompletionResultType]::ParameterName, 'Id of the ingestion job that waits for this job')
            [CompletionResult]::new('--options', '--options', [CompletionResultType]::ParameterName, 'Options for the worker, as a JSON object')
            [CompletionResult]::new('--option', '--option', [CompletionResultType]::ParameterName, 'One option for the worker, e.g. lang=en; may be repeated')
            [CompletionResult]::new('--priority', '--priority', [CompletionResultType]::ParameterName, 'Jobs with a smaller number are claimed first; may be negative')
            [CompletionResult]::new('--max-retries', '--max-retries', [CompletionResultType]::ParameterName, 'Number of failures after which the job is not retried')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time out if no worker claims the job within this time')
            [CompletionResult]::new('--count', '--count', [CompletionResultType]::ParameterName, 'Create N identical jobs')
            [CompletionResult]::new('--from-ndjson', '--from-ndjson', [CompletionResultType]::ParameterName, 'Read jobs from this file, one JSON object per line; `-` is standard input. Fields: ingestion_task_id, source_file_path, content_type; optional: task_options, priority, max_retries, timeout_seconds')
            [CompletionResult]::new('--resume', '--resume', [CompletionResultType]::ParameterName, 'Create only the jobs that an interrupted run of the same command did not create; its error message shows the key')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Name of the actor, recorded in the events [default: user@host]')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;jobs;claim' {
            [CompletionResult]::new('--worker', '--worker', [CompletionResultType]::ParameterName, 'Name of the worker')
            [CompletionResult]::new('--types', '--types', [CompletionResultType]::ParameterName, 'Content types that the worker can process, comma-separated')
            [CompletionResult]::new('--max', '--max', [CompletionResultType]::ParameterName, 'Claim at most N jobs')
            [CompletionResult]::new('--time-limit', '--time-limit', [CompletionResultType]::ParameterName, 'How long a claim lasts without a heartbeat, by content type, e.g. audio=45m [defaults: audio and youtube 30m, video 1h, document and web 10m, image 5m, others 30m]')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Name of the actor, recorded in the events [default: user@host]')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;jobs;heartbeat' {
            [CompletionResult]::new('--claim', '--claim', [CompletionResultType]::ParameterName, 'Claim token: the claim_seq that `jobs claim` returned')
            [CompletionResult]::new('--time-limit', '--time-limit', [CompletionResultType]::ParameterName, 'How long a claim lasts without a heartbeat, by content type, e.g. audio=45m [defaults: audio and youtube 30m, video 1h, document and web 10m, image 5m, others 30m]')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Name of the actor, recorded in the events [default: user@host]')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;jobs;submit' {
            [CompletionResult]::new('--claim', '--claim', [CompletionResultType]::ParameterName, 'Claim token: the claim_seq that `jobs claim` returned')
            [CompletionResult]::new('--worker', '--worker', [CompletionResultType]::ParameterName, 'Name of the worker; checked if --claim is not given')
            [CompletionResult]::new('--error', '--error', [CompletionResultType]::ParameterName, 'Error message of a failure')
            [CompletionResult]::new('--content', '--content', [CompletionResultType]::ParameterName, 'Converted text')
            [CompletionResult]::new('--content-file', '--content-file', [CompletionResultType]::ParameterName, 'File with the converted text; `-` is standard input')
            [CompletionResult]::new('--metadata', '--metadata', [CompletionResultType]::ParameterName, 'Metadata of the result, as a JSON object')
            [CompletionResult]::new('--processing-time', '--processing-time', [CompletionResultType]::ParameterName, 'Processing time in seconds')
            [CompletionResult]::new('--from-ndjson', '--from-ndjson', [CompletionResultType]::ParameterName, 'Read results from this file, one JSON object per line; `-` is standard input. Fields: id, claim_seq, outcome (success or failure), and content, metadata, processing_time or error')
            [CompletionResult]::new('--claim-next', '--claim-next', [CompletionResultType]::ParameterName, 'Also claim the next jobs of these content types for --worker, in the same transaction')
            [CompletionResult]::new('--max', '--max', [CompletionResultType]::ParameterName, 'With --claim-next, claim at most N jobs')
            [CompletionResult]::new('--time-limit', '--time-limit', [CompletionResultType]::ParameterName, 'How long a claim lasts without a heartbeat, by content type, e.g. audio=45m [defaults: audio and youtube 30m, video 1h, document and web 10m, image 5m, others 30m]')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Name of the actor, recorded in the events [default: user@host]')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('--success', '--success', [CompletionResultType]::ParameterName, 'Report success')
            [CompletionResult]::new('--failure', '--failure', [CompletionResultType]::ParameterName, 'Report failure; requires --error')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;jobs;requeue' {
            [CompletionResult]::new('--kind', '--kind', [CompletionResultType]::ParameterName, 'Only these kinds, comma-separated: remote, ingest, processing, task-run [default: all]')
            [CompletionResult]::new('--status', '--status', [CompletionResultType]::ParameterName, 'Only these statuses, comma-separated: pending, processing, completed, failed, timeout, cancelled')
            [CompletionResult]::new('--type', '--type', [CompletionResultType]::ParameterName, 'Only these content types, document types or job types, comma-separated')
            [CompletionResult]::new('--worker', '--worker', [CompletionResultType]::ParameterName, 'Only jobs claimed by this worker')
            [CompletionResult]::new('--ingestion-task', '--ingestion-task', [CompletionResultType]::ParameterName, 'Only remote jobs created for this ingestion job')
            [CompletionResult]::new('--error', '--error', [CompletionResultType]::ParameterName, 'Only jobs whose error contains this text (case-insensitive)')
            [CompletionResult]::new('--fingerprint', '--fingerprint', [CompletionResultType]::ParameterName, 'Only failed and timed-out jobs with this fingerprint, which `jobs failures` shows')
            [CompletionResult]::new('--where', '--where', [CompletionResultType]::ParameterName, 'Only remote jobs with this option, e.g. options.lang=en; may be repeated')
            [CompletionResult]::new('--created-after', '--created-after', [CompletionResultType]::ParameterName, 'Only jobs created after this time, e.g. 2026-01-02T03:04:05Z, 2026-01-02 (UTC), yesterday, "2h ago"')
            [CompletionResult]::new('--created-before', '--created-before', [CompletionResultType]::ParameterName, 'Only jobs created before this time; same formats as --created-after')
            [CompletionResult]::new('--ended-after', '--ended-after', [CompletionResultType]::ParameterName, 'Only jobs that ended after this time; same formats as --created-after')
            [CompletionResult]::new('--ended-before', '--ended-before', [CompletionResultType]::ParameterName, 'Only jobs that ended before this time; same formats as --created-after')
            [CompletionResult]::new('--older-than', '--older-than', [CompletionResultType]::ParameterName, 'Only jobs created at least this long ago, e.g. 2h or 7d')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Change at most N jobs, oldest first')
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'Change at most N jobs per second')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Reason, recorded in the events; required with --force and for more than 100 jobs')
            [CompletionResult]::new('--keep-for', '--keep-for', [CompletionResultType]::ParameterName, 'Keep the jobs as they were for this long, for `jobs undo`, e.g. 12h or 30d; 0 keeps nothing')
            [CompletionResult]::new('--plan-out', '--plan-out', [CompletionResultType]::ParameterName, 'Write the plan to this file for --apply, and change nothing')
            [CompletionResult]::new('--apply', '--apply', [CompletionResultType]::ParameterName, 'Apply the plan in this file, which --plan-out wrote; instead of ids, filters and --limit')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Name of the actor, recorded in the events [default: user@host]')
            [CompletionResult]::new('--canary', '--canary', [CompletionResultType]::ParameterName, 'Requeue N jobs first, wait until they end, then requeue in steps, each four times as large as the one before')
            [CompletionResult]::new('--max-failure-rate', '--max-failure-rate', [CompletionResultType]::ParameterName, 'With --canary: stop if more than this share of a step''s jobs fails')
            [CompletionResult]::new('--canary-timeout', '--canary-timeout', [CompletionResultType]::ParameterName, 'With --canary: stop if a step''s jobs have not ended after this time')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('--overdue', '--overdue', [CompletionResultType]::ParameterName, 'Only remote jobs past their deadline that have not ended; `jobs expire` times them out')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'Select all jobs that the action applies to; required if no id and no filter is given')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show the plan and change nothing')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Apply the plan without asking for confirmation')
            [CompletionResult]::new('--reset-retries', '--reset-retries', [CompletionResultType]::ParameterName, 'Also reset the failure count to 0')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Also requeue jobs that have no retries left, wait for a retry, are completed or are running; requires --reason')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;jobs;cancel' {
            [CompletionResult]::new('--kind', '--kind', [CompletionResultType]::ParameterName, 'Only these kinds, comma-separated: remote, ingest, processing, task-run [default: all]')
            [CompletionResult]::new('--status', '--status', [CompletionResultType]::ParameterName, 'Only these statuses, comma-separated: pending, processing, completed, failed, timeout, cancelled')
            [CompletionResult]::new('--type', '--type', [CompletionResultType]::ParameterName, 'Only these content types, document types or job types, comma-separated')
            [CompletionResult]::new('--worker', '--worker', [CompletionResultType]::ParameterName, 'Only jobs claimed by this worker')
            [CompletionResult]::new('--ingestion-task', '--ingestion-task', [CompletionResultType]::ParameterName, 'Only remote jobs created for this ingestion job')
            [CompletionResult]::new('--error', '--error', [CompletionResultType]::ParameterName, 'Only jobs whose error contains this text (case-insensitive)')
            [CompletionResult]::new('--fingerprint', '--fingerprint', [CompletionResultType]::ParameterName, 'Only failed and timed-out jobs with this fingerprint, which `jobs failures` shows')
            [CompletionResult]::new('--where', '--where', [CompletionResultType]::ParameterName, 'Only remote jobs with this option, e.g. options.lang=en; may be repeated')
            [CompletionResult]::new('--created-after', '--created-after', [CompletionResultType]::ParameterName, 'Only jobs created after this time, e.g. 2026-01-02T03:04:05Z, 2026-01-02 (UTC), yesterday, "2h ago"')
            [CompletionResult]::new('--created-before', '--created-before', [CompletionResultType]::ParameterName, 'Only jobs created before this time; same formats as --created-after')
            [CompletionResult]::new('--ended-after', '--ended-after', [CompletionResultType]::ParameterName, 'Only jobs that ended after this time; same formats as --created-after')
            [CompletionResult]::new('--ended-before', '--ended-before', [CompletionResultType]::ParameterName, 'Only jobs that ended before this time; same formats as --created-after')
            [CompletionResult]::new('--older-than', '--older-than', [CompletionResultType]::ParameterName, 'Only jobs created at least this long ago, e.g. 2h or 7d')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Change at most N jobs, oldest first')
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'Change at most N jobs per second')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Reason, recorded in the events; required with --force and for more than 100 jobs')
            [CompletionResult]::new('--keep-for', '--keep-for', [CompletionResultType]::ParameterName, 'Keep the jobs as they were for this long, for `jobs undo`, e.g. 12h or 30d; 0 keeps nothing')
            [CompletionResult]::new('--plan-out', '--plan-out', [CompletionResultType]::ParameterName, 'Write the plan to this file for --apply, and change nothing')
            [CompletionResult]::new('--apply', '--apply', [CompletionResultType]::ParameterName, 'Apply the plan in this file, which --plan-out wrote; instead of ids, filters and --limit')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Name of the actor, recorded in the events [default: user@host]')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('--overdue', '--overdue', [CompletionResultType]::ParameterName, 'Only remote jobs past their deadline that have not ended; `jobs expire` times them out')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'Select all jobs that the action applies to; required if no id and no filter is given')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show the plan and change nothing')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Apply the plan without asking for confirmation')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;jobs;purge' {
            [CompletionResult]::new('--kind', '--kind', [CompletionResultType]::ParameterName, 'Only these kinds, comma-separated: remote, ingest, processing, task-run [default: all]')
            [CompletionResult]::new('--status', '--status', [CompletionResultType]::ParameterName, 'Only these statuses, comma-separated: pending, processing, completed, failed, timeout, cancelled')
            [CompletionResult]::new('--type', '--type', [CompletionResultType]::ParameterName, 'Only these content types, document types or job types, comma-separated')
            [CompletionResult]::new('--worker', '--worker', [CompletionResultType]::ParameterName, 'Only jobs claimed by this worker')
            [CompletionResult]::new('--ingestion-task', '--ingestion-task', [CompletionResultType]::ParameterName, 'Only remote jobs created for this ingestion job')
            [CompletionResult]::new('--error', '--error', [CompletionResultType]::ParameterName, 'Only jobs whose error contains this text (case-insensitive)')
            [CompletionResult]::new('--fingerprint', '--fingerprint', [CompletionResultType]::ParameterName, 'Only failed and timed-out jobs with this fingerprint, which `jobs failures` shows')
            [CompletionResult]::new('--where', '--where', [CompletionResultType]::ParameterName, 'Only remote jobs with this option, e.g. options.lang=en; may be repeated')
            [CompletionResult]::new('--created-after', '--created-after', [CompletionResultType]::ParameterName, 'Only jobs created after this time, e.g. 2026-01-02T03:04:05Z, 2026-01-02 (UTC), yesterday, "2h ago"')
            [CompletionResult]::new('--created-before', '--created-before', [CompletionResultType]::ParameterName, 'Only jobs created before this time; same formats as --created-after')
            [CompletionResult]::new('--ended-after', '--ended-after', [CompletionResultType]::ParameterName, 'Only jobs that ended after this time; same formats as --created-after')
            [CompletionResult]::new('--ended-before', '--ended-before', [CompletionResultType]::ParameterName, 'Only jobs that ended before this time; same formats as --created-after')
            [CompletionResult]::new('--older-than', '--older-than', [CompletionResultType]::ParameterName, 'Only jobs created at least this long ago, e.g. 2h or 7d')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Change at most N jobs, oldest first')
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'Change at most N jobs per second')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Reason, recorded in the events; required with --force and for more than 100 jobs')
            [CompletionResult]::new('--keep-for', '--keep-for', [CompletionResultType]::ParameterName, 'Keep the jobs as they were for this long, for `jobs undo`, e.g. 12h or 30d; 0 keeps nothing')
            [CompletionResult]::new('--plan-out', '--plan-out', [CompletionResultType]::ParameterName, 'Write the plan to this file for --apply, and change nothing')
            [CompletionResult]::new('--apply', '--apply', [CompletionResultType]::ParameterName, 'Apply the plan in this file, which --plan-out wrote; instead of ids, filters and --limit')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Name of the actor, recorded in the events [default: user@host]')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('--overdue', '--overdue', [CompletionResultType]::ParameterName, 'Only remote jobs past their deadline that have not ended; `jobs expire` times them out')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'Select all jobs that the action applies to; required if no id and no filter is given')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show the plan and change nothing')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Apply the plan without asking for confirmation')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;jobs;prioritise' {
            [CompletionResult]::new('--kind', '--kind', [CompletionResultType]::ParameterName, 'Only these kinds, comma-separated: remote, ingest, processing, task-run [default: all]')
            [CompletionResult]::new('--status', '--status', [CompletionResultType]::ParameterName, 'Only these statuses, comma-separated: pending, processing, completed, failed, timeout, cancelled')
            [CompletionResult]::new('--type', '--type', [CompletionResultType]::ParameterName, 'Only these content types, document types or job types, comma-separated')
            [CompletionResult]::new('--worker', '--worker', [CompletionResultType]::ParameterName, 'Only jobs claimed by this worker')
            [CompletionResult]::new('--ingestion-task', '--ingestion-task', [CompletionResultType]::ParameterName, 'Only remote jobs created for this ingestion job')
            [CompletionResult]::new('--error', '--error', [CompletionResultType]::ParameterName, 'Only jobs whose error contains this text (case-insensitive)')
            [CompletionResult]::new('--fingerprint', '--fingerprint', [CompletionResultType]::ParameterName, 'Only failed and timed-out jobs with this fingerprint, which `jobs failures` shows')
            [CompletionResult]::new('--where', '--where', [CompletionResultType]::ParameterName, 'Only remote jobs with this option, e.g. options.lang=en; may be repeated')
            [CompletionResult]::new('--created-after', '--created-after', [CompletionResultType]::ParameterName, 'Only jobs created after this time, e.g. 2026-01-02T03:04:05Z, 2026-01-02 (UTC), yesterday, "2h ago"')
            [CompletionResult]::new('--created-before', '--created-before', [CompletionResultType]::ParameterName, 'Only jobs created before this time; same formats as --created-after')
            [CompletionResult]::new('--ended-after', '--ended-after', [CompletionResultType]::ParameterName, 'Only jobs that ended after this time; same formats as --created-after')
            [CompletionResult]::new('--ended-before', '--ended-before', [CompletionResultType]::ParameterName, 'Only jobs that ended before this time; same formats as --created-after')
            [CompletionResult]::new('--older-than', '--older-than', [CompletionResultType]::ParameterName, 'Only jobs created at least this long ago, e.g. 2h or 7d')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Change at most N jobs, oldest first')
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'Change at most N jobs per second')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Reason, recorded in the events; required with --force and for more than 100 jobs')
            [CompletionResult]::new('--keep-for', '--keep-for', [CompletionResultType]::ParameterName, 'Keep the jobs as they were for this long, for `jobs undo`, e.g. 12h or 30d; 0 keeps nothing')
            [CompletionResult]::new('--plan-out', '--plan-out', [CompletionResultType]::ParameterName, 'Write the plan to this file for --apply, and change nothing')
            [CompletionResult]::new('--apply', '--apply', [CompletionResultType]::ParameterName, 'Apply the plan in this file, which --plan-out wrote; instead of ids, filters and --limit')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Name of the actor, recorded in the events [default: user@host]')
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, 'The priority; may be negative')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('--overdue', '--overdue', [CompletionResultType]::ParameterName, 'Only remote jobs past their deadline that have not ended; `jobs expire` times them out')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'Select all jobs that the action applies to; required if no id and no filter is given')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show the plan and change nothing')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Apply the plan without asking for confirmation')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;jobs;prioritize' {
            [CompletionResult]::new('--kind', '--kind', [CompletionResultType]::ParameterName, 'Only these kinds, comma-separated: remote, ingest, processing, task-run [default: all]')
            [CompletionResult]::new('--status', '--status', [CompletionResultType]::ParameterName, 'Only these statuses, comma-separated: pending, processing, completed, failed, timeout, cancelled')
            [CompletionResult]::new('--type', '--type', [CompletionResultType]::ParameterName, 'Only these content types, document types or job types, comma-separated')
            [CompletionResult]::new('--worker', '--worker', [CompletionResultType]::ParameterName, 'Only jobs claimed by this worker')
            [CompletionResult]::new('--ingestion-task', '--ingestion-task', [CompletionResultType]::ParameterName, 'Only remote jobs created for this ingestion job')
            [CompletionResult]::new('--error', '--error', [CompletionResultType]::ParameterName, 'Only jobs whose error contains this text (case-insensitive)')
            [CompletionResult]::new('--fingerprint', '--fingerprint', [CompletionResultType]::ParameterName, 'Only failed and timed-out jobs with this fingerprint, which `jobs failures` shows')
            [CompletionResult]::new('--where', '--where', [CompletionResultType]::ParameterName, 'Only remote jobs with this option, e.g. options.lang=en; may be repeated')
            [CompletionResult]::new('--created-after', '--created-after', [CompletionResultType]::ParameterName, 'Only jobs created after this time, e.g. 2026-01-02T03:04:05Z, 2026-01-02 (UTC), yesterday, "2h ago"')
            [CompletionResult]::new('--created-before', '--created-before', [CompletionResultType]::ParameterName, 'Only jobs created before this time; same formats as --created-after')
            [CompletionResult]::new('--ended-after', '--ended-after', [CompletionResultType]::ParameterName, 'Only jobs that ended after this time; same formats as --created-after')
            [CompletionResult]::new('--ended-before', '--ended-before', [CompletionResultType]::ParameterName, 'Only jobs that ended before this time; same formats as --created-after')
            [CompletionResult]::new('--older-than', '--older-than', [CompletionResultType]::ParameterName, 'Only jobs created at least this long ago, e.g. 2h or 7d')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Change at most N jobs, oldest first')
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'Change at most N jobs per second')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Reason, recorded in the events; required with --force and for more than 100 jobs')
            [CompletionResult]::new('--keep-for', '--keep-for', [CompletionResultType]::ParameterName, 'Keep the jobs as they were for this long, for `jobs undo`, e.g. 12h or 30d; 0 keeps nothing')
            [CompletionResult]::new('--plan-out', '--plan-out', [CompletionResultType]::ParameterName, 'Write the plan to this file for --apply, and change nothing')
            [CompletionResult]::new('--apply', '--apply', [CompletionResultType]::ParameterName, 'Apply the plan in this file, which --plan-out wrote; instead of ids, filters and --limit')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Name of the actor, recorded in the events [default: user@host]')
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, 'The priority; may be negative')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('--overdue', '--overdue', [CompletionResultType]::ParameterName, 'Only remote jobs past their deadline that have not ended; `jobs expire` times them out')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'Select all jobs that the action applies to; required if no id and no filter is given')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show the plan and change nothing')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Apply the plan without asking for confirmation')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;jobs;pause' {
            [CompletionResult]::new('--type', '--type', [CompletionResultType]::ParameterName, 'Content types, comma-separated: audio, video, document, image, web, youtube')
            [CompletionResult]::new('--until', '--until', [CompletionResultType]::ParameterName, 'Resume by itself at this time, e.g. 2026-01-02T03:04:05Z, 2026-01-02 (UTC), or after a length of time, e.g. 2h')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Reason, shown by `jobs why` and `jobs limits`')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Name of the actor, recorded in the events [default: user@host]')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'All content types')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;jobs;resume' {
            [CompletionResult]::new('--type', '--type', [CompletionResultType]::ParameterName, 'Content types, comma-separated: audio, video, document, image, web, youtube')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Reason, recorded in the audit')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Name of the actor, recorded in the events [default: user@host]')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'All content types')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;jobs;limits' {
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('set', 'set', [CompletionResultType]::ParameterValue, 'Let at most N jobs of a type run at once, over all workers')
            [CompletionResult]::new('clear', 'clear', [CompletionResultType]::ParameterValue, 'Remove the limit of a type')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'morag-db;jobs;limits;set' {
            [CompletionResult]::new('--type', '--type', [CompletionResultType]::ParameterName, 'Content types, comma-separated: audio, video, document, image, web, youtube')
            [CompletionResult]::new('--running', '--running', [CompletionResultType]::ParameterName, 'Maximum number of running jobs of each type; 0 lets none start')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Reason, recorded in the audit')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Name of the actor, recorded in the events [default: user@host]')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'All content types')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;jobs;limits;clear' {
            [CompletionResult]::new('--type', '--type', [CompletionResultType]::ParameterName, 'Content types, comma-separated: audio, video, document, image, web, youtube')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Reason, recorded in the audit')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Name of the actor, recorded in the events [default: user@host]')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'All content types')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;jobs;limits;help' {
            [CompletionResult]::new('set', 'set', [CompletionResultType]::ParameterValue, 'Let at most N jobs of a type run at once, over all workers')
            [CompletionResult]::new('clear', 'clear', [CompletionResultType]::ParameterValue, 'Remove the limit of a type')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'morag-db;jobs;limits;help;set' {
            break
        }
        'morag-db;jobs;limits;help;clear' {
            break
        }
        'morag-db;jobs;limits;help;help' {
            break
        }
        'morag-db;jobs;expire' {
            [CompletionResult]::new('--retry-window', '--retry-window', [CompletionResultType]::ParameterName, 'Retry only failures that are at most this old')
            [CompletionResult]::new('--every', '--every', [CompletionResultType]::ParameterName, 'Repeat at this interval until interrupted')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Name of the actor, recorded in the events [default: user@host]')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('--retry', '--retry', [CompletionResultType]::ParameterName, 'Retry recently failed and timed-out jobs that were claimed with morag-db, after a backoff')
            [CompletionResult]::new('--retry-backlog', '--retry-backlog', [CompletionResultType]::ParameterName, 'Allow retrying more than 100 failures in one run')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Count the jobs that would change, and change nothing')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;jobs;late' {
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List late results, newest first')
            [CompletionResult]::new('accept', 'accept', [CompletionResultType]::ParameterValue, 'Accept a late result as the job''s result, unless a worker is processing the job')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'morag-db;jobs;late;list' {
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most N late results')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;jobs;late;accept' {
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Reason, recorded in the events')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Name of the actor, recorded in the events [default: user@host]')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('--replace', '--replace', [CompletionResultType]::ParameterName, 'Replace the result of a job that is completed already; the event keeps the replaced result')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;jobs;late;help' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List late results, newest first')
            [CompletionResult]::new('accept', 'accept', [CompletionResultType]::ParameterValue, 'Accept a late result as the job''s result, unless a worker is processing the job')
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
            [CompletionResult]::new('--jobs', '--jobs', [CompletionResultType]::ParameterName, 'Number of jobs for each measurement')
            [CompletionResult]::new('--workers', '--workers', [CompletionResultType]::ParameterName, 'Number of concurrent workers; a single worker is measured too')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;jobs;operations' {
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show the status of an operation')
            [CompletionResult]::new('pause', 'pause', [CompletionResultType]::ParameterValue, 'Pause an operation: jobs that are released go on, no further ones are released')
            [CompletionResult]::new('resume', 'resume', [CompletionResultType]::ParameterValue, 'Resume an operation that was paused, stopped or interrupted, and carry it out to its end')
            [CompletionResult]::new('abort', 'abort', [CompletionResultType]::ParameterValue, 'End an operation for good: its remaining jobs stay as they are')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'morag-db;jobs;operations;show' {
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;jobs;operations;pause' {
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Name of the actor, recorded in the events [default: user@host]')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;jobs;operations;resume' {
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Name of the actor, recorded in the events [default: user@host]')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;jobs;operations;abort' {
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Name of the actor, recorded in the events [default: user@host]')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;jobs;operations;help' {
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show the status of an operation')
            [CompletionResult]::new('pause', 'pause', [CompletionResultType]::ParameterValue, 'Pause an operation: jobs that are released go on, no further ones are released')
            [CompletionResult]::new('resume', 'resume', [CompletionResultType]::ParameterValue, 'Resume an operation that was paused, stopped or interrupted, and carry it out to its end')
            [CompletionResult]::new('abort', 'abort', [CompletionResultType]::ParameterValue, 'End an operation for good: its remaining jobs stay as they are')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'morag-db;jobs;operations;help;show' {
            break
        }
        'morag-db;jobs;operations;help;pause' {
            break
        }
        'morag-db;jobs;operations;help;resume' {
            break
        }
        'morag-db;jobs;operations;help;abort' {
            break
        }
        'morag-db;jobs;operations;help;help' {
            break
        }
        'morag-db;jobs;undo' {
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'Undo at most N jobs per second')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Reason, recorded in the events')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Name of the actor, recorded in the events [default: user@host]')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show the plan and change nothing')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Undo without asking for confirmation')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;jobs;archive' {
            [CompletionResult]::new('--ended-before', '--ended-before', [CompletionResultType]::ParameterName, 'Move jobs that ended before this time, e.g. "30d ago" or 2026-01-01; at least one day ago')
            [CompletionResult]::new('--status', '--status', [CompletionResultType]::ParameterName, 'Only these statuses, comma-separated: completed, failed, timeout, cancelled [default: all]')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Move at most N jobs, those that ended first')
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'Move at most N jobs per second')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Reason, recorded with the operation')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Name of the actor, recorded in the events [default: user@host]')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show the plan and change nothing')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Move the jobs without asking for confirmation')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('kept', 'kept', [CompletionResultType]::ParameterValue, 'List the rows that are kept for `jobs undo`, by operation')
            [CompletionResult]::new('prune', 'prune', [CompletionResultType]::ParameterValue, 'Delete expired rows that were kept for `jobs undo`; with an option, also rows that have not expired')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Write the jobs of a month with their events and late results to compressed files')
            [CompletionResult]::new('drop', 'drop', [CompletionResultType]::ParameterValue, 'Drop a month of the archive')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'morag-db;jobs;archive;kept' {
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;jobs;archive;prune' {
            [CompletionResult]::new('--at-most', '--at-most', [CompletionResultType]::ParameterName, 'Delete the oldest rows until the rest has at most this size, e.g. 100MB or 1GiB; rows of purged jobs last')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'Delete all rows of this operation (id or unique prefix)')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Name of the actor, recorded in the events [default: user@host]')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Delete without asking for confirmation')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;jobs;archive;export' {
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, 'Write the files to this folder')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;jobs;archive;drop' {
            [CompletionResult]::new('--export', '--export', [CompletionResultType]::ParameterName, 'Export the month to this folder first')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Reason, recorded with the operation')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Name of the actor, recorded in the events [default: user@host]')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show the plan and change nothing')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Drop the month without asking for confirmation')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;jobs;archive;help' {
            [CompletionResult]::new('kept', 'kept', [CompletionResultType]::ParameterValue, 'List the rows that are kept for `jobs undo`, by operation')
            [CompletionResult]::new('prune', 'prune', [CompletionResultType]::ParameterValue, 'Delete expired rows that were kept for `jobs undo`; with an option, also rows that have not expired')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Write the jobs of a month with their events and late results to compressed files')
            [CompletionResult]::new('drop', 'drop', [CompletionResultType]::ParameterValue, 'Drop a month of the archive')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'morag-db;jobs;archive;help;kept' {
            break
        }
        'morag-db;jobs;archive;help;prune' {
            break
        }
        'morag-db;jobs;archive;help;export' {
            break
        }
        'morag-db;jobs;archive;help;drop' {
            break
        }
        'morag-db;jobs;archive;help;help' {
            break
        }
        'morag-db;jobs;audit' {
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most N operations or jobs')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;jobs;help' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List jobs of all kinds, newest first')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show one job with its attempts, operator actions and late results')
            [CompletionResult]::new('why', 'why', [CompletionResultType]::ParameterValue, 'Explain why a job is not done, and which command moves it on')
            [CompletionResult]::new('failures', 'failures', [CompletionResultType]::ParameterValue, 'Group failed and timed-out jobs by error')
            [CompletionResult]::new('stats', 'stats', [CompletionResultType]::ParameterValue, 'Count jobs by kind and status; show wait times, run times and frequent errors')
            [CompletionResult]::new('workers', 'workers', [CompletionResultType]::ParameterValue, 'List workers that have a job now or had one recently')
            [CompletionResult]::new('watch', 'watch', [CompletionResultType]::ParameterValue, 'Watch jobs: redraw a table on a terminal, otherwise print each change as a line of JSON')
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Create remote jobs')
            [CompletionResult]::new('claim', 'claim', [CompletionResultType]::ParameterValue, 'Claim pending jobs for a worker; the list is empty if there are none')
            [CompletionResult]::new('heartbeat', 'heartbeat', [CompletionResultType]::ParameterValue, 'Send a heartbeat, which extends the deadline of a claim')
            [CompletionResult]::new('submit', 'submit', [CompletionResultType]::ParameterValue, 'Submit a result; a late result is refused (exit code 9) and stored')
            [CompletionResult]::new('requeue', 'requeue', [CompletionResultType]::ParameterValue, 'Requeue failed, timed-out or cancelled jobs')
            [CompletionResult]::new('cancel', 'cancel', [CompletionResultType]::ParameterValue, 'Cancel pending or running jobs')
            [CompletionResult]::new('purge', 'purge', [CompletionResultType]::ParameterValue, 'Delete remote jobs that have ended')
            [CompletionResult]::new('prioritise', 'prioritise', [CompletionResultType]::ParameterValue, 'Set the priority of pending remote jobs: those with a smaller number are claimed first')
            [CompletionResult]::new('pause', 'pause', [CompletionResultType]::ParameterValue, 'Pause types of remote jobs: workers get none of them until they are resumed')
            [CompletionResult]::new('resume', 'resume', [CompletionResultType]::ParameterValue, 'Resume paused types of remote jobs')
            [CompletionResult]::new('limits', 'limits', [CompletionResultType]::ParameterValue, 'Show paused and limited types of remote jobs, or limit how many jobs of a type run at once')
            [CompletionResult]::new('expire', 'expire', [CompletionResultType]::ParameterValue, 'Expire remote jobs past their deadline; with --retry, also retry failed jobs')
            [CompletionResult]::new('late', 'late', [CompletionResultType]::ParameterValue, 'List late results, or accept one')
            [CompletionResult]::new('bench', 'bench', [CompletionResultType]::ParameterValue, 'Measure throughput in jobs per second on a scratch database, which is then dropped')
            [CompletionResult]::new('operations', 'operations', [CompletionResultType]::ParameterValue, 'Show, pause, resume or abort a requeue that runs in steps (--canary)')
            [CompletionResult]::new('undo', 'undo', [CompletionResultType]::ParameterValue, 'Undo a bulk operation: restore the jobs that nobody has changed since')
            [CompletionResult]::new('archive', 'archive', [CompletionResultType]::ParameterValue, 'Move ended jobs into the archive, or show what it has')
            [CompletionResult]::new('audit', 'audit', [CompletionResultType]::ParameterValue, 'List bulk operations, newest first, or the jobs that one operation changed')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'morag-db;jobs;help;list' {
            break
        }
        'morag-db;jobs;help;show' {
            break
        }
        'morag-db;jobs;help;why' {
            break
        }
        'morag-db;jobs;help;failures' {
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
        'morag-db;jobs;help;prioritise' {
            break
        }
        'morag-db;jobs;help;pause' {
            break
        }
        'morag-db;jobs;help;resume' {
            break
        }
        'morag-db;jobs;help;limits' {
            [CompletionResult]::new('set', 'set', [CompletionResultType]::ParameterValue, 'Let at most N jobs of a type run at once, over all workers')
            [CompletionResult]::new('clear', 'clear', [CompletionResultType]::ParameterValue, 'Remove the limit of a type')
            break
        }
        'morag-db;jobs;help;limits;set' {
            break
        }
        'morag-db;jobs;help;limits;clear' {
            break
        }
        'morag-db;jobs;help;expire' {
            break
        }
        'morag-db;jobs;help;late' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List late results, newest first')
            [CompletionResult]::new('accept', 'accept', [CompletionResultType]::ParameterValue, 'Accept a late result as the job''s result, unless a worker is processing the job')
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
        'morag-db;jobs;help;operations' {
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show the status of an operation')
            [CompletionResult]::new('pause', 'pause', [CompletionResultType]::ParameterValue, 'Pause an operation: jobs that are released go on, no further ones are released')
            [CompletionResult]::new('resume', 'resume', [CompletionResultType]::ParameterValue, 'Resume an operation that was paused, stopped or interrupted, and carry it out to its end')
            [CompletionResult]::new('abort', 'abort', [CompletionResultType]::ParameterValue, 'End an operation for good: its remaining jobs stay as they are')
            break
        }
        'morag-db;jobs;help;operations;show' {
            break
        }
        'morag-db;jobs;help;operations;pause' {
            break
        }
        'morag-db;jobs;help;operations;resume' {
            break
        }
        'morag-db;jobs;help;operations;abort' {
            break
        }
        'morag-db;jobs;help;undo' {
            break
        }
        'morag-db;jobs;help;archive' {
            [CompletionResult]::new('kept', 'kept', [CompletionResultType]::ParameterValue, 'List the rows that are kept for `jobs undo`, by operation')
            [CompletionResult]::new('prune', 'prune', [CompletionResultType]::ParameterValue, 'Delete expired rows that were kept for `jobs undo`; with an option, also rows that have not expired')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Write the jobs of a month with their events and late results to compressed files')
            [CompletionResult]::new('drop', 'drop', [CompletionResultType]::ParameterValue, 'Drop a month of the archive')
            break
        }
        'morag-db;jobs;help;archive;kept' {
            break
        }
        'morag-db;jobs;help;archive;prune' {
            break
        }
        'morag-db;jobs;help;archive;export' {
            break
        }
        'morag-db;jobs;help;archive;drop' {
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
            [CompletionResult]::new('--anonymous-from', '--anonymous-from', [CompletionResultType]::ParameterName, 'Network whose clients need no API key; may be repeated')
            [CompletionResult]::new('--anonymous-role', '--anonymous-role', [CompletionResultType]::ParameterName, 'Role of clients without an API key [default: user]')
            [CompletionResult]::new('--trusted-proxy', '--trusted-proxy', [CompletionResultType]::ParameterName, 'Network of proxies whose X-Forwarded-For header is trusted; may be repeated')
            [CompletionResult]::new('--source-root', '--source-root', [CompletionResultType]::ParameterName, 'Folder from which source files may be downloaded; may be repeated')
            [CompletionResult]::new('--tls-cert', '--tls-cert', [CompletionResultType]::ParameterName, 'TLS certificate chain, a PEM file')
            [CompletionResult]::new('--tls-key', '--tls-key', [CompletionResultType]::ParameterName, 'TLS private key, a PEM file')
            [CompletionResult]::new('--max-body', '--max-body', [CompletionResultType]::ParameterName, 'Maximum size of a request body, in MiB')
            [CompletionResult]::new('--rate-limit', '--rate-limit', [CompletionResultType]::ParameterName, 'Maximum number of requests per second for each API key or address; 0 means no limit')
            [CompletionResult]::new('--max-connections', '--max-connections', [CompletionResultType]::ParameterName, 'Maximum number of client connections')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Maximum duration of a long poll')
            [CompletionResult]::new('--request-timeout', '--request-timeout', [CompletionResultType]::ParameterName, 'Timeout of a request for a free database connection, and then for the answer of the database')
            [CompletionResult]::new('--grace', '--grace', [CompletionResultType]::ParameterName, 'Maximum time for running requests to finish after SIGTERM')
            [CompletionResult]::new('--sweep-interval', '--sweep-interval', [CompletionResultType]::ParameterName, 'Interval of the sweeper, which expires and retries jobs; only one instance runs it at a time')
            [CompletionResult]::new('--archive-after', '--archive-after', [CompletionResultType]::ParameterName, 'Archive jobs that ended longer ago than this, up to 1,000 with each sweep, e.g. 30d; at least 1d [default: archive none]')
            [CompletionResult]::new('--retry-window', '--retry-window', [CompletionResultType]::ParameterName, 'Retry only failures that are at most this old')
            [CompletionResult]::new('--read-max-age', '--read-max-age', [CompletionResultType]::ParameterName, 'Maximum age of what is read from the replica of --read-url; if its data is older, the database is read')
            [CompletionResult]::new('--wait', '--wait', [CompletionResultType]::ParameterName, 'Wait up to this long for a database that refuses connections or is starting')
            [CompletionResult]::new('--time-limit', '--time-limit', [CompletionResultType]::ParameterName, 'How long a claim lasts without a heartbeat, by content type, e.g. audio=45m [defaults: audio and youtube 30m, video 1h, document and web 10m, image 5m, others 30m]')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('--require-keys', '--require-keys', [CompletionResultType]::ParameterName, 'Require an API key from every client, local ones included; use it behind a reverse proxy')
            [CompletionResult]::new('--no-sweep', '--no-sweep', [CompletionResultType]::ParameterName, 'Do not run the sweeper; run `morag-db jobs expire --retry` regularly instead')
            [CompletionResult]::new('--retry-backlog', '--retry-backlog', [CompletionResultType]::ParameterName, 'Allow retrying more than 100 failures in one run')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;shell' {
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('--read-only', '--read-only', [CompletionResultType]::ParameterName, 'Refuse writes, unless somebody sets the session otherwise')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;seed' {
            [CompletionResult]::new('--seed', '--seed', [CompletionResultType]::ParameterName, 'Random seed; the same seed creates the same rows, except for their times')
            [CompletionResult]::new('--remote-jobs', '--remote-jobs', [CompletionResultType]::ParameterName, 'Create N remote jobs instead, 90 % of them completed')
            [CompletionResult]::new('--days', '--days', [CompletionResultType]::ParameterName, 'Spread the creation times of these jobs over the last N days')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('--with-events', '--with-events', [CompletionResultType]::ParameterName, 'Also create the events of these jobs (claim and end of each run)')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;tasks' {
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List tasks with their success rates')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show a task with its runs, metrics and artifacts')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'morag-db;tasks;list' {
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most N tasks')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;tasks;show' {
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
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
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
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
            [CompletionResult]::new('--role', '--role', [CompletionResultType]::ParameterName, 'Role: ADMIN manages jobs, USER creates and processes jobs, VIEWER only reads')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;users;list' {
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
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
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Create an API key for a user; it is shown only once, and only its hash is stored')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List API keys, without their secrets')
            [CompletionResult]::new('revoke', 'revoke', [CompletionResultType]::ParameterValue, 'Revoke an API key')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'morag-db;api-keys;create' {
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'Id or email address of the user')
            [CompletionResult]::new('--name', '--name', [CompletionResultType]::ParameterName, 'Name of the key, e.g. the machine that uses it')
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;api-keys;list' {
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;api-keys;revoke' {
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;api-keys;help' {
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Create an API key for a user; it is shown only once, and only its hash is stored')
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
        'morag-db;config' {
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show the profiles without passwords, and which one this run would use')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Check the configuration file: its keys, URLs, files, variables and programs; connects to nothing')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'morag-db;config;show' {
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;config;check' {
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;config;help' {
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show the profiles without passwords, and which one this run would use')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Check the configuration file: its keys, URLs, files, variables and programs; connects to nothing')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'morag-db;config;help;show' {
            break
        }
        'morag-db;config;help;check' {
            break
        }
        'morag-db;config;help;help' {
            break
        }
        'morag-db;completions' {
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('--static', '--static', [CompletionResultType]::ParameterName, 'Write a script that never runs morag-db; it completes only commands, options and fixed values')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;version' {
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'morag-db;man' {
            [CompletionResult]::new('--database-url', '--database-url', [CompletionResultType]::ParameterName, 'URL of the database; - reads it from standard input')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the configuration file, which names the database')
            [CompletionResult]::new('--read-url', '--read-url', [CompletionResultType]::ParameterName, 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Color output; respects NO_COLOR')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Log format')
            [CompletionResult]::new('--migrations-dir', '--migrations-dir', [CompletionResultType]::ParameterName, 'Folder with your own migrations')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to standard error; -vv logs every SQL statement')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'morag-db;help' {
            [CompletionResult]::new('init', 'init', [CompletionResultType]::ParameterValue, 'Create the database if it is missing, migrate, and verify the result')
            [CompletionResult]::new('verify', 'verify', [CompletionResultType]::ParameterValue, 'Compare the live schema with the expected one; never writes')
            [CompletionResult]::new('health', 'health', [CompletionResultType]::ParameterValue, 'Check whether the database can serve now; never writes')
            [CompletionResult]::new('reset', 'reset', [CompletionResultType]::ParameterValue, 'Drop everything that morag-db manages and create it anew; asks for confirmation')
            [CompletionResult]::new('copy', 'copy', [CompletionResultType]::ParameterValue, 'Copy the rows of a database to another one, on any engine, and compare both')
            [CompletionResult]::new('backup', 'backup', [CompletionResultType]::ParameterValue, 'Write all rows to a file that can be restored on any engine, or check such a file')
            [CompletionResult]::new('restore', 'restore', [CompletionResultType]::ParameterValue, 'Fill an empty database from a backup')
            [CompletionResult]::new('migrate', 'migrate', [CompletionResultType]::ParameterValue, 'Apply, undo and inspect migrations; without a subcommand, apply pending migrations')
            [CompletionResult]::new('schema', 'schema', [CompletionResultType]::ParameterValue, 'Print the schema')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'List migrations and their states, like `migrate status`; never writes')
            [CompletionResult]::new('jobs', 'jobs', [CompletionResultType]::ParameterValue, 'List, manage and process jobs')
            [CompletionResult]::new('serve', 'serve', [CompletionResultType]::ParameterValue, 'Serve the HTTP API for remote workers and operators, and a web page')
            [CompletionResult]::new('shell', 'shell', [CompletionResultType]::ParameterValue, 'Open the engine''s own client: psql, mariadb or mysql, sqlite3')
            [CompletionResult]::new('seed', 'seed', [CompletionResultType]::ParameterValue, 'Create demo data in every table, or remote jobs in bulk')
            [CompletionResult]::new('tasks', 'tasks', [CompletionResultType]::ParameterValue, 'List and show the MGX agent''s tasks')
            [CompletionResult]::new('users', 'users', [CompletionResultType]::ParameterValue, 'Create and list users')
            [CompletionResult]::new('api-keys', 'api-keys', [CompletionResultType]::ParameterValue, 'Create, list and revoke API keys')
            [CompletionResult]::new('config', 'config', [CompletionResultType]::ParameterValue, 'Show and check the profiles of the configuration file')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Write shell completions to standard output')
            [CompletionResult]::new('version', 'version', [CompletionResultType]::ParameterValue, 'Print the version (as JSON: also commit, target and profile of the build)')
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
        'morag-db;help;copy' {
            break
        }
        'morag-db;help;backup' {
            break
        }
        'morag-db;help;restore' {
            break
        }
        'morag-db;help;migrate' {
            [CompletionResult]::new('up', 'up', [CompletionResultType]::ParameterValue, 'Apply pending migrations')
            [CompletionResult]::new('down', 'down', [CompletionResultType]::ParameterValue, 'Undo migrations, newest first; asks for confirmation')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'List migrations and their states; never writes [aliases: current, history]')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Check that no migration is pending or failed, like `migrate status --exit-code`; never writes')
            [CompletionResult]::new('plan', 'plan', [CompletionResultType]::ParameterValue, 'Print the SQL that `migrate up` would run; never writes')
            [CompletionResult]::new('baseline', 'baseline', [CompletionResultType]::ParameterValue, 'Record an existing schema as VERSION, after comparing it with the schema that VERSION creates')
            [CompletionResult]::new('adopt', 'adopt', [CompletionResultType]::ParameterValue, 'Take over tables that another tool created, with their rows; asks for confirmation')
            [CompletionResult]::new('repair', 'repair', [CompletionResultType]::ParameterValue, 'Repair a failed migration that could not be rolled back (MySQL, MariaDB, or transaction:false)')
            [CompletionResult]::new('unlock', 'unlock', [CompletionResultType]::ParameterValue, 'Show who holds the migration lock; --break removes the lease of a dead cluster node')
            [CompletionResult]::new('lint', 'lint', [CompletionResultType]::ParameterValue, 'Check migrations of your own for statements that destroy data or keep applications waiting; reads files only')
            [CompletionResult]::new('new', 'new', [CompletionResultType]::ParameterValue, 'Create an empty migration of your own, NNNN_description.sql')
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
        'morag-db;help;migrate;lint' {
            break
        }
        'morag-db;help;migrate;new' {
            break
        }
        'morag-db;help;schema' {
            [CompletionResult]::new('dump', 'dump', [CompletionResultType]::ParameterValue, 'Print the live schema, or the expected one, as SQL or as a diagram')
            break
        }
        'morag-db;help;schema;dump' {
            break
        }
        'morag-db;help;status' {
            break
        }
        'morag-db;help;jobs' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List jobs of all kinds, newest first')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show one job with its attempts, operator actions and late results')
            [CompletionResult]::new('why', 'why', [CompletionResultType]::ParameterValue, 'Explain why a job is not done, and which command moves it on')
            [CompletionResult]::new('failures', 'failures', [CompletionResultType]::ParameterValue, 'Group failed and timed-out jobs by error')
            [CompletionResult]::new('stats', 'stats', [CompletionResultType]::ParameterValue, 'Count jobs by kind and status; show wait times, run times and frequent errors')
            [CompletionResult]::new('workers', 'workers', [CompletionResultType]::ParameterValue, 'List workers that have a job now or had one recently')
            [CompletionResult]::new('watch', 'watch', [CompletionResultType]::ParameterValue, 'Watch jobs: redraw a table on a terminal, otherwise print each change as a line of JSON')
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Create remote jobs')
            [CompletionResult]::new('claim', 'claim', [CompletionResultType]::ParameterValue, 'Claim pending jobs for a worker; the list is empty if there are none')
            [CompletionResult]::new('heartbeat', 'heartbeat', [CompletionResultType]::ParameterValue, 'Send a heartbeat, which extends the deadline of a claim')
            [CompletionResult]::new('submit', 'submit', [CompletionResultType]::ParameterValue, 'Submit a result; a late result is refused (exit code 9) and stored')
            [CompletionResult]::new('requeue', 'requeue', [CompletionResultType]::ParameterValue, 'Requeue failed, timed-out or cancelled jobs')
            [CompletionResult]::new('cancel', 'cancel', [CompletionResultType]::ParameterValue, 'Cancel pending or running jobs')
            [CompletionResult]::new('purge', 'purge', [CompletionResultType]::ParameterValue, 'Delete remote jobs that have ended')
            [CompletionResult]::new('prioritise', 'prioritise', [CompletionResultType]::ParameterValue, 'Set the priority of pending remote jobs: those with a smaller number are claimed first')
            [CompletionResult]::new('pause', 'pause', [CompletionResultType]::ParameterValue, 'Pause types of remote jobs: workers get none of them until they are resumed')
            [CompletionResult]::new('resume', 'resume', [CompletionResultType]::ParameterValue, 'Resume paused types of remote jobs')
            [CompletionResult]::new('limits', 'limits', [CompletionResultType]::ParameterValue, 'Show paused and limited types of remote jobs, or limit how many jobs of a type run at once')
            [CompletionResult]::new('expire', 'expire', [CompletionResultType]::ParameterValue, 'Expire remote jobs past their deadline; with --retry, also retry failed jobs')
            [CompletionResult]::new('late', 'late', [CompletionResultType]::ParameterValue, 'List late results, or accept one')
            [CompletionResult]::new('bench', 'bench', [CompletionResultType]::ParameterValue, 'Measure throughput in jobs per second on a scratch database, which is then dropped')
            [CompletionResult]::new('operations', 'operations', [CompletionResultType]::ParameterValue, 'Show, pause, resume or abort a requeue that runs in steps (--canary)')
            [CompletionResult]::new('undo', 'undo', [CompletionResultType]::ParameterValue, 'Undo a bulk operation: restore the jobs that nobody has changed since')
            [CompletionResult]::new('archive', 'archive', [CompletionResultType]::ParameterValue, 'Move ended jobs into the archive, or show what it has')
            [CompletionResult]::new('audit', 'audit', [CompletionResultType]::ParameterValue, 'List bulk operations, newest first, or the jobs that one operation changed')
            break
        }
        'morag-db;help;jobs;list' {
            break
        }
        'morag-db;help;jobs;show' {
            break
        }
        'morag-db;help;jobs;why' {
            break
        }
        'morag-db;help;jobs;failures' {
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
        'morag-db;help;jobs;prioritise' {
            break
        }
        'morag-db;help;jobs;pause' {
            break
        }
        'morag-db;help;jobs;resume' {
            break
        }
        'morag-db;help;jobs;limits' {
            [CompletionResult]::new('set', 'set', [CompletionResultType]::ParameterValue, 'Let at most N jobs of a type run at once, over all workers')
            [CompletionResult]::new('clear', 'clear', [CompletionResultType]::ParameterValue, 'Remove the limit of a type')
            break
        }
        'morag-db;help;jobs;limits;set' {
            break
        }
        'morag-db;help;jobs;limits;clear' {
            break
        }
        'morag-db;help;jobs;expire' {
            break
        }
        'morag-db;help;jobs;late' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List late results, newest first')
            [CompletionResult]::new('accept', 'accept', [CompletionResultType]::ParameterValue, 'Accept a late result as the job''s result, unless a worker is processing the job')
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
        'morag-db;help;jobs;operations' {
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show the status of an operation')
            [CompletionResult]::new('pause', 'pause', [CompletionResultType]::ParameterValue, 'Pause an operation: jobs that are released go on, no further ones are released')
            [CompletionResult]::new('resume', 'resume', [CompletionResultType]::ParameterValue, 'Resume an operation that was paused, stopped or interrupted, and carry it out to its end')
            [CompletionResult]::new('abort', 'abort', [CompletionResultType]::ParameterValue, 'End an operation for good: its remaining jobs stay as they are')
            break
        }
        'morag-db;help;jobs;operations;show' {
            break
        }
        'morag-db;help;jobs;operations;pause' {
            break
        }
        'morag-db;help;jobs;operations;resume' {
            break
        }
        'morag-db;help;jobs;operations;abort' {
            break
        }
        'morag-db;help;jobs;undo' {
            break
        }
        'morag-db;help;jobs;archive' {
            [CompletionResult]::new('kept', 'kept', [CompletionResultType]::ParameterValue, 'List the rows that are kept for `jobs undo`, by operation')
            [CompletionResult]::new('prune', 'prune', [CompletionResultType]::ParameterValue, 'Delete expired rows that were kept for `jobs undo`; with an option, also rows that have not expired')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Write the jobs of a month with their events and late results to compressed files')
            [CompletionResult]::new('drop', 'drop', [CompletionResultType]::ParameterValue, 'Drop a month of the archive')
            break
        }
        'morag-db;help;jobs;archive;kept' {
            break
        }
        'morag-db;help;jobs;archive;prune' {
            break
        }
        'morag-db;help;jobs;archive;export' {
            break
        }
        'morag-db;help;jobs;archive;drop' {
            break
        }
        'morag-db;help;jobs;audit' {
            break
        }
        'morag-db;help;serve' {
            break
        }
        'morag-db;help;shell' {
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
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Create an API key for a user; it is shown only once, and only its hash is stored')
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
        'morag-db;help;config' {
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show the profiles without passwords, and which one this run would use')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Check the configuration file: its keys, URLs, files, variables and programs; connects to nothing')
            break
        }
        'morag-db;help;config;show' {
            break
        }
        'morag-db;help;config;check' {
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
