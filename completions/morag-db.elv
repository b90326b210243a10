
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
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand init 'Create the database if it is missing, migrate, and verify the result'
            cand verify 'Compare the live schema with the expected one; never writes'
            cand health 'Check whether the database can serve now; never writes'
            cand test 'Check whether the database can serve now; never writes'
            cand reset 'Drop everything that morag-db manages and create it anew; asks for confirmation'
            cand copy 'Copy the rows of a database to another one, on any engine, and compare both'
            cand backup 'Write all rows to a file that can be restored on any engine, or check such a file'
            cand restore 'Fill an empty database from a backup'
            cand migrate 'Apply, undo and inspect migrations; without a subcommand, apply pending migrations'
            cand schema 'Print the schema'
            cand status 'List migrations and their states, like `migrate status`; never writes'
            cand jobs 'List, manage and process jobs'
            cand serve 'Serve the HTTP API for remote workers and operators, and a web page'
            cand shell 'Open the engine''s own client: psql, mariadb or mysql, sqlite3'
            cand seed 'Create demo data in every table, or remote jobs in bulk'
            cand tasks 'List and show the MGX agent''s tasks'
            cand users 'Create and list users'
            cand api-keys 'Create, list and revoke API keys'
            cand config 'Show and check the profiles of the configuration file'
            cand completions 'Write shell completions to standard output'
            cand version 'Print the version (as JSON: also commit, target and profile of the build)'
            cand man 'Write manual pages into a folder'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'morag-db;init'= {
            cand --wait 'Wait up to this long for a server that refuses connections or is starting'
            cand --environment 'Record this environment name in the database, e.g. production; later a different name is refused'
            cand --grant-to 'Grant this application role the privileges that it needs on the tables; may be repeated'
            cand --assume-time-zone 'Time zone of times that are stored without one: UTC, an offset such as +02:00, or a time zone name that the server knows'
            cand --on-misfit 'What to do with rows that violate the new schema'
            cand --lock-timeout 'Wait up to this long while another process holds the migration lock'
            cand --ddl-lock-timeout 'Wait up to this long for a table that another session has locked, in each of several attempts'
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand --adopt 'First take over tables that another tool created, like `migrate adopt`, without asking'
            cand --accept-changed-rows 'Resume an interrupted adoption although applications changed rows in the meantime'
            cand --allow-out-of-order 'Allow applying a migration although a later one is already applied'
            cand --allow-newer 'Allow a database that has migrations newer than this program'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;verify'= {
            cand --fix-sql 'Write an SQL script that fixes the findings to this file; `-` writes only the script to standard output'
            cand --fix-data 'Write an SQL script that repairs rows to this file; it covers only times in SQLite that sort wrongly. `-` writes only the script to standard output'
            cand --ignore-file 'Ignore the objects listed in this file, one per line, named as in the report; `*` matches any text'
            cand --data-timeout 'Time limit for --data; checks that did not finish are listed'
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand --strict 'Also fail if there are extra objects or objects with different names'
            cand --data 'Also check rows: violated foreign keys and checks, unknown statuses, invalid times'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;health'= {
            cand --wait 'Wait up to this long for a server that refuses connections or is starting'
            cand --timeout 'Time limit for the check, not counting --wait'
            cand --watch 'Repeat until interrupted, at this interval (5s if no value is given); redraws on a terminal, otherwise prints each report'
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;test'= {
            cand --wait 'Wait up to this long for a server that refuses connections or is starting'
            cand --timeout 'Time limit for the check, not counting --wait'
            cand --watch 'Repeat until interrupted, at this interval (5s if no value is given); redraws on a terminal, otherwise prints each report'
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;reset'= {
            cand --database 'Name of the database, as a safety check; it must match the connected database'
            cand --lock-timeout 'Wait up to this long while another process holds the migration lock'
            cand --ddl-lock-timeout 'Wait up to this long for a table that another session has locked, in each of several attempts'
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand --cascade 'Also drop other tools'' objects that depend on these tables, e.g. views; the plan lists them'
            cand --all-objects 'Drop every object in the schema, including other tools'' objects'
            cand --no-backup 'Do not copy an SQLite file before the reset'
            cand --yes 'Confirm without being asked; requires --database'
            cand --force 'Confirm without being asked; requires --database'
            cand --allow-production 'Allow this on a database whose environment is production'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;copy'= {
            cand --from 'URL of the database to read [default: the configured database]'
            cand --to 'URL of the database to write'
            cand --tables 'Only these tables, comma-separated'
            cand --exclude 'All tables but these, comma-separated'
            cand --uuid-format 'From PostgreSQL to an engine that stores UUIDs as text: write them without hyphens, as SQLAlchemy 2 does, or with'
            cand --rate 'Write at most this much per second, e.g. 500kB or 20MB'
            cand --on-conflict 'What to do with rows that the target has with other values; replace asks first'
            cand --database 'Name of the database, as a safety check; it must match the connected database'
            cand --lock-timeout 'Wait up to this long while another process holds the migration lock'
            cand --ddl-lock-timeout 'Wait up to this long for a table that another session has locked, in each of several attempts'
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand --include-unmanaged 'Copy tables and columns that morag-db does not manage too, without indexes, defaults and constraints'
            cand --redact 'Replace personal and secret values by made-up ones: names, e-mail addresses, keys, error texts, JSON'
            cand --dry-run 'Show the plan and what the target can''t store; change nothing'
            cand --verify-only 'Compare the rows of both databases; change nothing'
            cand --into-existing 'Add the rows to a target that has rows; rows are the same if their primary keys are'
            cand --yes 'Confirm without being asked; requires --database'
            cand --force 'Confirm without being asked; requires --database'
            cand --allow-production 'Allow this on a database whose environment is production'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;backup'= {
            cand --keep-last 'In a folder: keep the N newest backups of this database'
            cand --keep-daily 'In a folder: keep the newest backup of each of the last N days that have one'
            cand --tables 'Only these tables, comma-separated'
            cand --exclude 'All tables but these, comma-separated'
            cand --uuid-format 'On PostgreSQL: write UUIDs without hyphens, as SQLAlchemy 2 does on other engines, or with'
            cand --rate 'Write at most this much per second, e.g. 20MB'
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand --check 'Check that FILE is a backup, can be read, and has the rows that were written'
            cand --compress 'Compress with zstd'
            cand --redact 'Replace personal and secret values by made-up ones, like `copy --redact`'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;restore'= {
            cand --tables 'Only these tables, comma-separated'
            cand --exclude 'All tables but these, comma-separated'
            cand --database 'Name of the database, as a safety check; it must match the connected database'
            cand --lock-timeout 'Wait up to this long while another process holds the migration lock'
            cand --ddl-lock-timeout 'Wait up to this long for a table that another session has locked, in each of several attempts'
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand --replace 'Drop all tables of the database first, like `reset`; shows what will be lost and asks'
            cand --dry-run 'Show the plan and what the database can''t store; change nothing'
            cand --yes 'Confirm without being asked; requires --database'
            cand --force 'Confirm without being asked; requires --database'
            cand --allow-production 'Allow this on a database whose environment is production'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;migrate'= {
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
            cand -h 'Print help'
            cand --help 'Print help'
            cand up 'Apply pending migrations'
            cand upgrade 'Apply pending migrations'
            cand down 'Undo migrations, newest first; asks for confirmation'
            cand downgrade 'Undo migrations, newest first; asks for confirmation'
            cand status 'List migrations and their states; never writes [aliases: current, history]'
            cand check 'Check that no migration is pending or failed, like `migrate status --exit-code`; never writes'
            cand plan 'Print the SQL that `migrate up` would run; never writes'
            cand baseline 'Record an existing schema as VERSION, after comparing it with the schema that VERSION creates'
            cand adopt 'Take over tables that another tool created, with their rows; asks for confirmation'
            cand repair 'Repair a failed migration that could not be rolled back (MySQL, MariaDB, or transaction:false)'
            cand unlock 'Show who holds the migration lock; --break removes the lease of a dead cluster node'
            cand lint 'Check migrations of your own for statements that destroy data or keep applications waiting; reads files only'
            cand new 'Create an empty migration of your own, NNNN_description.sql'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'morag-db;migrate;up'= {
            cand --to 'Stop after this version [default: the newest]'
            cand --steps 'Apply at most N migrations'
            cand --lock-timeout 'Wait up to this long while another process holds the migration lock'
            cand --ddl-lock-timeout 'Wait up to this long for a table that another session has locked, in each of several attempts'
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand --dry-run 'Print the SQL and change nothing'
            cand --allow-out-of-order 'Allow applying a migration although a later one is already applied'
            cand --allow-newer 'Allow a database that has migrations newer than this program'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;migrate;upgrade'= {
            cand --to 'Stop after this version [default: the newest]'
            cand --steps 'Apply at most N migrations'
            cand --lock-timeout 'Wait up to this long while another process holds the migration lock'
            cand --ddl-lock-timeout 'Wait up to this long for a table that another session has locked, in each of several attempts'
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand --dry-run 'Print the SQL and change nothing'
            cand --allow-out-of-order 'Allow applying a migration although a later one is already applied'
            cand --allow-newer 'Allow a database that has migrations newer than this program'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;migrate;down'= {
            cand --to 'Undo all migrations after this version; 0 undoes every migration'
            cand --steps 'Undo the newest N migrations'
            cand --database 'Name of the database, as a safety check; it must match the connected database'
            cand --lock-timeout 'Wait up to this long while another process holds the migration lock'
            cand --ddl-lock-timeout 'Wait up to this long for a table that another session has locked, in each of several attempts'
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand --yes 'Confirm without being asked; requires --database'
            cand --force 'Confirm without being asked; requires --database'
            cand --allow-production 'Allow this on a database whose environment is production'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;migrate;downgrade'= {
            cand --to 'Undo all migrations after this version; 0 undoes every migration'
            cand --steps 'Undo the newest N migrations'
            cand --database 'Name of the database, as a safety check; it must match the connected database'
            cand --lock-timeout 'Wait up to this long while another process holds the migration lock'
            cand --ddl-lock-timeout 'Wait up to this long for a table that another session has locked, in each of several attempts'
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand --yes 'Confirm without being asked; requires --database'
            cand --force 'Confirm without being asked; requires --database'
            cand --allow-production 'Allow this on a database whose environment is production'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;migrate;status'= {
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand --exit-code 'Exit with 3 if migrations are pending, 4 if one is modified, unknown or out of order, 6 while one is running, 7 if one has failed'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;migrate;check'= {
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;migrate;plan'= {
            cand --backend 'Engine of the offline plan'
            cand --to 'Stop after this version [default: the newest]'
            cand --steps 'Apply at most N migrations'
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand --offline 'Print the script for an empty database, without connecting to a database'
            cand --allow-out-of-order 'Allow applying a migration although a later one is already applied'
            cand --allow-newer 'Allow a database that has migrations newer than this program'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;migrate;baseline'= {
            cand --lock-timeout 'Wait up to this long while another process holds the migration lock'
            cand --ddl-lock-timeout 'Wait up to this long for a table that another session has locked, in each of several attempts'
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;migrate;adopt'= {
            cand --plan-out 'Also write the plan as JSON to this file'
            cand --assume-time-zone 'Time zone of times that are stored without one: UTC, an offset such as +02:00, or a time zone name that the server knows'
            cand --on-misfit 'What to do with rows that violate the new schema'
            cand --database 'Name of the database, as a safety check; it must match the connected database'
            cand --lock-timeout 'Wait up to this long while another process holds the migration lock'
            cand --ddl-lock-timeout 'Wait up to this long for a table that another session has locked, in each of several attempts'
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand --dry-run 'Print the plan and change nothing; exits with 4 if rows or tables prevent the adoption'
            cand --accept-changed-rows 'Resume an interrupted adoption although applications changed rows in the meantime'
            cand --no-backup 'Do not copy an SQLite file before the adoption'
            cand --yes 'Confirm without being asked; requires --database'
            cand --force 'Confirm without being asked; requires --database'
            cand --allow-production 'Allow this on a database whose environment is production'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;migrate;repair'= {
            cand --database 'Name of the database, as a safety check; it must match the connected database'
            cand --lock-timeout 'Wait up to this long while another process holds the migration lock'
            cand --ddl-lock-timeout 'Wait up to this long for a table that another session has locked, in each of several attempts'
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand --resume 'Continue at the failed step'
            cand --mark-applied 'Record the migration as applied; every step must already be visible in the schema'
            cand --roll-back 'Undo what the migration did; asks for confirmation'
            cand --yes 'Confirm without being asked; requires --database'
            cand --force 'Confirm without being asked; requires --database'
            cand --allow-production 'Allow this on a database whose environment is production'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;migrate;unlock'= {
            cand --database 'Name of the database, as a safety check; it must match the connected database'
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand --break 'Break the leases that are shown; asks for confirmation'
            cand --yes 'Confirm without being asked; requires --database'
            cand --force 'Confirm without being asked; requires --database'
            cand --allow-production 'Allow this on a database whose environment is production'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;migrate;lint'= {
            cand --backend 'Engine of the database; without it, the engine of the database URL'
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;migrate;new'= {
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;migrate;help'= {
            cand up 'Apply pending migrations'
            cand down 'Undo migrations, newest first; asks for confirmation'
            cand status 'List migrations and their states; never writes [aliases: current, history]'
            cand check 'Check that no migration is pending or failed, like `migrate status --exit-code`; never writes'
            cand plan 'Print the SQL that `migrate up` would run; never writes'
            cand baseline 'Record an existing schema as VERSION, after comparing it with the schema that VERSION creates'
            cand adopt 'Take over tables that another tool created, with their rows; asks for confirmation'
            cand repair 'Repair a failed migration that could not be rolled back (MySQL, MariaDB, or transaction:false)'
            cand unlock 'Show who holds the migration lock; --break removes the lease of a dead cluster node'
            cand lint 'Check migrations of your own for statements that destroy data or keep applications waiting; reads files only'
            cand new 'Create an empty migration of your own, NNNN_description.sql'
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
        &'morag-db;migrate;help;lint'= {
        }
        &'morag-db;migrate;help;new'= {
        }
        &'morag-db;migrate;help;help'= {
        }
        &'morag-db;schema'= {
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
            cand -h 'Print help'
            cand --help 'Print help'
            cand dump 'Print the live schema, or the expected one, as SQL or as a diagram'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'morag-db;schema;dump'= {
            cand --backend 'Engine of the expected schema [default: that of the configured database]'
            cand --to 'Version of the expected schema [default: the newest]'
            cand --format 'Format of the schema'
            cand --tables 'Only these tables, comma-separated'
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand --expected 'Print the schema that the migrations create instead of the live one'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;schema;help'= {
            cand dump 'Print the live schema, or the expected one, as SQL or as a diagram'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'morag-db;schema;help;dump'= {
        }
        &'morag-db;schema;help;help'= {
        }
        &'morag-db;status'= {
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'morag-db;jobs'= {
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
            cand -h 'Print help'
            cand --help 'Print help'
            cand list 'List jobs of all kinds, newest first'
            cand show 'Show one job with its attempts, operator actions and late results'
            cand why 'Explain why a job is not done, and which command moves it on'
            cand failures 'Group failed and timed-out jobs by error'
            cand stats 'Count jobs by kind and status; show wait times, run times and frequent errors'
            cand workers 'List workers that have a job now or had one recently'
            cand watch 'Watch jobs: redraw a table on a terminal, otherwise print each change as a line of JSON'
            cand create 'Create remote jobs'
            cand claim 'Claim pending jobs for a worker; the list is empty if there are none'
            cand heartbeat 'Send a heartbeat, which extends the deadline of a claim'
            cand submit 'Submit a result; a late result is refused (exit code 9) and stored'
            cand requeue 'Requeue failed, timed-out or cancelled jobs'
            cand cancel 'Cancel pending or running jobs'
            cand purge 'Delete remote jobs that have ended'
            cand prioritise 'Set the priority of pending remote jobs: those with a smaller number are claimed first'
            cand prioritize 'Set the priority of pending remote jobs: those with a smaller number are claimed first'
            cand pause 'Pause types of remote jobs: workers get none of them until they are resumed'
            cand resume 'Resume paused types of remote jobs'
            cand limits 'Show paused and limited types of remote jobs, or limit how many jobs of a type run at once'
            cand expire 'Expire remote jobs past their deadline; with --retry, also retry failed jobs'
            cand late 'List late results, or accept one'
            cand bench 'Measure throughput in jobs per second on a scratch database, which is then dropped'
            cand operations 'Show, pause, resume or abort a requeue that runs in steps (--canary)'
            cand undo 'Undo a bulk operation: restore the jobs that nobody has changed since'
            cand archive 'Move ended jobs into the archive, or show what it has'
            cand audit 'List bulk operations, newest first, or the jobs that one operation changed'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'morag-db;jobs;list'= {
            cand --kind 'Only these kinds, comma-separated: remote, ingest, processing, task-run [default: all]'
            cand --status 'Only these statuses, comma-separated: pending, processing, completed, failed, timeout, cancelled'
            cand --type 'Only these content types, document types or job types, comma-separated'
            cand --worker 'Only jobs claimed by this worker'
            cand --ingestion-task 'Only remote jobs created for this ingestion job'
            cand --error 'Only jobs whose error contains this text (case-insensitive)'
            cand --fingerprint 'Only failed and timed-out jobs with this fingerprint, which `jobs failures` shows'
            cand --where 'Only remote jobs with this option, e.g. options.lang=en; may be repeated'
            cand --created-after 'Only jobs created after this time, e.g. 2026-01-02T03:04:05Z, 2026-01-02 (UTC), yesterday, "2h ago"'
            cand --created-before 'Only jobs created before this time; same formats as --created-after'
            cand --ended-after 'Only jobs that ended after this time; same formats as --created-after'
            cand --ended-before 'Only jobs that ended before this time; same formats as --created-after'
            cand --older-than 'Only jobs created at least this long ago, e.g. 2h or 7d'
            cand --sort 'Which jobs come first: newest or oldest'
            cand --limit 'Show at most N jobs'
            cand --after 'Continue after this cursor, shown at the end of the previous page'
            cand --before 'Show the page before this cursor (`previous` in JSON output)'
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand --overdue 'Only remote jobs past their deadline that have not ended; `jobs expire` times them out'
            cand --archived 'Also list archived jobs'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;jobs;show'= {
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;jobs;why'= {
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand --all-stuck 'Group all jobs that take longer than usual by what holds them up'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;jobs;failures'= {
            cand --kind 'Only these kinds, comma-separated: remote, ingest, processing, task-run [default: all]'
            cand --limit 'Show at most N groups, the largest first'
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand --recount 'Count all failed remote jobs anew; needed after another application deleted failed jobs or changed their errors'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;jobs;stats'= {
            cand --window 'Show times and errors of jobs that ended within this time'
            cand --kind 'Only these kinds, comma-separated: remote, ingest, processing, task-run [default: all]'
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand --exact 'Count exactly; by default counting stops at 10,000 jobs per status'
            cand --archived 'Also count archived jobs, exactly; times and errors are those of jobs that are not archived'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;jobs;workers'= {
            cand --window 'Count jobs that ended within this time'
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;jobs;watch'= {
            cand --kind 'Only these kinds, comma-separated: remote, ingest, processing, task-run [default: all]'
            cand --status 'Only these statuses, comma-separated: pending, processing, completed, failed, timeout, cancelled'
            cand --type 'Only these content types, document types or job types, comma-separated'
            cand --worker 'Only jobs claimed by this worker'
            cand --ingestion-task 'Only remote jobs created for this ingestion job'
            cand --error 'Only jobs whose error contains this text (case-insensitive)'
            cand --fingerprint 'Only failed and timed-out jobs with this fingerprint, which `jobs failures` shows'
            cand --where 'Only remote jobs with this option, e.g. options.lang=en; may be repeated'
            cand --created-after 'Only jobs created after this time, e.g. 2026-01-02T03:04:05Z, 2026-01-02 (UTC), yesterday, "2h ago"'
            cand --created-before 'Only jobs created before this time; same formats as --created-after'
            cand --ended-after 'Only jobs that ended after this time; same formats as --created-after'
            cand --ended-before 'Only jobs that ended before this time; same formats as --created-after'
            cand --older-than 'Only jobs created at least this long ago, e.g. 2h or 7d'
            cand --interval 'Interval between refreshes'
            cand --limit 'Show at most N jobs'
            cand --until 'Stop when all watched jobs have ended'
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand --overdue 'Only remote jobs past their deadline that have not ended; `jobs expire` times them out'
            cand --exit-status 'With --until, exit with code 9 unless all watched jobs have completed'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;jobs;create'= {
            cand --type 'Content type: audio, video, document, image, web, youtube'
            cand --source 'File or URL to convert'
            cand --ingestion-task 'Id of the ingestion job that waits for this job'
            cand --options 'Options for the worker, as a JSON object'
            cand --option 'One option for the worker, e.g. lang=en; may be repeated'
            cand --priority 'Jobs with a smaller number are claimed first; may be negative'
            cand --max-retries 'Number of failures after which the job is not retried'
            cand --timeout 'Time out if no worker claims the job within this time'
            cand --count 'Create N identical jobs'
            cand --from-ndjson 'Read jobs from this file, one JSON object per line; `-` is standard input. Fields: ingestion_task_id, source_file_path, content_type; optional: task_options, priority, max_retries, timeout_seconds'
            cand --resume 'Create only the jobs that an interrupted run of the same command did not create; its error message shows the key'
            cand --as 'Name of the actor, recorded in the events [default: user@host]'
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;jobs;claim'= {
            cand --worker 'Name of the worker'
            cand --types 'Content types that the worker can process, comma-separated'
            cand --max 'Claim at most N jobs'
            cand --time-limit 'How long a claim lasts without a heartbeat, by content type, e.g. audio=45m [defaults: audio and youtube 30m, video 1h, document and web 10m, image 5m, others 30m]'
            cand --as 'Name of the actor, recorded in the events [default: user@host]'
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;jobs;heartbeat'= {
            cand --claim 'Claim token: the claim_seq that `jobs claim` returned'
            cand --time-limit 'How long a claim lasts without a heartbeat, by content type, e.g. audio=45m [defaults: audio and youtube 30m, video 1h, document and web 10m, image 5m, others 30m]'
            cand --as 'Name of the actor, recorded in the events [default: user@host]'
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;jobs;submit'= {
            cand --claim 'Claim token: the claim_seq that `jobs claim` returned'
            cand --worker 'Name of the worker; checked if --claim is not given'
            cand --error 'Error message of a failure'
            cand --content 'Converted text'
            cand --content-file 'File with the converted text; `-` is standard input'
            cand --metadata 'Metadata of the result, as a JSON object'
            cand --processing-time 'Processing time in seconds'
            cand --from-ndjson 'Read results from this file, one JSON object per line; `-` is standard input. Fields: id, claim_seq, outcome (success or failure), and content, metadata, processing_time or error'
            cand --claim-next 'Also claim the next jobs of these content types for --worker, in the same transaction'
            cand --max 'With --claim-next, claim at most N jobs'
            cand --time-limit 'How long a claim lasts without a heartbeat, by content type, e.g. audio=45m [defaults: audio and youtube 30m, video 1h, document and web 10m, image 5m, others 30m]'
            cand --as 'Name of the actor, recorded in the events [default: user@host]'
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand --success 'Report success'
            cand --failure 'Report failure; requires --error'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;jobs;requeue'= {
            cand --kind 'Only these kinds, comma-separated: remote, ingest, processing, task-run [default: all]'
            cand --status 'Only these statuses, comma-separated: pending, processing, completed, failed, timeout, cancelled'
            cand --type 'Only these content types, document types or job types, comma-separated'
            cand --worker 'Only jobs claimed by this worker'
            cand --ingestion-task 'Only remote jobs created for this ingestion job'
            cand --error 'Only jobs whose error contains this text (case-insensitive)'
            cand --fingerprint 'Only failed and timed-out jobs with this fingerprint, which `jobs failures` shows'
            cand --where 'Only remote jobs with this option, e.g. options.lang=en; may be repeated'
            cand --created-after 'Only jobs created after this time, e.g. 2026-01-02T03:04:05Z, 2026-01-02 (UTC), yesterday, "2h ago"'
            cand --created-before 'Only jobs created before this time; same formats as --created-after'
            cand --ended-after 'Only jobs that ended after this time; same formats as --created-after'
            cand --ended-before 'Only jobs that ended before this time; same formats as --created-after'
            cand --older-than 'Only jobs created at least this long ago, e.g. 2h or 7d'
            cand --limit 'Change at most N jobs, oldest first'
            cand --rate 'Change at most N jobs per second'
            cand --reason 'Reason, recorded in the events; required with --force and for more than 100 jobs'
            cand --keep-for 'Keep the jobs as they were for this long, for `jobs undo`, e.g. 12h or 30d; 0 keeps nothing'
            cand --plan-out 'Write the plan to this file for --apply, and change nothing'
            cand --apply 'Apply the plan in this file, which --plan-out wrote; instead of ids, filters and --limit'
            cand --as 'Name of the actor, recorded in the events [default: user@host]'
            cand --canary 'Requeue N jobs first, wait until they end, then requeue in steps, each four times as large as the one before'
            cand --max-failure-rate 'With --canary: stop if more than this share of a step''s jobs fails'
            cand --canary-timeout 'With --canary: stop if a step''s jobs have not ended after this time'
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand --overdue 'Only remote jobs past their deadline that have not ended; `jobs expire` times them out'
            cand --all 'Select all jobs that the action applies to; required if no id and no filter is given'
            cand --dry-run 'Show the plan and change nothing'
            cand --yes 'Apply the plan without asking for confirmation'
            cand --reset-retries 'Also reset the failure count to 0'
            cand --force 'Also requeue jobs that have no retries left, wait for a retry, are completed or are running; requires --reason'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;jobs;cancel'= {
            cand --kind 'Only these kinds, comma-separated: remote, ingest, processing, task-run [default: all]'
            cand --status 'Only these statuses, comma-separated: pending, processing, completed, failed, timeout, cancelled'
            cand --type 'Only these content types, document types or job types, comma-separated'
            cand --worker 'Only jobs claimed by this worker'
            cand --ingestion-task 'Only remote jobs created for this ingestion job'
            cand --error 'Only jobs whose error contains this text (case-insensitive)'
            cand --fingerprint 'Only failed and timed-out jobs with this fingerprint, which `jobs failures` shows'
            cand --where 'Only remote jobs with this option, e.g. options.lang=en; may be repeated'
            cand --created-after 'Only jobs created after this time, e.g. 2026-01-02T03:04:05Z, 2026-01-02 (UTC), yesterday, "2h ago"'
            cand --created-before 'Only jobs created before this time; same formats as --created-after'
            cand --ended-after 'Only jobs that ended after this time; same formats as --created-after'
            cand --ended-before 'Only jobs that ended before this time; same formats as --created-after'
            cand --older-than 'Only jobs created at least this long ago, e.g. 2h or 7d'
            cand --limit 'Change at most N jobs, oldest first'
            cand --rate 'Change at most N jobs per second'
            cand --reason 'Reason, recorded in the events; required with --force and for more than 100 jobs'
            cand --keep-for 'Keep the jobs as they were for this long, for `jobs undo`, e.g. 12h or 30d; 0 keeps nothing'
            cand --plan-out 'Write the plan to this file for --apply, and change nothing'
            cand --apply 'Apply the plan in this file, which --plan-out wrote; instead of ids, filters and --limit'
            cand --as 'Name of the actor, recorded in the events [default: user@host]'
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand --overdue 'Only remote jobs past their deadline that have not ended; `jobs expire` times them out'
            cand --all 'Select all jobs that the action applies to; required if no id and no filter is given'
            cand --dry-run 'Show the plan and change nothing'
            cand --yes 'Apply the plan without asking for confirmation'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;jobs;purge'= {
            cand --kind 'Only these kinds, comma-separated: remote, ingest, processing, task-run [default: all]'
            cand --status 'Only these statuses, comma-separated: pending, processing, completed, failed, timeout, cancelled'
            cand --type 'Only these content types, document types or job types, comma-separated'
            cand --worker 'Only jobs claimed by this worker'
            cand --ingestion-task 'Only remote jobs created for this ingestion job'
            cand --error 'Only jobs whose error contains this text (case-insensitive)'
            cand --fingerprint 'Only failed and timed-out jobs with this fingerprint, which `jobs failures` shows'
            cand --where 'Only remote jobs with this option, e.g. options.lang=en; may be repeated'
            cand --created-after 'Only jobs created after this time, e.g. 2026-01-02T03:04:05Z, 2026-01-02 (UTC), yesterday, "2h ago"'
            cand --created-before 'Only jobs created before this time; same formats as --created-after'
            cand --ended-after 'Only jobs that ended after this time; same formats as --created-after'
            cand --ended-before 'Only jobs that ended before this time; same formats as --created-after'
            cand --older-than 'Only jobs created at least this long ago, e.g. 2h or 7d'
            cand --limit 'Change at most N jobs, oldest first'
            cand --rate 'Change at most N jobs per second'
            cand --reason 'Reason, recorded in the events; required with --force and for more than 100 jobs'
            cand --keep-for 'Keep the jobs as they were for this long, for `jobs undo`, e.g. 12h or 30d; 0 keeps nothing'
            cand --plan-out 'Write the plan to this file for --apply, and change nothing'
            cand --apply 'Apply the plan in this file, which --plan-out wrote; instead of ids, filters and --limit'
            cand --as 'Name of the actor, recorded in the events [default: user@host]'
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand --overdue 'Only remote jobs past their deadline that have not ended; `jobs expire` times them out'
            cand --all 'Select all jobs that the action applies to; required if no id and no filter is given'
            cand --dry-run 'Show the plan and change nothing'
            cand --yes 'Apply the plan without asking for confirmation'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;jobs;prioritise'= {
            cand --kind 'Only these kinds, comma-separated: remote, ingest, processing, task-run [default: all]'
            cand --status 'Only these statuses, comma-separated: pending, processing, completed, failed, timeout, cancelled'
            cand --type 'Only these content types, document types or job types, comma-separated'
            cand --worker 'Only jobs claimed by this worker'
            cand --ingestion-task 'Only remote jobs created for this ingestion job'
            cand --error 'Only jobs whose error contains this text (case-insensitive)'
            cand --fingerprint 'Only failed and timed-out jobs with this fingerprint, which `jobs failures` shows'
            cand --where 'Only remote jobs with this option, e.g. options.lang=en; may be repeated'
            cand --created-after 'Only jobs created after this time, e.g. 2026-01-02T03:04:05Z, 2026-01-02 (UTC), yesterday, "2h ago"'
            cand --created-before 'Only jobs created before this time; same formats as --created-after'
            cand --ended-after 'Only jobs that ended after this time; same formats as --created-after'
            cand --ended-before 'Only jobs that ended before this time; same formats as --created-after'
            cand --older-than 'Only jobs created at least this long ago, e.g. 2h or 7d'
            cand --limit 'Change at most N jobs, oldest first'
            cand --rate 'Change at most N jobs per second'
            cand --reason 'Reason, recorded in the events; required with --force and for more than 100 jobs'
            cand --keep-for 'Keep the jobs as they were for this long, for `jobs undo`, e.g. 12h or 30d; 0 keeps nothing'
            cand --plan-out 'Write the plan to this file for --apply, and change nothing'
            cand --apply 'Apply the plan in this file, which --plan-out wrote; instead of ids, filters and --limit'
            cand --as 'Name of the actor, recorded in the events [default: user@host]'
            cand --to 'The priority; may be negative'
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand --overdue 'Only remote jobs past their deadline that have not ended; `jobs expire` times them out'
            cand --all 'Select all jobs that the action applies to; required if no id and no filter is given'
            cand --dry-run 'Show the plan and change nothing'
            cand --yes 'Apply the plan without asking for confirmation'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;jobs;prioritize'= {
            cand --kind 'Only these kinds, comma-separated: remote, ingest, processing, task-run [default: all]'
            cand --status 'Only these statuses, comma-separated: pending, processing, completed, failed, timeout, cancelled'
            cand --type 'Only these content types, document types or job types, comma-separated'
            cand --worker 'Only jobs claimed by this worker'
            cand --ingestion-task 'Only remote jobs created for this ingestion job'
            cand --error 'Only jobs whose error contains this text (case-insensitive)'
            cand --fingerprint 'Only failed and timed-out jobs with this fingerprint, which `jobs failures` shows'
            cand --where 'Only remote jobs with this option, e.g. options.lang=en; may be repeated'
            cand --created-after 'Only jobs created after this time, e.g. 2026-01-02T03:04:05Z, 2026-01-02 (UTC), yesterday, "2h ago"'
            cand --created-before 'Only jobs created before this time; same formats as --created-after'
            cand --ended-after 'Only jobs that ended after this time; same formats as --created-after'
            cand --ended-before 'Only jobs that ended before this time; same formats as --created-after'
            cand --older-than 'Only jobs created at least this long ago, e.g. 2h or 7d'
            cand --limit 'Change at most N jobs, oldest first'
            cand --rate 'Change at most N jobs per second'
            cand --reason 'Reason, recorded in the events; required with --force and for more than 100 jobs'
            cand --keep-for 'Keep the jobs as they were for this long, for `jobs undo`, e.g. 12h or 30d; 0 keeps nothing'
            cand --plan-out 'Write the plan to this file for --apply, and change nothing'
            cand --apply 'Apply the plan in this file, which --plan-out wrote; instead of ids, filters and --limit'
            cand --as 'Name of the actor, recorded in the events [default: user@host]'
            cand --to 'The priority; may be negative'
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand --overdue 'Only remote jobs past their deadline that have not ended; `jobs expire` times them out'
            cand --all 'Select all jobs that the action applies to; required if no id and no filter is given'
            cand --dry-run 'Show the plan and change nothing'
            cand --yes 'Apply the plan without asking for confirmation'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;jobs;pause'= {
            cand --type 'Content types, comma-separated: audio, video, document, image, web, youtube'
            cand --until 'Resume by itself at this time, e.g. 2026-01-02T03:04:05Z, 2026-01-02 (UTC), or after a length of time, e.g. 2h'
            cand --reason 'Reason, shown by `jobs why` and `jobs limits`'
            cand --as 'Name of the actor, recorded in the events [default: user@host]'
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand --all 'All content types'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;jobs;resume'= {
            cand --type 'Content types, comma-separated: audio, video, document, image, web, youtube'
            cand --reason 'Reason, recorded in the audit'
            cand --as 'Name of the actor, recorded in the events [default: user@host]'
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand --all 'All content types'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;jobs;limits'= {
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand set 'Let at most N jobs of a type run at once, over all workers'
            cand clear 'Remove the limit of a type'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'morag-db;jobs;limits;set'= {
            cand --type 'Content types, comma-separated: audio, video, document, image, web, youtube'
            cand --running 'Maximum number of running jobs of each type; 0 lets none start'
            cand --reason 'Reason, recorded in the audit'
            cand --as 'Name of the actor, recorded in the events [default: user@host]'
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand --all 'All content types'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;jobs;limits;clear'= {
            cand --type 'Content types, comma-separated: audio, video, document, image, web, youtube'
            cand --reason 'Reason, recorded in the audit'
            cand --as 'Name of the actor, recorded in the events [default: user@host]'
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand --all 'All content types'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;jobs;limits;help'= {
            cand set 'Let at most N jobs of a type run at once, over all workers'
            cand clear 'Remove the limit of a type'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'morag-db;jobs;limits;help;set'= {
        }
        &'morag-db;jobs;limits;help;clear'= {
        }
        &'morag-db;jobs;limits;help;help'= {
        }
        &'morag-db;jobs;expire'= {
            cand --retry-window 'Retry only failures that are at most this old'
            cand --every 'Repeat at this interval until interrupted'
            cand --as 'Name of the actor, recorded in the events [default: user@host]'
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand --retry 'Retry recently failed and timed-out jobs that were claimed with morag-db, after a backoff'
            cand --retry-backlog 'Allow retrying more than 100 failures in one run'
            cand --dry-run 'Count the jobs that would change, and change nothing'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;jobs;late'= {
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
            cand -h 'Print help'
            cand --help 'Print help'
            cand list 'List late results, newest first'
            cand accept 'Accept a late result as the job''s result, unless a worker is processing the job'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'morag-db;jobs;late;list'= {
            cand --limit 'Show at most N late results'
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;jobs;late;accept'= {
            cand --reason 'Reason, recorded in the events'
            cand --as 'Name of the actor, recorded in the events [default: user@host]'
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand --replace 'Replace the result of a job that is completed already; the event keeps the replaced result'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;jobs;late;help'= {
            cand list 'List late results, newest first'
            cand accept 'Accept a late result as the job''s result, unless a worker is processing the job'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'morag-db;jobs;late;help;list'= {
        }
        &'morag-db;jobs;late;help;accept'= {
        }
        &'morag-db;jobs;late;help;help'= {
        }
        &'morag-db;jobs;bench'= {
            cand --jobs 'Number of jobs for each measurement'
            cand --workers 'Number of concurrent workers; a single worker is measured too'
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;jobs;operations'= {
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand show 'Show the status of an operation'
            cand pause 'Pause an operation: jobs that are released go on, no further ones are released'
            cand resume 'Resume an operation that was paused, stopped or interrupted, and carry it out to its end'
            cand abort 'End an operation for good: its remaining jobs stay as they are'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'morag-db;jobs;operations;show'= {
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;jobs;operations;pause'= {
            cand --as 'Name of the actor, recorded in the events [default: user@host]'
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;jobs;operations;resume'= {
            cand --as 'Name of the actor, recorded in the events [default: user@host]'
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;jobs;operations;abort'= {
            cand --as 'Name of the actor, recorded in the events [default: user@host]'
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;jobs;operations;help'= {
            cand show 'Show the status of an operation'
            cand pause 'Pause an operation: jobs that are released go on, no further ones are released'
            cand resume 'Resume an operation that was paused, stopped or interrupted, and carry it out to its end'
            cand abort 'End an operation for good: its remaining jobs stay as they are'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'morag-db;jobs;operations;help;show'= {
        }
        &'morag-db;jobs;operations;help;pause'= {
        }
        &'morag-db;jobs;operations;help;resume'= {
        }
        &'morag-db;jobs;operations;help;abort'= {
        }
        &'morag-db;jobs;operations;help;help'= {
        }
        &'morag-db;jobs;undo'= {
            cand --rate 'Undo at most N jobs per second'
            cand --reason 'Reason, recorded in the events'
            cand --as 'Name of the actor, recorded in the events [default: user@host]'
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand --dry-run 'Show the plan and change nothing'
            cand --yes 'Undo without asking for confirmation'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;jobs;archive'= {
            cand --ended-before 'Move jobs that ended before this time, e.g. "30d ago" or 2026-01-01; at least one day ago'
            cand --status 'Only these statuses, comma-separated: completed, failed, timeout, cancelled [default: all]'
            cand --limit 'Move at most N jobs, those that ended first'
            cand --rate 'Move at most N jobs per second'
            cand --reason 'Reason, recorded with the operation'
            cand --as 'Name of the actor, recorded in the events [default: user@host]'
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand --dry-run 'Show the plan and change nothing'
            cand --yes 'Move the jobs without asking for confirmation'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand kept 'List the rows that are kept for `jobs undo`, by operation'
            cand prune 'Delete expired rows that were kept for `jobs undo`; with an option, also rows that have not expired'
            cand export 'Write the jobs of a month with their events and late results to compressed files'
            cand drop 'Drop a month of the archive'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'morag-db;jobs;archive;kept'= {
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;jobs;archive;prune'= {
            cand --at-most 'Delete the oldest rows until the rest has at most this size, e.g. 100MB or 1GiB; rows of purged jobs last'
            cand --operation 'Delete all rows of this operation (id or unique prefix)'
            cand --as 'Name of the actor, recorded in the events [default: user@host]'
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand --yes 'Delete without asking for confirmation'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;jobs;archive;export'= {
            cand --to 'Write the files to this folder'
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;jobs;archive;drop'= {
            cand --export 'Export the month to this folder first'
            cand --reason 'Reason, recorded with the operation'
            cand --as 'Name of the actor, recorded in the events [default: user@host]'
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand --dry-run 'Show the plan and change nothing'
            cand --yes 'Drop the month without asking for confirmation'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;jobs;archive;help'= {
            cand kept 'List the rows that are kept for `jobs undo`, by operation'
            cand prune 'Delete expired rows that were kept for `jobs undo`; with an option, also rows that have not expired'
            cand export 'Write the jobs of a month with their events and late results to compressed files'
            cand drop 'Drop a month of the archive'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'morag-db;jobs;archive;help;kept'= {
        }
        &'morag-db;jobs;archive;help;prune'= {
        }
        &'morag-db;jobs;archive;help;export'= {
        }
        &'morag-db;jobs;archive;help;drop'= {
        }
        &'morag-db;jobs;archive;help;help'= {
        }
        &'morag-db;jobs;audit'= {
            cand --limit 'Show at most N operations or jobs'
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;jobs;help'= {
            cand list 'List jobs of all kinds, newest first'
            cand show 'Show one job with its attempts, operator actions and late results'
            cand why 'Explain why a job is not done, and which command moves it on'
            cand failures 'Group failed and timed-out jobs by error'
            cand stats 'Count jobs by kind and status; show wait times, run times and frequent errors'
            cand workers 'List workers that have a job now or had one recently'
            cand watch 'Watch jobs: redraw a table on a terminal, otherwise print each change as a line of JSON'
            cand create 'Create remote jobs'
            cand claim 'Claim pending jobs for a worker; the list is empty if there are none'
            cand heartbeat 'Send a heartbeat, which extends the deadline of a claim'
            cand submit 'Submit a result; a late result is refused (exit code 9) and stored'
            cand requeue 'Requeue failed, timed-out or cancelled jobs'
            cand cancel 'Cancel pending or running jobs'
            cand purge 'Delete remote jobs that have ended'
            cand prioritise 'Set the priority of pending remote jobs: those with a smaller number are claimed first'
            cand pause 'Pause types of remote jobs: workers get none of them until they are resumed'
            cand resume 'Resume paused types of remote jobs'
            cand limits 'Show paused and limited types of remote jobs, or limit how many jobs of a type run at once'
            cand expire 'Expire remote jobs past their deadline; with --retry, also retry failed jobs'
            cand late 'List late results, or accept one'
            cand bench 'Measure throughput in jobs per second on a scratch database, which is then dropped'
            cand operations 'Show, pause, resume or abort a requeue that runs in steps (--canary)'
            cand undo 'Undo a bulk operation: restore the jobs that nobody has changed since'
            cand archive 'Move ended jobs into the archive, or show what it has'
            cand audit 'List bulk operations, newest first, or the jobs that one operation changed'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'morag-db;jobs;help;list'= {
        }
        &'morag-db;jobs;help;show'= {
        }
        &'morag-db;jobs;help;why'= {
        }
        &'morag-db;jobs;help;failures'= {
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
        &'morag-db;jobs;help;prioritise'= {
        }
        &'morag-db;jobs;help;pause'= {
        }
        &'morag-db;jobs;help;resume'= {
        }
        &'morag-db;jobs;help;limits'= {
            cand set 'Let at most N jobs of a type run at once, over all workers'
            cand clear 'Remove the limit of a type'
        }
        &'morag-db;jobs;help;limits;set'= {
        }
        &'morag-db;jobs;help;limits;clear'= {
        }
        &'morag-db;jobs;help;expire'= {
        }
        &'morag-db;jobs;help;late'= {
            cand list 'List late results, newest first'
            cand accept 'Accept a late result as the job''s result, unless a worker is processing the job'
        }
        &'morag-db;jobs;help;late;list'= {
        }
        &'morag-db;jobs;help;late;accept'= {
        }
        &'morag-db;jobs;help;bench'= {
        }
        &'morag-db;jobs;help;operations'= {
            cand show 'Show the status of an operation'
            cand pause 'Pause an operation: jobs that are released go on, no further ones are released'
            cand resume 'Resume an operation that was paused, stopped or interrupted, and carry it out to its end'
            cand abort 'End an operation for good: its remaining jobs stay as they are'
        }
        &'morag-db;jobs;help;operations;show'= {
        }
        &'morag-db;jobs;help;operations;pause'= {
        }
        &'morag-db;jobs;help;operations;resume'= {
        }
        &'morag-db;jobs;help;operations;abort'= {
        }
        &'morag-db;jobs;help;undo'= {
        }
        &'morag-db;jobs;help;archive'= {
            cand kept 'List the rows that are kept for `jobs undo`, by operation'
            cand prune 'Delete expired rows that were kept for `jobs undo`; with an option, also rows that have not expired'
            cand export 'Write the jobs of a month with their events and late results to compressed files'
            cand drop 'Drop a month of the archive'
        }
        &'morag-db;jobs;help;archive;kept'= {
        }
        &'morag-db;jobs;help;archive;prune'= {
        }
        &'morag-db;jobs;help;archive;export'= {
        }
        &'morag-db;jobs;help;archive;drop'= {
        }
        &'morag-db;jobs;help;audit'= {
        }
        &'morag-db;jobs;help;help'= {
        }
        &'morag-db;serve'= {
            cand --listen 'Address and port to listen on; port 0 chooses a free one'
            cand --anonymous-from 'Network whose clients need no API key; may be repeated'
            cand --anonymous-role 'Role of clients without an API key [default: user]'
            cand --trusted-proxy 'Network of proxies whose X-Forwarded-For header is trusted; may be repeated'
            cand --source-root 'Folder from which source files may be downloaded; may be repeated'
            cand --tls-cert 'TLS certificate chain, a PEM file'
            cand --tls-key 'TLS private key, a PEM file'
            cand --max-body 'Maximum size of a request body, in MiB'
            cand --rate-limit 'Maximum number of requests per second for each API key or address; 0 means no limit'
            cand --max-connections 'Maximum number of client connections'
            cand --max-wait 'Maximum duration of a long poll'
            cand --request-timeout 'Timeout of a request for a free database connection, and then for the answer of the database'
            cand --grace 'Maximum time for running requests to finish after SIGTERM'
            cand --sweep-interval 'Interval of the sweeper, which expires and retries jobs; only one instance runs it at a time'
            cand --archive-after 'Archive jobs that ended longer ago than this, up to 1,000 with each sweep, e.g. 30d; at least 1d [default: archive none]'
            cand --retry-window 'Retry only failures that are at most this old'
            cand --read-max-age 'Maximum age of what is read from the replica of --read-url; if its data is older, the database is read'
            cand --wait 'Wait up to this long for a database that refuses connections or is starting'
            cand --time-limit 'How long a claim lasts without a heartbeat, by content type, e.g. audio=45m [defaults: audio and youtube 30m, video 1h, document and web 10m, image 5m, others 30m]'
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand --require-keys 'Require an API key from every client, local ones included; use it behind a reverse proxy'
            cand --no-sweep 'Do not run the sweeper; run `morag-db jobs expire --retry` regularly instead'
            cand --retry-backlog 'Allow retrying more than 100 failures in one run'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;shell'= {
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand --read-only 'Refuse writes, unless somebody sets the session otherwise'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;seed'= {
            cand --seed 'Random seed; the same seed creates the same rows, except for their times'
            cand --remote-jobs 'Create N remote jobs instead, 90 % of them completed'
            cand --days 'Spread the creation times of these jobs over the last N days'
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand --with-events 'Also create the events of these jobs (claim and end of each run)'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;tasks'= {
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
            cand -h 'Print help'
            cand --help 'Print help'
            cand list 'List tasks with their success rates'
            cand show 'Show a task with its runs, metrics and artifacts'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'morag-db;tasks;list'= {
            cand --limit 'Show at most N tasks'
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;tasks;show'= {
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
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
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
            cand -h 'Print help'
            cand --help 'Print help'
            cand create 'Create a user'
            cand list 'List users'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'morag-db;users;create'= {
            cand --name 'Name of the user'
            cand --email 'Email address, unique among users'
            cand --role 'Role: ADMIN manages jobs, USER creates and processes jobs, VIEWER only reads'
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;users;list'= {
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
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
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
            cand -h 'Print help'
            cand --help 'Print help'
            cand create 'Create an API key for a user; it is shown only once, and only its hash is stored'
            cand list 'List API keys, without their secrets'
            cand revoke 'Revoke an API key'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'morag-db;api-keys;create'= {
            cand --user 'Id or email address of the user'
            cand --name 'Name of the key, e.g. the machine that uses it'
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;api-keys;list'= {
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;api-keys;revoke'= {
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;api-keys;help'= {
            cand create 'Create an API key for a user; it is shown only once, and only its hash is stored'
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
        &'morag-db;config'= {
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand show 'Show the profiles without passwords, and which one this run would use'
            cand check 'Check the configuration file: its keys, URLs, files, variables and programs; connects to nothing'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'morag-db;config;show'= {
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;config;check'= {
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;config;help'= {
            cand show 'Show the profiles without passwords, and which one this run would use'
            cand check 'Check the configuration file: its keys, URLs, files, variables and programs; connects to nothing'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'morag-db;config;help;show'= {
        }
        &'morag-db;config;help;check'= {
        }
        &'morag-db;config;help;help'= {
        }
        &'morag-db;completions'= {
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand --static 'Write a script that never runs morag-db; it completes only commands, options and fixed values'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;version'= {
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'morag-db;man'= {
            cand --database-url 'URL of the database; - reads it from standard input'
            cand --profile 'Profile of the configuration file, which names the database'
            cand --read-url 'URL of a read replica, for lists and statistics of jobs, and for verify, health and serve'
            cand --output 'Output format'
            cand --color 'Color output; respects NO_COLOR'
            cand --log-format 'Log format'
            cand --migrations-dir 'Folder with your own migrations'
            cand -v 'Log more to standard error; -vv logs every SQL statement'
            cand --verbose 'Log more to standard error; -vv logs every SQL statement'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;help'= {
            cand init 'Create the database if it is missing, migrate, and verify the result'
            cand verify 'Compare the live schema with the expected one; never writes'
            cand health 'Check whether the database can serve now; never writes'
            cand reset 'Drop everything that morag-db manages and create it anew; asks for confirmation'
            cand copy 'Copy the rows of a database to another one, on any engine, and compare both'
            cand backup 'Write all rows to a file that can be restored on any engine, or check such a file'
            cand restore 'Fill an empty database from a backup'
            cand migrate 'Apply, undo and inspect migrations; without a subcommand, apply pending migrations'
            cand schema 'Print the schema'
            cand status 'List migrations and their states, like `migrate status`; never writes'
            cand jobs 'List, manage and process jobs'
            cand serve 'Serve the HTTP API for remote workers and operators, and a web page'
            cand shell 'Open the engine''s own client: psql, mariadb or mysql, sqlite3'
            cand seed 'Create demo data in every table, or remote jobs in bulk'
            cand tasks 'List and show the MGX agent''s tasks'
            cand users 'Create and list users'
            cand api-keys 'Create, list and revoke API keys'
            cand config 'Show and check the profiles of the configuration file'
            cand completions 'Write shell completions to standard output'
            cand version 'Print the version (as JSON: also commit, target and profile of the build)'
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
        &'morag-db;help;copy'= {
        }
        &'morag-db;help;backup'= {
        }
        &'morag-db;help;restore'= {
        }
        &'morag-db;help;migrate'= {
            cand up 'Apply pending migrations'
            cand down 'Undo migrations, newest first; asks for confirmation'
            cand status 'List migrations and their states; never writes [aliases: current, history]'
            cand check 'Check that no migration is pending or failed, like `migrate status --exit-code`; never writes'
            cand plan 'Print the SQL that `migrate up` would run; never writes'
            cand baseline 'Record an existing schema as VERSION, after comparing it with the schema that VERSION creates'
            cand adopt 'Take over tables that another tool created, with their rows; asks for confirmation'
            cand repair 'Repair a failed migration that could not be rolled back (MySQL, MariaDB, or transaction:false)'
            cand unlock 'Show who holds the migration lock; --break removes the lease of a dead cluster node'
            cand lint 'Check migrations of your own for statements that destroy data or keep applications waiting; reads files only'
            cand new 'Create an empty migration of your own, NNNN_description.sql'
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
        &'morag-db;help;migrate;lint'= {
        }
        &'morag-db;help;migrate;new'= {
        }
        &'morag-db;help;schema'= {
            cand dump 'Print the live schema, or the expected one, as SQL or as a diagram'
        }
        &'morag-db;help;schema;dump'= {
        }
        &'morag-db;help;status'= {
        }
        &'morag-db;help;jobs'= {
            cand list 'List jobs of all kinds, newest first'
            cand show 'Show one job with its attempts, operator actions and late results'
            cand why 'Explain why a job is not done, and which command moves it on'
            cand failures 'Group failed and timed-out jobs by error'
            cand stats 'Count jobs by kind and status; show wait times, run times and frequent errors'
            cand workers 'List workers that have a job now or had one recently'
            cand watch 'Watch jobs: redraw a table on a terminal, otherwise print each change as a line of JSON'
            cand create 'Create remote jobs'
            cand claim 'Claim pending jobs for a worker; the list is empty if there are none'
            cand heartbeat 'Send a heartbeat, which extends the deadline of a claim'
            cand submit 'Submit a result; a late result is refused (exit code 9) and stored'
            cand requeue 'Requeue failed, timed-out or cancelled jobs'
            cand cancel 'Cancel pending or running jobs'
            cand purge 'Delete remote jobs that have ended'
            cand prioritise 'Set the priority of pending remote jobs: those with a smaller number are claimed first'
            cand pause 'Pause types of remote jobs: workers get none of them until they are resumed'
            cand resume 'Resume paused types of remote jobs'
            cand limits 'Show paused and limited types of remote jobs, or limit how many jobs of a type run at once'
            cand expire 'Expire remote jobs past their deadline; with --retry, also retry failed jobs'
            cand late 'List late results, or accept one'
            cand bench 'Measure throughput in jobs per second on a scratch database, which is then dropped'
            cand operations 'Show, pause, resume or abort a requeue that runs in steps (--canary)'
            cand undo 'Undo a bulk operation: restore the jobs that nobody has changed since'
            cand archive 'Move ended jobs into the archive, or show what it has'
            cand audit 'List bulk operations, newest first, or the jobs that one operation changed'
        }
        &'morag-db;help;jobs;list'= {
        }
        &'morag-db;help;jobs;show'= {
        }
        &'morag-db;help;jobs;why'= {
        }
        &'morag-db;help;jobs;failures'= {
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
        &'morag-db;help;jobs;prioritise'= {
        }
        &'morag-db;help;jobs;pause'= {
        }
        &'morag-db;help;jobs;resume'= {
        }
        &'morag-db;help;jobs;limits'= {
            cand set 'Let at most N jobs of a type run at once, over all workers'
            cand clear 'Remove the limit of a type'
        }
        &'morag-db;help;jobs;limits;set'= {
        }
        &'morag-db;help;jobs;limits;clear'= {
        }
        &'morag-db;help;jobs;expire'= {
        }
        &'morag-db;help;jobs;late'= {
            cand list 'List late results, newest first'
            cand accept 'Accept a late result as the job''s result, unless a worker is processing the job'
        }
        &'morag-db;help;jobs;late;list'= {
        }
        &'morag-db;help;jobs;late;accept'= {
        }
        &'morag-db;help;jobs;bench'= {
        }
        &'morag-db;help;jobs;operations'= {
            cand show 'Show the status of an operation'
            cand pause 'Pause an operation: jobs that are released go on, no further ones are released'
            cand resume 'Resume an operation that was paused, stopped or interrupted, and carry it out to its end'
            cand abort 'End an operation for good: its remaining jobs stay as they are'
        }
        &'morag-db;help;jobs;operations;show'= {
        }
        &'morag-db;help;jobs;operations;pause'= {
        }
        &'morag-db;help;jobs;operations;resume'= {
        }
        &'morag-db;help;jobs;operations;abort'= {
        }
        &'morag-db;help;jobs;undo'= {
        }
        &'morag-db;help;jobs;archive'= {
            cand kept 'List the rows that are kept for `jobs undo`, by operation'
            cand prune 'Delete expired rows that were kept for `jobs undo`; with an option, also rows that have not expired'
            cand export 'Write the jobs of a month with their events and late results to compressed files'
            cand drop 'Drop a month of the archive'
        }
        &'morag-db;help;jobs;archive;kept'= {
        }
        &'morag-db;help;jobs;archive;prune'= {
        }
        &'morag-db;help;jobs;archive;export'= {
        }
        &'morag-db;help;jobs;archive;drop'= {
        }
        &'morag-db;help;jobs;audit'= {
        }
        &'morag-db;help;serve'= {
        }
        &'morag-db;help;shell'= {
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
            cand create 'Create an API key for a user; it is shown only once, and only its hash is stored'
            cand list 'List API keys, without their secrets'
            cand revoke 'Revoke an API key'
        }
        &'morag-db;help;api-keys;create'= {
        }
        &'morag-db;help;api-keys;list'= {
        }
        &'morag-db;help;api-keys;revoke'= {
        }
        &'morag-db;help;config'= {
            cand show 'Show the profiles without passwords, and which one this run would use'
            cand check 'Check the configuration file: its keys, URLs, files, variables and programs; connects to nothing'
        }
        &'morag-db;help;config;show'= {
        }
        &'morag-db;help;config;check'= {
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
