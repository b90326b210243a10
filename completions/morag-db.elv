
use builtin;
use str;

set edit:completion:arg-completer[morag-db] = {|@words|
    fn spaces {|n|
        builtin:repeat $n ' ' | str:join ''
    }
    fn cand {|text desc|
        edit:complex-candidate $text &display=$text' '(spaces (- 14 (wcswidth $text)))$desc
    }
    var command = 'morag-db'
    for word $words[1..-1] {
        if (str:has-prefix $word '-') {
            break
        }
        set command = $command';'$word
    }
    var completions = [
        &'morag-db'= {
            cand --database-url 'Database URL; - reads it from standard input'
            cand --output 'Output format (MORAG_OUTPUT); verify has junit and github too'
            cand --color 'When to use color; NO_COLOR is honored'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with the site''s own migrations'
            cand -v 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand init 'Create the database if it is missing, migrate, and verify the result'
            cand verify 'Compare the live schema with the expected one; never writes'
            cand health 'Check whether the database can serve now; never writes'
            cand test 'Check whether the database can serve now; never writes'
            cand reset 'Drop everything that morag-db manages and create it again; asks first'
            cand migrate 'Apply, undo and inspect migrations; alone, apply those that are pending'
            cand status 'List migrations and their states, as `migrate status`; never writes'
            cand jobs 'List, operate and work on jobs'
            cand serve 'Serve the HTTP API for remote workers and operators, and a page for people'
            cand seed 'Create demo data in every table, or remote jobs in bulk'
            cand tasks 'List and show the MGX agent''s tasks'
            cand users 'Create and list users'
            cand api-keys 'Create, list and revoke API keys'
            cand completions 'Write shell completions to standard output'
            cand version 'Print the version'
            cand man 'Write manual pages into a folder'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'morag-db;init'= {
            cand --wait 'Wait up to this long for a server that refuses connections or is starting'
            cand --environment 'Record the name of the environment in the database; later another name is refused'
            cand --grant-to 'Grant an application role the rights it needs on the tables; may be repeated'
            cand --assume-time-zone 'Time zone of times that are stored without one: UTC, an offset such as +02:00, or a name that the server knows'
            cand --on-misfit 'What to do with rows that do not fit'
            cand --lock-timeout 'Wait up to this long for the migration lock'
            cand --ddl-lock-timeout 'Wait up to this long for a table that another session has locked, in each of a few tries'
            cand --database-url 'Database URL; - reads it from standard input'
            cand --output 'Output format (MORAG_OUTPUT); verify has junit and github too'
            cand --color 'When to use color; NO_COLOR is honored'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with the site''s own migrations'
            cand --adopt 'First adopt tables that another tool created, as migrate adopt does, without asking'
            cand --accept-changed-rows 'Resume an interrupted adoption although applications changed rows in the meantime'
            cand --allow-out-of-order 'Allow applying a migration although a later one is applied'
            cand --allow-newer 'Allow a database that is ahead of this binary'
            cand -v 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;verify'= {
            cand --fix-sql 'Write a script that fixes what fails; `-` is standard output, and then nothing else is written there'
            cand --fix-data 'Write a script that repairs rows, as far as a statement can (times on SQLite that sort wrong), with a count each; `-` is standard output, and then nothing else is written there'
            cand --ignore-file 'Leave out the objects that a file names, one a line, as they stand in the report; `*` is any text'
            cand --data-timeout 'Time limit for checking rows; what was not checked is listed'
            cand --database-url 'Database URL; - reads it from standard input'
            cand --output 'Output format (MORAG_OUTPUT); verify has junit and github too'
            cand --color 'When to use color; NO_COLOR is honored'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with the site''s own migrations'
            cand --strict 'Also fail for extra objects and for other names'
            cand --data 'Also check rows: broken foreign keys and checks, unknown statuses, malformed times'
            cand -v 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;health'= {
            cand --wait 'Wait up to this long for a server that refuses connections or is starting'
            cand --timeout 'Time out after this long, not counting --wait'
            cand --watch 'Repeat at this interval until interrupted: redraw on a terminal, elsewhere one report after the other'
            cand --database-url 'Database URL; - reads it from standard input'
            cand --output 'Output format (MORAG_OUTPUT); verify has junit and github too'
            cand --color 'When to use color; NO_COLOR is honored'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with the site''s own migrations'
            cand -v 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;test'= {
            cand --wait 'Wait up to this long for a server that refuses connections or is starting'
            cand --timeout 'Time out after this long, not counting --wait'
            cand --watch 'Repeat at this interval until interrupted: redraw on a terminal, elsewhere one report after the other'
            cand --database-url 'Database URL; - reads it from standard input'
            cand --output 'Output format (MORAG_OUTPUT); verify has junit and github too'
            cand --color 'When to use color; NO_COLOR is honored'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with the site''s own migrations'
            cand -v 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;reset'= {
            cand --database 'Name of the database, compared with the one connected to'
            cand --lock-timeout 'Wait up to this long for the migration lock'
            cand --ddl-lock-timeout 'Wait up to this long for a table that another session has locked, in each of a few tries'
            cand --database-url 'Database URL; - reads it from standard input'
            cand --output 'Output format (MORAG_OUTPUT); verify has junit and github too'
            cand --color 'When to use color; NO_COLOR is honored'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with the site''s own migrations'
            cand --cascade 'Also drop other tools'' objects that depend on these tables, such as views; the plan lists them'
            cand --all-objects 'Drop every object of the schema, other tools'' objects included'
            cand --no-backup 'Skip the copy of an SQLite file'
            cand --yes 'Agree without being asked; requires --database'
            cand --force 'Agree without being asked; requires --database'
            cand --allow-production 'Allow it on a database with the environment production'
            cand -v 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;migrate'= {
            cand --database-url 'Database URL; - reads it from standard input'
            cand --output 'Output format (MORAG_OUTPUT); verify has junit and github too'
            cand --color 'When to use color; NO_COLOR is honored'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with the site''s own migrations'
            cand -v 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help'
            cand --help 'Print help'
            cand up 'Apply pending migrations'
            cand upgrade 'Apply pending migrations'
            cand down 'Undo migrations, newest first; asks first'
            cand downgrade 'Undo migrations, newest first; asks first'
            cand status 'List migrations and their states; never writes [aliases: current, history]'
            cand check 'Check that nothing is pending and nothing failed: `status --exit-code`; never writes'
            cand plan 'Print the SQL that `up` would run; never writes'
            cand baseline 'Record an existing schema as VERSION, after comparing it with what VERSION creates'
            cand adopt 'Take over tables that another tool created, with their rows; shows the plan and asks first'
            cand repair 'Repair a failed migration (MySQL and MariaDB, where DDL can''t be rolled back)'
            cand unlock 'Show who holds the migration lock, and break a lease that a dead cluster node left behind'
            cand new 'Create an empty site migration NNNN_description.sql'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'morag-db;migrate;up'= {
            cand --to 'Migrate up to this version, inclusive'
            cand --steps 'Number of migrations'
            cand --lock-timeout 'Wait up to this long for the migration lock'
            cand --ddl-lock-timeout 'Wait up to this long for a table that another session has locked, in each of a few tries'
            cand --database-url 'Database URL; - reads it from standard input'
            cand --output 'Output format (MORAG_OUTPUT); verify has junit and github too'
            cand --color 'When to use color; NO_COLOR is honored'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with the site''s own migrations'
            cand --dry-run 'Print the SQL and change nothing'
            cand --allow-out-of-order 'Allow applying a migration although a later one is applied'
            cand --allow-newer 'Allow a database that is ahead of this binary'
            cand -v 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;migrate;upgrade'= {
            cand --to 'Migrate up to this version, inclusive'
            cand --steps 'Number of migrations'
            cand --lock-timeout 'Wait up to this long for the migration lock'
            cand --ddl-lock-timeout 'Wait up to this long for a table that another session has locked, in each of a few tries'
            cand --database-url 'Database URL; - reads it from standard input'
            cand --output 'Output format (MORAG_OUTPUT); verify has junit and github too'
            cand --color 'When to use color; NO_COLOR is honored'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with the site''s own migrations'
            cand --dry-run 'Print the SQL and change nothing'
            cand --allow-out-of-order 'Allow applying a migration although a later one is applied'
            cand --allow-newer 'Allow a database that is ahead of this binary'
            cand -v 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;migrate;down'= {
            cand --to 'Undo migrations after this version; 0 undoes all'
            cand --steps 'Number of migrations'
            cand --database 'Name of the database, compared with the one connected to'
            cand --lock-timeout 'Wait up to this long for the migration lock'
            cand --ddl-lock-timeout 'Wait up to this long for a table that another session has locked, in each of a few tries'
            cand --database-url 'Database URL; - reads it from standard input'
            cand --output 'Output format (MORAG_OUTPUT); verify has junit and github too'
            cand --color 'When to use color; NO_COLOR is honored'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with the site''s own migrations'
            cand --yes 'Agree without being asked; requires --database'
            cand --force 'Agree without being asked; requires --database'
            cand --allow-production 'Allow it on a database with the environment production'
            cand -v 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;migrate;downgrade'= {
            cand --to 'Undo migrations after this version; 0 undoes all'
            cand --steps 'Number of migrations'
            cand --database 'Name of the database, compared with the one connected to'
            cand --lock-timeout 'Wait up to this long for the migration lock'
            cand --ddl-lock-timeout 'Wait up to this long for a table that another session has locked, in each of a few tries'
            cand --database-url 'Database URL; - reads it from standard input'
            cand --output 'Output format (MORAG_OUTPUT); verify has junit and github too'
            cand --color 'When to use color; NO_COLOR is honored'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with the site''s own migrations'
            cand --yes 'Agree without being asked; requires --database'
            cand --force 'Agree without being asked; requires --database'
            cand --allow-production 'Allow it on a database with the environment production'
            cand -v 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;migrate;status'= {
            cand --database-url 'Database URL; - reads it from standard input'
            cand --output 'Output format (MORAG_OUTPUT); verify has junit and github too'
            cand --color 'When to use color; NO_COLOR is honored'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with the site''s own migrations'
            cand --exit-code 'Exit with 3 where migrations are pending, 4 for a wrong history, 6 while one runs, 7 after a failure'
            cand -v 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;migrate;check'= {
            cand --database-url 'Database URL; - reads it from standard input'
            cand --output 'Output format (MORAG_OUTPUT); verify has junit and github too'
            cand --color 'When to use color; NO_COLOR is honored'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with the site''s own migrations'
            cand -v 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;migrate;plan'= {
            cand --backend 'Engine of an offline plan'
            cand --to 'Migrate up to this version, inclusive'
            cand --steps 'Number of migrations'
            cand --database-url 'Database URL; - reads it from standard input'
            cand --output 'Output format (MORAG_OUTPUT); verify has junit and github too'
            cand --color 'When to use color; NO_COLOR is honored'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with the site''s own migrations'
            cand --offline 'Print the whole script for an empty database, without connecting to one'
            cand --allow-out-of-order 'Allow applying a migration although a later one is applied'
            cand --allow-newer 'Allow a database that is ahead of this binary'
            cand -v 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;migrate;baseline'= {
            cand --lock-timeout 'Wait up to this long for the migration lock'
            cand --ddl-lock-timeout 'Wait up to this long for a table that another session has locked, in each of a few tries'
            cand --database-url 'Database URL; - reads it from standard input'
            cand --output 'Output format (MORAG_OUTPUT); verify has junit and github too'
            cand --color 'When to use color; NO_COLOR is honored'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with the site''s own migrations'
            cand -v 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;migrate;adopt'= {
            cand --plan-out 'Also write the plan as JSON to this file'
            cand --assume-time-zone 'Time zone of times that are stored without one: UTC, an offset such as +02:00, or a name that the server knows'
            cand --on-misfit 'What to do with rows that do not fit'
            cand --database 'Name of the database, compared with the one connected to'
            cand --lock-timeout 'Wait up to this long for the migration lock'
            cand --ddl-lock-timeout 'Wait up to this long for a table that another session has locked, in each of a few tries'
            cand --database-url 'Database URL; - reads it from standard input'
            cand --output 'Output format (MORAG_OUTPUT); verify has junit and github too'
            cand --color 'When to use color; NO_COLOR is honored'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with the site''s own migrations'
            cand --dry-run 'Print the plan and change nothing; exits with 4 where rows or tables stand in the way'
            cand --accept-changed-rows 'Resume an interrupted adoption although applications changed rows in the meantime'
            cand --no-backup 'Skip the copy of an SQLite file'
            cand --yes 'Agree without being asked; requires --database'
            cand --force 'Agree without being asked; requires --database'
            cand --allow-production 'Allow it on a database with the environment production'
            cand -v 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;migrate;repair'= {
            cand --database 'Name of the database, compared with the one connected to'
            cand --lock-timeout 'Wait up to this long for the migration lock'
            cand --ddl-lock-timeout 'Wait up to this long for a table that another session has locked, in each of a few tries'
            cand --database-url 'Database URL; - reads it from standard input'
            cand --output 'Output format (MORAG_OUTPUT); verify has junit and github too'
            cand --color 'When to use color; NO_COLOR is honored'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with the site''s own migrations'
            cand --resume 'Resume at the failed step'
            cand --mark-applied 'Record it as applied; the schema must show every step'
            cand --roll-back 'Undo what the migration did; asks first'
            cand --yes 'Agree without being asked; requires --database'
            cand --force 'Agree without being asked; requires --database'
            cand --allow-production 'Allow it on a database with the environment production'
            cand -v 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;migrate;unlock'= {
            cand --database 'Name of the database, compared with the one connected to'
            cand --database-url 'Database URL; - reads it from standard input'
            cand --output 'Output format (MORAG_OUTPUT); verify has junit and github too'
            cand --color 'When to use color; NO_COLOR is honored'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with the site''s own migrations'
            cand --break 'Break the leases shown; asks first'
            cand --yes 'Agree without being asked; requires --database'
            cand --force 'Agree without being asked; requires --database'
            cand --allow-production 'Allow it on a database with the environment production'
            cand -v 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;migrate;new'= {
            cand --database-url 'Database URL; - reads it from standard input'
            cand --output 'Output format (MORAG_OUTPUT); verify has junit and github too'
            cand --color 'When to use color; NO_COLOR is honored'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with the site''s own migrations'
            cand -v 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;migrate;help'= {
            cand up 'Apply pending migrations'
            cand down 'Undo migrations, newest first; asks first'
            cand status 'List migrations and their states; never writes [aliases: current, history]'
            cand check 'Check that nothing is pending and nothing failed: `status --exit-code`; never writes'
            cand plan 'Print the SQL that `up` would run; never writes'
            cand baseline 'Record an existing schema as VERSION, after comparing it with what VERSION creates'
            cand adopt 'Take over tables that another tool created, with their rows; shows the plan and asks first'
            cand repair 'Repair a failed migration (MySQL and MariaDB, where DDL can''t be rolled back)'
            cand unlock 'Show who holds the migration lock, and break a lease that a dead cluster node left behind'
            cand new 'Create an empty site migration NNNN_description.sql'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'morag-db;migrate;help;up'= {
        }
        &'morag-db;migrate;help;down'= {
        }
        &'morag-db;migrate;help;status'= {
        }
        &'morag-db;migrate;help;check'= {
        }
        &'morag-db;migrate;help;plan'= {
        }
        &'morag-db;migrate;help;baseline'= {
        }
        &'morag-db;migrate;help;adopt'= {
        }
        &'morag-db;migrate;help;repair'= {
        }
        &'morag-db;migrate;help;unlock'= {
        }
        &'morag-db;migrate;help;new'= {
        }
        &'morag-db;migrate;help;help'= {
        }
        &'morag-db;status'= {
            cand --database-url 'Database URL; - reads it from standard input'
            cand --output 'Output format (MORAG_OUTPUT); verify has junit and github too'
            cand --color 'When to use color; NO_COLOR is honored'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with the site''s own migrations'
            cand -v 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'morag-db;jobs'= {
            cand --database-url 'Database URL; - reads it from standard input'
            cand --output 'Output format (MORAG_OUTPUT); verify has junit and github too'
            cand --color 'When to use color; NO_COLOR is honored'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with the site''s own migrations'
            cand -v 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help'
            cand --help 'Print help'
            cand list 'List jobs of all kinds, newest first'
            cand show 'Show one job: its row, attempts, operators'' actions and late results'
            cand stats 'Count jobs by kind and status; show wait and run times and the most frequent errors'
            cand workers 'List the workers that have a job now or had one lately'
            cand watch 'Watch jobs: redraw on a terminal, elsewhere write a line of JSON for each change'
            cand create 'Create remote jobs'
            cand claim 'Claim pending jobs for a worker; nothing to claim is an empty list'
            cand heartbeat 'Send a heartbeat: extend a claim''s deadline'
            cand submit 'Submit a result; a late one is refused (exit 9) and kept'
            cand requeue 'Requeue failed, timed-out or cancelled jobs'
            cand cancel 'Cancel pending or running jobs'
            cand purge 'Delete remote jobs that have ended'
            cand expire 'Expire jobs past their deadline; with --retry, retry failed ones'
            cand late 'List late results, or accept one'
            cand bench 'Measure jobs per second on a scratch database, which is dropped afterwards'
            cand audit 'List what operators did, newest first; of one operation, the jobs that it changed'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'morag-db;jobs;list'= {
            cand --kind 'Kinds: remote, ingest, processing, task-run [default: all]'
            cand --status 'Statuses: pending, processing, completed, failed, timeout, cancelled'
            cand --type 'Content type, document type or job type'
            cand --worker 'Claimed by this worker'
            cand --ingestion-task 'Created for this ingestion job'
            cand --error 'Error contains this text, in any case'
            cand --where 'Remote jobs with this option, e.g. options.lang=en; may be repeated'
            cand --created-after 'Created after this time: 2026-01-02T03:04:05Z, 2026-01-02 (UTC), yesterday, "2h ago"'
            cand --created-before 'Created before this time, likewise'
            cand --older-than 'Created at least so long ago, e.g. 2h or 7d'
            cand --sort 'Which end comes first: newest or oldest'
            cand --limit 'Show at most N jobs'
            cand --after 'Continue after this cursor, which the page before shows'
            cand --database-url 'Database URL; - reads it from standard input'
            cand --output 'Output format (MORAG_OUTPUT); verify has junit and github too'
            cand --color 'When to use color; NO_COLOR is honored'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with the site''s own migrations'
            cand -v 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;jobs;show'= {
            cand --database-url 'Database URL; - reads it from standard input'
            cand --output 'Output format (MORAG_OUTPUT); verify has junit and github too'
            cand --color 'When to use color; NO_COLOR is honored'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with the site''s own migrations'
            cand -v 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;jobs;stats'= {
            cand --window 'Times and errors of jobs that ended within this window'
            cand --database-url 'Database URL; - reads it from standard input'
            cand --output 'Output format (MORAG_OUTPUT); verify has junit and github too'
            cand --color 'When to use color; NO_COLOR is honored'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with the site''s own migrations'
            cand --exact 'Count exactly; otherwise counting stops at 10,000'
            cand -v 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;jobs;workers'= {
            cand --window 'Count jobs that ended within this window'
            cand --database-url 'Database URL; - reads it from standard input'
            cand --output 'Output format (MORAG_OUTPUT); verify has junit and github too'
            cand --color 'When to use color; NO_COLOR is honored'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with the site''s own migrations'
            cand -v 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;jobs;watch'= {
            cand --kind 'Kinds: remote, ingest, processing, task-run [default: all]'
            cand --status 'Statuses: pending, processing, completed, failed, timeout, cancelled'
            cand --type 'Content type, document type or job type'
            cand --worker 'Claimed by this worker'
            cand --ingestion-task 'Created for this ingestion job'
            cand --error 'Error contains this text, in any case'
            cand --where 'Remote jobs with this option, e.g. options.lang=en; may be repeated'
            cand --created-after 'Created after this time: 2026-01-02T03:04:05Z, 2026-01-02 (UTC), yesterday, "2h ago"'
            cand --created-before 'Created before this time, likewise'
            cand --older-than 'Created at least so long ago, e.g. 2h or 7d'
            cand --interval 'Interval between refreshes'
            cand --limit 'Show at most N jobs'
            cand --until 'Stop when all of them have ended'
            cand --database-url 'Database URL; - reads it from standard input'
            cand --output 'Output format (MORAG_OUTPUT); verify has junit and github too'
            cand --color 'When to use color; NO_COLOR is honored'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with the site''s own migrations'
            cand --exit-status 'Exit 9 unless all of them completed'
            cand -v 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;jobs;create'= {
            cand --type 'Content type: audio, video, document, image, web, youtube'
            cand --source 'File or URL to convert'
            cand --ingestion-task 'Id of the ingestion job that waits for it'
            cand --options 'Options for the worker, a JSON object'
            cand --option 'One option for the worker; may be repeated'
            cand --max-retries 'Number of failures after which it is not retried'
            cand --timeout 'Time out unless a worker claims it within this time'
            cand --count 'Create N equal jobs'
            cand --from-ndjson 'One job a line: ingestion_task_id, source_file_path, content_type, and what else may be given; `-` is standard input'
            cand --resume 'Create only what an interrupted run of the same command left out; its error shows the key'
            cand --as 'Actor named in the events [default: user@host]'
            cand --database-url 'Database URL; - reads it from standard input'
            cand --output 'Output format (MORAG_OUTPUT); verify has junit and github too'
            cand --color 'When to use color; NO_COLOR is honored'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with the site''s own migrations'
            cand -v 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;jobs;claim'= {
            cand --worker 'Name of the worker'
            cand --types 'Content types that the worker handles'
            cand --max 'Claim at most N jobs'
            cand --time-limit 'How long a claim of a type lasts without a heartbeat, e.g. audio=45m; of those not named, see docs/jobs.md'
            cand --as 'Actor named in the events [default: user@host]'
            cand --database-url 'Database URL; - reads it from standard input'
            cand --output 'Output format (MORAG_OUTPUT); verify has junit and github too'
            cand --color 'When to use color; NO_COLOR is honored'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with the site''s own migrations'
            cand -v 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;jobs;heartbeat'= {
            cand --claim 'The claim, as `jobs claim` gave it (claim_seq)'
            cand --time-limit 'How long a claim of a type lasts without a heartbeat, e.g. audio=45m; of those not named, see docs/jobs.md'
            cand --as 'Actor named in the events [default: user@host]'
            cand --database-url 'Database URL; - reads it from standard input'
            cand --output 'Output format (MORAG_OUTPUT); verify has junit and github too'
            cand --color 'When to use color; NO_COLOR is honored'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with the site''s own migrations'
            cand -v 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;jobs;submit'= {
            cand --claim 'The claim, as `jobs claim` gave it (claim_seq)'
            cand --worker 'Name of the worker, where no claim token is known'
            cand --error 'Error message of a failure'
            cand --content 'The converted text'
            cand --content-file 'A file with the converted text'
            cand --metadata 'Further facts about the result, a JSON object'
            cand --processing-time 'Processing time in seconds'
            cand --from-ndjson 'One result a line: id, claim_seq, outcome (success or failure), and content, metadata, processing_time or error'
            cand --claim-next 'Claim the next jobs of these content types for --worker, in the same transaction'
            cand --max 'Claim at most N jobs'
            cand --time-limit 'How long a claim of a type lasts without a heartbeat, e.g. audio=45m; of those not named, see docs/jobs.md'
            cand --as 'Actor named in the events [default: user@host]'
            cand --database-url 'Database URL; - reads it from standard input'
            cand --output 'Output format (MORAG_OUTPUT); verify has junit and github too'
            cand --color 'When to use color; NO_COLOR is honored'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with the site''s own migrations'
            cand --success 'Report success'
            cand --failure 'Report failure; requires --error'
            cand -v 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;jobs;requeue'= {
            cand --kind 'Kinds: remote, ingest, processing, task-run [default: all]'
            cand --status 'Statuses: pending, processing, completed, failed, timeout, cancelled'
            cand --type 'Content type, document type or job type'
            cand --worker 'Claimed by this worker'
            cand --ingestion-task 'Created for this ingestion job'
            cand --error 'Error contains this text, in any case'
            cand --where 'Remote jobs with this option, e.g. options.lang=en; may be repeated'
            cand --created-after 'Created after this time: 2026-01-02T03:04:05Z, 2026-01-02 (UTC), yesterday, "2h ago"'
            cand --created-before 'Created before this time, likewise'
            cand --older-than 'Created at least so long ago, e.g. 2h or 7d'
            cand --limit 'Change at most N jobs, oldest first'
            cand --rate 'Change at most N jobs per second'
            cand --reason 'Reason, kept in the events; required with --force and for more than 100 jobs'
            cand --plan-out 'Write the plan to a file for --apply, and change nothing'
            cand --apply 'Apply a plan that --plan-out wrote'
            cand --as 'Actor named in the events [default: user@host]'
            cand --database-url 'Database URL; - reads it from standard input'
            cand --output 'Output format (MORAG_OUTPUT); verify has junit and github too'
            cand --color 'When to use color; NO_COLOR is honored'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with the site''s own migrations'
            cand --all 'All jobs for which the action is allowed; required if there is no id and no filter'
            cand --dry-run 'Show the plan and change nothing'
            cand --yes 'Apply the plan without asking'
            cand --reset-retries 'Reset the number of failures to 0'
            cand --force 'Requeue jobs that are out of retries, completed or running too; requires --reason'
            cand -v 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;jobs;cancel'= {
            cand --kind 'Kinds: remote, ingest, processing, task-run [default: all]'
            cand --status 'Statuses: pending, processing, completed, failed, timeout, cancelled'
            cand --type 'Content type, document type or job type'
            cand --worker 'Claimed by this worker'
            cand --ingestion-task 'Created for this ingestion job'
            cand --error 'Error contains this text, in any case'
            cand --where 'Remote jobs with this option, e.g. options.lang=en; may be repeated'
            cand --created-after 'Created after this time: 2026-01-02T03:04:05Z, 2026-01-02 (UTC), yesterday, "2h ago"'
            cand --created-before 'Created before this time, likewise'
            cand --older-than 'Created at least so long ago, e.g. 2h or 7d'
            cand --limit 'Change at most N jobs, oldest first'
            cand --rate 'Change at most N jobs per second'
            cand --reason 'Reason, kept in the events; required with --force and for more than 100 jobs'
            cand --plan-out 'Write the plan to a file for --apply, and change nothing'
            cand --apply 'Apply a plan that --plan-out wrote'
            cand --as 'Actor named in the events [default: user@host]'
            cand --database-url 'Database URL; - reads it from standard input'
            cand --output 'Output format (MORAG_OUTPUT); verify has junit and github too'
            cand --color 'When to use color; NO_COLOR is honored'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with the site''s own migrations'
            cand --all 'All jobs for which the action is allowed; required if there is no id and no filter'
            cand --dry-run 'Show the plan and change nothing'
            cand --yes 'Apply the plan without asking'
            cand -v 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;jobs;purge'= {
            cand --kind 'Kinds: remote, ingest, processing, task-run [default: all]'
            cand --status 'Statuses: pending, processing, completed, failed, timeout, cancelled'
            cand --type 'Content type, document type or job type'
            cand --worker 'Claimed by this worker'
            cand --ingestion-task 'Created for this ingestion job'
            cand --error 'Error contains this text, in any case'
            cand --where 'Remote jobs with this option, e.g. options.lang=en; may be repeated'
            cand --created-after 'Created after this time: 2026-01-02T03:04:05Z, 2026-01-02 (UTC), yesterday, "2h ago"'
            cand --created-before 'Created before this time, likewise'
            cand --older-than 'Created at least so long ago, e.g. 2h or 7d'
            cand --limit 'Change at most N jobs, oldest first'
            cand --rate 'Change at most N jobs per second'
            cand --reason 'Reason, kept in the events; required with --force and for more than 100 jobs'
            cand --plan-out 'Write the plan to a file for --apply, and change nothing'
            cand --apply 'Apply a plan that --plan-out wrote'
            cand --as 'Actor named in the events [default: user@host]'
            cand --database-url 'Database URL; - reads it from standard input'
            cand --output 'Output format (MORAG_OUTPUT); verify has junit and github too'
            cand --color 'When to use color; NO_COLOR is honored'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with the site''s own migrations'
            cand --all 'All jobs for which the action is allowed; required if there is no id and no filter'
            cand --dry-run 'Show the plan and change nothing'
            cand --yes 'Apply the plan without asking'
            cand -v 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;jobs;expire'= {
            cand --retry-window 'Retry only failures that are not older than this'
            cand --every 'Repeat at this interval until interrupted'
            cand --as 'Actor named in the events [default: user@host]'
            cand --database-url 'Database URL; - reads it from standard input'
            cand --output 'Output format (MORAG_OUTPUT); verify has junit and github too'
            cand --color 'When to use color; NO_COLOR is honored'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with the site''s own migrations'
            cand --retry 'Retry failed and timed-out jobs that morag-db claimed, after a backoff'
            cand --retry-backlog 'Allow retrying more than 100 failures at once'
            cand --dry-run 'Show what would change, and change nothing'
            cand -v 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;jobs;late'= {
            cand --database-url 'Database URL; - reads it from standard input'
            cand --output 'Output format (MORAG_OUTPUT); verify has junit and github too'
            cand --color 'When to use color; NO_COLOR is honored'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with the site''s own migrations'
            cand -v 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help'
            cand --help 'Print help'
            cand list 'List late results, newest first'
            cand accept 'Accept a late result as the job''s result, unless a worker has the job'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'morag-db;jobs;late;list'= {
            cand --limit 'Show at most N of them'
            cand --database-url 'Database URL; - reads it from standard input'
            cand --output 'Output format (MORAG_OUTPUT); verify has junit and github too'
            cand --color 'When to use color; NO_COLOR is honored'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with the site''s own migrations'
            cand -v 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;jobs;late;accept'= {
            cand --reason 'Why'
            cand --as 'Actor named in the events [default: user@host]'
            cand --database-url 'Database URL; - reads it from standard input'
            cand --output 'Output format (MORAG_OUTPUT); verify has junit and github too'
            cand --color 'When to use color; NO_COLOR is honored'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with the site''s own migrations'
            cand -v 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;jobs;late;help'= {
            cand list 'List late results, newest first'
            cand accept 'Accept a late result as the job''s result, unless a worker has the job'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'morag-db;jobs;late;help;list'= {
        }
        &'morag-db;jobs;late;help;accept'= {
        }
        &'morag-db;jobs;late;help;help'= {
        }
        &'morag-db;jobs;bench'= {
            cand --jobs 'Number of jobs for each figure'
            cand --workers 'Number of workers, measured beside a single one'
            cand --database-url 'Database URL; - reads it from standard input'
            cand --output 'Output format (MORAG_OUTPUT); verify has junit and github too'
            cand --color 'When to use color; NO_COLOR is honored'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with the site''s own migrations'
            cand -v 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;jobs;audit'= {
            cand --limit 'Show at most N operations or jobs'
            cand --database-url 'Database URL; - reads it from standard input'
            cand --output 'Output format (MORAG_OUTPUT); verify has junit and github too'
            cand --color 'When to use color; NO_COLOR is honored'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with the site''s own migrations'
            cand -v 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;jobs;help'= {
            cand list 'List jobs of all kinds, newest first'
            cand show 'Show one job: its row, attempts, operators'' actions and late results'
            cand stats 'Count jobs by kind and status; show wait and run times and the most frequent errors'
            cand workers 'List the workers that have a job now or had one lately'
            cand watch 'Watch jobs: redraw on a terminal, elsewhere write a line of JSON for each change'
            cand create 'Create remote jobs'
            cand claim 'Claim pending jobs for a worker; nothing to claim is an empty list'
            cand heartbeat 'Send a heartbeat: extend a claim''s deadline'
            cand submit 'Submit a result; a late one is refused (exit 9) and kept'
            cand requeue 'Requeue failed, timed-out or cancelled jobs'
            cand cancel 'Cancel pending or running jobs'
            cand purge 'Delete remote jobs that have ended'
            cand expire 'Expire jobs past their deadline; with --retry, retry failed ones'
            cand late 'List late results, or accept one'
            cand bench 'Measure jobs per second on a scratch database, which is dropped afterwards'
            cand audit 'List what operators did, newest first; of one operation, the jobs that it changed'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'morag-db;jobs;help;list'= {
        }
        &'morag-db;jobs;help;show'= {
        }
        &'morag-db;jobs;help;stats'= {
        }
        &'morag-db;jobs;help;workers'= {
        }
        &'morag-db;jobs;help;watch'= {
        }
        &'morag-db;jobs;help;create'= {
        }
        &'morag-db;jobs;help;claim'= {
        }
        &'morag-db;jobs;help;heartbeat'= {
        }
        &'morag-db;jobs;help;submit'= {
        }
        &'morag-db;jobs;help;requeue'= {
        }
        &'morag-db;jobs;help;cancel'= {
        }
        &'morag-db;jobs;help;purge'= {
        }
        &'morag-db;jobs;help;expire'= {
        }
        &'morag-db;jobs;help;late'= {
            cand list 'List late results, newest first'
            cand accept 'Accept a late result as the job''s result, unless a worker has the job'
        }
        &'morag-db;jobs;help;late;list'= {
        }
        &'morag-db;jobs;help;late;accept'= {
        }
        &'morag-db;jobs;help;bench'= {
        }
        &'morag-db;jobs;help;audit'= {
        }
        &'morag-db;jobs;help;help'= {
        }
        &'morag-db;serve'= {
            cand --listen 'Address and port to listen on; port 0 chooses a free one'
            cand --anonymous-from 'Network that needs no API key; may be repeated'
            cand --anonymous-role 'Role of clients without an API key [default: user]'
            cand --trusted-proxy 'Network of proxies whose X-Forwarded-For header is trusted; may be repeated'
            cand --source-root 'Folder from which source files may be downloaded; may be repeated'
            cand --tls-cert 'TLS certificate chain, a PEM file'
            cand --tls-key 'TLS private key, a PEM file'
            cand --max-body 'Maximum size of a request body, in MiB'
            cand --rate-limit 'Maximum requests per second for each API key or address; 0 for no limit'
            cand --max-connections 'Maximum number of client connections'
            cand --max-wait 'Maximum duration of a long poll'
            cand --request-timeout 'Timeout for the database in each request, and for a free connection to it'
            cand --grace 'Time for running requests to finish after SIGTERM'
            cand --sweep-interval 'Interval of the sweeper, which expires and retries jobs; one instance runs it'
            cand --retry-window 'Retry only failures that are not older than this'
            cand --wait 'Wait up to this long for a database that refuses connections or is starting'
            cand --time-limit 'How long a claim of a type lasts without a heartbeat, e.g. audio=45m; of those not named, see docs/jobs.md'
            cand --database-url 'Database URL; - reads it from standard input'
            cand --output 'Output format (MORAG_OUTPUT); verify has junit and github too'
            cand --color 'When to use color; NO_COLOR is honored'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with the site''s own migrations'
            cand --require-keys 'Require an API key from every client, local ones included; use it behind a reverse proxy'
            cand --no-sweep 'Run no sweeper; use `morag-db jobs expire --retry` instead'
            cand --retry-backlog 'Allow retrying more than 100 failures at once'
            cand -v 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;seed'= {
            cand --seed 'The same seed creates the same rows, except for their times'
            cand --remote-jobs 'Create N remote jobs instead, nine in ten of them completed'
            cand --database-url 'Database URL; - reads it from standard input'
            cand --output 'Output format (MORAG_OUTPUT); verify has junit and github too'
            cand --color 'When to use color; NO_COLOR is honored'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with the site''s own migrations'
            cand -v 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;tasks'= {
            cand --database-url 'Database URL; - reads it from standard input'
            cand --output 'Output format (MORAG_OUTPUT); verify has junit and github too'
            cand --color 'When to use color; NO_COLOR is honored'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with the site''s own migrations'
            cand -v 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help'
            cand --help 'Print help'
            cand list 'List tasks with their success rates'
            cand show 'Show a task with its runs, metrics and artifacts'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'morag-db;tasks;list'= {
            cand --limit 'Show at most N tasks'
            cand --database-url 'Database URL; - reads it from standard input'
            cand --output 'Output format (MORAG_OUTPUT); verify has junit and github too'
            cand --color 'When to use color; NO_COLOR is honored'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with the site''s own migrations'
            cand -v 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;tasks;show'= {
            cand --database-url 'Database URL; - reads it from standard input'
            cand --output 'Output format (MORAG_OUTPUT); verify has junit and github too'
            cand --color 'When to use color; NO_COLOR is honored'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with the site''s own migrations'
            cand -v 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;tasks;help'= {
            cand list 'List tasks with their success rates'
            cand show 'Show a task with its runs, metrics and artifacts'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'morag-db;tasks;help;list'= {
        }
        &'morag-db;tasks;help;show'= {
        }
        &'morag-db;tasks;help;help'= {
        }
        &'morag-db;users'= {
            cand --database-url 'Database URL; - reads it from standard input'
            cand --output 'Output format (MORAG_OUTPUT); verify has junit and github too'
            cand --color 'When to use color; NO_COLOR is honored'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with the site''s own migrations'
            cand -v 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help'
            cand --help 'Print help'
            cand create 'Create a user'
            cand list 'List users'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'morag-db;users;create'= {
            cand --name 'Name of the user'
            cand --email 'Email address, unique among users'
            cand --role 'Role: ADMIN operates, USER creates and works on jobs, VIEWER reads'
            cand --database-url 'Database URL; - reads it from standard input'
            cand --output 'Output format (MORAG_OUTPUT); verify has junit and github too'
            cand --color 'When to use color; NO_COLOR is honored'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with the site''s own migrations'
            cand -v 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;users;list'= {
            cand --database-url 'Database URL; - reads it from standard input'
            cand --output 'Output format (MORAG_OUTPUT); verify has junit and github too'
            cand --color 'When to use color; NO_COLOR is honored'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with the site''s own migrations'
            cand -v 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;users;help'= {
            cand create 'Create a user'
            cand list 'List users'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'morag-db;users;help;create'= {
        }
        &'morag-db;users;help;list'= {
        }
        &'morag-db;users;help;help'= {
        }
        &'morag-db;api-keys'= {
            cand --database-url 'Database URL; - reads it from standard input'
            cand --output 'Output format (MORAG_OUTPUT); verify has junit and github too'
            cand --color 'When to use color; NO_COLOR is honored'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with the site''s own migrations'
            cand -v 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help'
            cand --help 'Print help'
            cand create 'Create an API key for a user; the key is shown once, the database holds its hash'
            cand list 'List API keys, without their secrets'
            cand revoke 'Revoke an API key'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'morag-db;api-keys;create'= {
            cand --user 'User, by id or email address'
            cand --name 'Name of the key, e.g. what it is for'
            cand --database-url 'Database URL; - reads it from standard input'
            cand --output 'Output format (MORAG_OUTPUT); verify has junit and github too'
            cand --color 'When to use color; NO_COLOR is honored'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with the site''s own migrations'
            cand -v 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;api-keys;list'= {
            cand --database-url 'Database URL; - reads it from standard input'
            cand --output 'Output format (MORAG_OUTPUT); verify has junit and github too'
            cand --color 'When to use color; NO_COLOR is honored'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with the site''s own migrations'
            cand -v 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;api-keys;revoke'= {
            cand --database-url 'Database URL; - reads it from standard input'
            cand --output 'Output format (MORAG_OUTPUT); verify has junit and github too'
            cand --color 'When to use color; NO_COLOR is honored'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with the site''s own migrations'
            cand -v 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;api-keys;help'= {
            cand create 'Create an API key for a user; the key is shown once, the database holds its hash'
            cand list 'List API keys, without their secrets'
            cand revoke 'Revoke an API key'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'morag-db;api-keys;help;create'= {
        }
        &'morag-db;api-keys;help;list'= {
        }
        &'morag-db;api-keys;help;revoke'= {
        }
        &'morag-db;api-keys;help;help'= {
        }
        &'morag-db;completions'= {
            cand --database-url 'Database URL; - reads it from standard input'
            cand --output 'Output format (MORAG_OUTPUT); verify has junit and github too'
            cand --color 'When to use color; NO_COLOR is honored'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with the site''s own migrations'
            cand --static 'Write a script that never runs morag-db: commands, options and their fixed values alone'
            cand -v 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;version'= {
            cand --database-url 'Database URL; - reads it from standard input'
            cand --output 'Output format (MORAG_OUTPUT); verify has junit and github too'
            cand --color 'When to use color; NO_COLOR is honored'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with the site''s own migrations'
            cand -v 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'morag-db;man'= {
            cand --database-url 'Database URL; - reads it from standard input'
            cand --output 'Output format (MORAG_OUTPUT); verify has junit and github too'
            cand --color 'When to use color; NO_COLOR is honored'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with the site''s own migrations'
            cand -v 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;help'= {
            cand init 'Create the database if it is missing, migrate, and verify the result'
            cand verify 'Compare the live schema with the expected one; never writes'
            cand health 'Check whether the database can serve now; never writes'
            cand reset 'Drop everything that morag-db manages and create it again; asks first'
            cand migrate 'Apply, undo and inspect migrations; alone, apply those that are pending'
            cand status 'List migrations and their states, as `migrate status`; never writes'
            cand jobs 'List, operate and work on jobs'
            cand serve 'Serve the HTTP API for remote workers and operators, and a page for people'
            cand seed 'Create demo data in every table, or remote jobs in bulk'
            cand tasks 'List and show the MGX agent''s tasks'
            cand users 'Create and list users'
            cand api-keys 'Create, list and revoke API keys'
            cand completions 'Write shell completions to standard output'
            cand version 'Print the version'
            cand man 'Write manual pages into a folder'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'morag-db;help;init'= {
        }
        &'morag-db;help;verify'= {
        }
        &'morag-db;help;health'= {
        }
        &'morag-db;help;reset'= {
        }
        &'morag-db;help;migrate'= {
            cand up 'Apply pending migrations'
            cand down 'Undo migrations, newest first; asks first'
            cand status 'List migrations and their states; never writes [aliases: current, history]'
            cand check 'Check that nothing is pending and nothing failed: `status --exit-code`; never writes'
            cand plan 'Print the SQL that `up` would run; never writes'
            cand baseline 'Record an existing schema as VERSION, after comparing it with what VERSION creates'
            cand adopt 'Take over tables that another tool created, with their rows; shows the plan and asks first'
            cand repair 'Repair a failed migration (MySQL and MariaDB, where DDL can''t be rolled back)'
            cand unlock 'Show who holds the migration lock, and break a lease that a dead cluster node left behind'
            cand new 'Create an empty site migration NNNN_description.sql'
        }
        &'morag-db;help;migrate;up'= {
        }
        &'morag-db;help;migrate;down'= {
        }
        &'morag-db;help;migrate;status'= {
        }
        &'morag-db;help;migrate;check'= {
        }
        &'morag-db;help;migrate;plan'= {
        }
        &'morag-db;help;migrate;baseline'= {
        }
        &'morag-db;help;migrate;adopt'= {
        }
        &'morag-db;help;migrate;repair'= {
        }
        &'morag-db;help;migrate;unlock'= {
        }
        &'morag-db;help;migrate;new'= {
        }
        &'morag-db;help;status'= {
        }
        &'morag-db;help;jobs'= {
            cand list 'List jobs of all kinds, newest first'
            cand show 'Show one job: its row, attempts, operators'' actions and late results'
            cand stats 'Count jobs by kind and status; show wait and run times and the most frequent errors'
            cand workers 'List the workers that have a job now or had one lately'
            cand watch 'Watch jobs: redraw on a terminal, elsewhere write a line of JSON for each change'
            cand create 'Create remote jobs'
            cand claim 'Claim pending jobs for a worker; nothing to claim is an empty list'
            cand heartbeat 'Send a heartbeat: extend a claim''s deadline'
            cand submit 'Submit a result; a late one is refused (exit 9) and kept'
            cand requeue 'Requeue failed, timed-out or cancelled jobs'
            cand cancel 'Cancel pending or running jobs'
            cand purge 'Delete remote jobs that have ended'
            cand expire 'Expire jobs past their deadline; with --retry, retry failed ones'
            cand late 'List late results, or accept one'
            cand bench 'Measure jobs per second on a scratch database, which is dropped afterwards'
            cand audit 'List what operators did, newest first; of one operation, the jobs that it changed'
        }
        &'morag-db;help;jobs;list'= {
        }
        &'morag-db;help;jobs;show'= {
        }
        &'morag-db;help;jobs;stats'= {
        }
        &'morag-db;help;jobs;workers'= {
        }
        &'morag-db;help;jobs;watch'= {
        }
        &'morag-db;help;jobs;create'= {
        }
        &'morag-db;help;jobs;claim'= {
        }
        &'morag-db;help;jobs;heartbeat'= {
        }
        &'morag-db;help;jobs;submit'= {
        }
        &'morag-db;help;jobs;requeue'= {
        }
        &'morag-db;help;jobs;cancel'= {
        }
        &'morag-db;help;jobs;purge'= {
        }
        &'morag-db;help;jobs;expire'= {
        }
        &'morag-db;help;jobs;late'= {
            cand list 'List late results, newest first'
            cand accept 'Accept a late result as the job''s result, unless a worker has the job'
        }
        &'morag-db;help;jobs;late;list'= {
        }
        &'morag-db;help;jobs;late;accept'= {
        }
        &'morag-db;help;jobs;bench'= {
        }
        &'morag-db;help;jobs;audit'= {
        }
        &'morag-db;help;serve'= {
        }
        &'morag-db;help;seed'= {
        }
        &'morag-db;help;tasks'= {
            cand list 'List tasks with their success rates'
            cand show 'Show a task with its runs, metrics and artifacts'
        }
        &'morag-db;help;tasks;list'= {
        }
        &'morag-db;help;tasks;show'= {
        }
        &'morag-db;help;users'= {
            cand create 'Create a user'
            cand list 'List users'
        }
        &'morag-db;help;users;create'= {
        }
        &'morag-db;help;users;list'= {
        }
        &'morag-db;help;api-keys'= {
            cand create 'Create an API key for a user; the key is shown once, the database holds its hash'
            cand list 'List API keys, without their secrets'
            cand revoke 'Revoke an API key'
        }
        &'morag-db;help;api-keys;create'= {
        }
        &'morag-db;help;api-keys;list'= {
        }
        &'morag-db;help;api-keys;revoke'= {
        }
        &'morag-db;help;completions'= {
        }
        &'morag-db;help;version'= {
        }
        &'morag-db;help;man'= {
        }
        &'morag-db;help;help'= {
        }
    ]
    $completions[$command]
}
