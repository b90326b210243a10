
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
            cand --database-url 'Where the database is; - reads the URL from standard input'
            cand --output 'How to write the result (MORAG_OUTPUT)'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --log-format 'How to write the log'
            cand --migrations-dir 'The folder of this site''s own migrations'
            cand -v 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand init 'Create the database if it is missing, migrate, and check what was made'
            cand verify 'Compare the live schema with what the applied migrations make; never writes'
            cand health 'Can this database serve now? For probes and people; never writes'
            cand test 'Can this database serve now? For probes and people; never writes'
            cand reset 'Drop everything that morag-db manages and make it anew; asks first'
            cand migrate 'Apply, undo and inspect migrations'
            cand jobs 'Look at jobs of all kinds, and work and operate remote ones'
            cand serve 'Serve the HTTP API for remote workers and operators, and a page for people'
            cand seed 'Make demo data in every table, or remote jobs in bulk'
            cand tasks 'Look at the agent''s tasks'
            cand users 'Make and list users'
            cand api-keys 'Make, list and revoke API keys'
            cand completions 'Write the completions of a shell to standard output'
            cand man 'Write the manual pages into a folder'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'morag-db;init'= {
            cand --wait 'Wait so long for a server that refuses or is starting up'
            cand --environment 'Stamp the database with the name of its environment; set once, another name is refused'
            cand --grant-to 'Give an application''s role the rights that it needs on the tables; may be repeated'
            cand --assume-time-zone 'The zone in which times were written that are stored without one: UTC, an offset such as +02:00, or a name that the server knows'
            cand --on-misfit 'What to do with rows that would not fit'
            cand --lock-timeout 'Wait so long for another migration to end'
            cand --ddl-lock-timeout 'Wait so long for a table that another session uses, then try again a few times'
            cand --database-url 'Where the database is; - reads the URL from standard input'
            cand --output 'How to write the result (MORAG_OUTPUT)'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --log-format 'How to write the log'
            cand --migrations-dir 'The folder of this site''s own migrations'
            cand --adopt 'Adopt tables that another tool created first, as migrate adopt does, without asking'
            cand --accept-changed-rows 'Resume although rows have changed while the adoption was broken off: applications wrote meanwhile'
            cand --allow-out-of-order 'Apply a migration though a later one is applied'
            cand --allow-newer 'Accept a database that is ahead of this binary'
            cand -v 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;verify'= {
            cand --fix-sql 'Write a script that fixes what fails; `-` is standard output, and then nothing else is written there'
            cand --fix-data 'Write a script that repairs rows, as far as a statement can (times on SQLite that sort wrong), with a count each; `-` is standard output, and then nothing else is written there'
            cand --ignore-file 'Leave out the objects that a file names, one a line, as they stand in the report; `*` is any text'
            cand --data-timeout 'Look at the rows for so long at most; what is left then is said'
            cand --database-url 'Where the database is; - reads the URL from standard input'
            cand --output 'How to write the result (MORAG_OUTPUT)'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --log-format 'How to write the log'
            cand --migrations-dir 'The folder of this site''s own migrations'
            cand --strict 'Fail for extra objects, other names and objects of others too'
            cand --data 'Look at the rows too: broken foreign keys and checks, unknown statuses, times in a wrong format'
            cand -v 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;health'= {
            cand --wait 'Wait so long for a server that refuses or is starting up'
            cand --timeout 'Give up after so long, the waiting not counted'
            cand --watch 'Look again every so often until it is interrupted: redrawn on a terminal, else one report after the other'
            cand --database-url 'Where the database is; - reads the URL from standard input'
            cand --output 'How to write the result (MORAG_OUTPUT)'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --log-format 'How to write the log'
            cand --migrations-dir 'The folder of this site''s own migrations'
            cand -v 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;test'= {
            cand --wait 'Wait so long for a server that refuses or is starting up'
            cand --timeout 'Give up after so long, the waiting not counted'
            cand --watch 'Look again every so often until it is interrupted: redrawn on a terminal, else one report after the other'
            cand --database-url 'Where the database is; - reads the URL from standard input'
            cand --output 'How to write the result (MORAG_OUTPUT)'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --log-format 'How to write the log'
            cand --migrations-dir 'The folder of this site''s own migrations'
            cand -v 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;reset'= {
            cand --database 'The name of the database, to be compared'
            cand --lock-timeout 'Wait so long for another migration to end'
            cand --ddl-lock-timeout 'Wait so long for a table that another session uses, then try again a few times'
            cand --database-url 'Where the database is; - reads the URL from standard input'
            cand --output 'How to write the result (MORAG_OUTPUT)'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --log-format 'How to write the log'
            cand --migrations-dir 'The folder of this site''s own migrations'
            cand --cascade 'Drop what others have made to depend on these tables too: views, foreign keys; they are listed'
            cand --all-objects 'Drop every object of the schema, that of others too'
            cand --no-backup 'Make no copy of an SQLite file first'
            cand --yes 'Agree without being asked; needs --database'
            cand --allow-production 'Agree to it on a database that is stamped production'
            cand -v 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;migrate'= {
            cand --database-url 'Where the database is; - reads the URL from standard input'
            cand --output 'How to write the result (MORAG_OUTPUT)'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --log-format 'How to write the log'
            cand --migrations-dir 'The folder of this site''s own migrations'
            cand -v 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand up 'Apply what is pending'
            cand upgrade 'Apply what is pending'
            cand down 'Undo migrations, newest first; asks first'
            cand downgrade 'Undo migrations, newest first; asks first'
            cand status 'List the migrations and where they stand; never writes'
            cand current 'List the migrations and where they stand; never writes'
            cand history 'List the migrations and where they stand; never writes'
            cand plan 'Print the SQL that `up` would run; never writes'
            cand baseline 'Record a schema that somebody else made, after checking that it is what VERSION makes'
            cand adopt 'Take over tables that another tool created, with their rows; shows the plan and asks first'
            cand repair 'Find a way out of a failed migration (MySQL and MariaDB, which can''t roll DDL back)'
            cand unlock 'Show who holds the migration lock, and break a lease that a dead cluster node left behind'
            cand new 'Write an empty site migration NNNN_description.sql'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'morag-db;migrate;up'= {
            cand --to 'Up to and including this version'
            cand --steps 'This many migrations'
            cand --lock-timeout 'Wait so long for another migration to end'
            cand --ddl-lock-timeout 'Wait so long for a table that another session uses, then try again a few times'
            cand --database-url 'Where the database is; - reads the URL from standard input'
            cand --output 'How to write the result (MORAG_OUTPUT)'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --log-format 'How to write the log'
            cand --migrations-dir 'The folder of this site''s own migrations'
            cand --dry-run 'Print the exact SQL and change nothing'
            cand --allow-out-of-order 'Apply a migration though a later one is applied'
            cand --allow-newer 'Accept a database that is ahead of this binary'
            cand -v 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;migrate;upgrade'= {
            cand --to 'Up to and including this version'
            cand --steps 'This many migrations'
            cand --lock-timeout 'Wait so long for another migration to end'
            cand --ddl-lock-timeout 'Wait so long for a table that another session uses, then try again a few times'
            cand --database-url 'Where the database is; - reads the URL from standard input'
            cand --output 'How to write the result (MORAG_OUTPUT)'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --log-format 'How to write the log'
            cand --migrations-dir 'The folder of this site''s own migrations'
            cand --dry-run 'Print the exact SQL and change nothing'
            cand --allow-out-of-order 'Apply a migration though a later one is applied'
            cand --allow-newer 'Accept a database that is ahead of this binary'
            cand -v 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;migrate;down'= {
            cand --to 'Down to this version, which stays; 0 undoes all'
            cand --steps 'This many migrations'
            cand --database 'The name of the database, to be compared'
            cand --lock-timeout 'Wait so long for another migration to end'
            cand --ddl-lock-timeout 'Wait so long for a table that another session uses, then try again a few times'
            cand --database-url 'Where the database is; - reads the URL from standard input'
            cand --output 'How to write the result (MORAG_OUTPUT)'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --log-format 'How to write the log'
            cand --migrations-dir 'The folder of this site''s own migrations'
            cand --yes 'Agree without being asked; needs --database'
            cand --allow-production 'Agree to it on a database that is stamped production'
            cand -v 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;migrate;downgrade'= {
            cand --to 'Down to this version, which stays; 0 undoes all'
            cand --steps 'This many migrations'
            cand --database 'The name of the database, to be compared'
            cand --lock-timeout 'Wait so long for another migration to end'
            cand --ddl-lock-timeout 'Wait so long for a table that another session uses, then try again a few times'
            cand --database-url 'Where the database is; - reads the URL from standard input'
            cand --output 'How to write the result (MORAG_OUTPUT)'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --log-format 'How to write the log'
            cand --migrations-dir 'The folder of this site''s own migrations'
            cand --yes 'Agree without being asked; needs --database'
            cand --allow-production 'Agree to it on a database that is stamped production'
            cand -v 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;migrate;status'= {
            cand --database-url 'Where the database is; - reads the URL from standard input'
            cand --output 'How to write the result (MORAG_OUTPUT)'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --log-format 'How to write the log'
            cand --migrations-dir 'The folder of this site''s own migrations'
            cand --exit-code 'Exit with 3 where migrations are pending, 4 for a wrong history, 6 while one runs, 7 after a failure'
            cand -v 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;migrate;current'= {
            cand --database-url 'Where the database is; - reads the URL from standard input'
            cand --output 'How to write the result (MORAG_OUTPUT)'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --log-format 'How to write the log'
            cand --migrations-dir 'The folder of this site''s own migrations'
            cand --exit-code 'Exit with 3 where migrations are pending, 4 for a wrong history, 6 while one runs, 7 after a failure'
            cand -v 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;migrate;history'= {
            cand --database-url 'Where the database is; - reads the URL from standard input'
            cand --output 'How to write the result (MORAG_OUTPUT)'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --log-format 'How to write the log'
            cand --migrations-dir 'The folder of this site''s own migrations'
            cand --exit-code 'Exit with 3 where migrations are pending, 4 for a wrong history, 6 while one runs, 7 after a failure'
            cand -v 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;migrate;plan'= {
            cand --backend 'The engine of an offline plan'
            cand --to 'Up to and including this version'
            cand --steps 'This many migrations'
            cand --database-url 'Where the database is; - reads the URL from standard input'
            cand --output 'How to write the result (MORAG_OUTPUT)'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --log-format 'How to write the log'
            cand --migrations-dir 'The folder of this site''s own migrations'
            cand --offline 'Without a database: the whole script for an empty one'
            cand --allow-out-of-order 'Apply a migration though a later one is applied'
            cand --allow-newer 'Accept a database that is ahead of this binary'
            cand -v 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;migrate;baseline'= {
            cand --lock-timeout 'Wait so long for another migration to end'
            cand --ddl-lock-timeout 'Wait so long for a table that another session uses, then try again a few times'
            cand --database-url 'Where the database is; - reads the URL from standard input'
            cand --output 'How to write the result (MORAG_OUTPUT)'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --log-format 'How to write the log'
            cand --migrations-dir 'The folder of this site''s own migrations'
            cand -v 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;migrate;adopt'= {
            cand --plan-out 'Write the plan as JSON to this file, too'
            cand --assume-time-zone 'The zone in which times were written that are stored without one: UTC, an offset such as +02:00, or a name that the server knows'
            cand --on-misfit 'What to do with rows that would not fit'
            cand --database 'The name of the database, to be compared'
            cand --lock-timeout 'Wait so long for another migration to end'
            cand --ddl-lock-timeout 'Wait so long for a table that another session uses, then try again a few times'
            cand --database-url 'Where the database is; - reads the URL from standard input'
            cand --output 'How to write the result (MORAG_OUTPUT)'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --log-format 'How to write the log'
            cand --migrations-dir 'The folder of this site''s own migrations'
            cand --dry-run 'Print the plan and change nothing; exits with 4 where rows or tables stand in the way'
            cand --accept-changed-rows 'Resume although rows have changed while the adoption was broken off: applications wrote meanwhile'
            cand --no-backup 'Don''t copy an SQLite file first'
            cand --yes 'Agree without being asked; needs --database'
            cand --allow-production 'Agree to it on a database that is stamped production'
            cand -v 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;migrate;repair'= {
            cand --database 'The name of the database, to be compared'
            cand --lock-timeout 'Wait so long for another migration to end'
            cand --ddl-lock-timeout 'Wait so long for a table that another session uses, then try again a few times'
            cand --database-url 'Where the database is; - reads the URL from standard input'
            cand --output 'How to write the result (MORAG_OUTPUT)'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --log-format 'How to write the log'
            cand --migrations-dir 'The folder of this site''s own migrations'
            cand --resume 'Go on at the step that failed'
            cand --mark-applied 'Take it for applied; every step must show in the schema'
            cand --roll-back 'Undo what it did; asks first'
            cand --yes 'Agree without being asked; needs --database'
            cand --allow-production 'Agree to it on a database that is stamped production'
            cand -v 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;migrate;unlock'= {
            cand --database 'The name of the database, to be compared'
            cand --database-url 'Where the database is; - reads the URL from standard input'
            cand --output 'How to write the result (MORAG_OUTPUT)'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --log-format 'How to write the log'
            cand --migrations-dir 'The folder of this site''s own migrations'
            cand --break 'Break the leases that are shown; asks first'
            cand --yes 'Agree without being asked; needs --database'
            cand --allow-production 'Agree to it on a database that is stamped production'
            cand -v 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;migrate;new'= {
            cand --database-url 'Where the database is; - reads the URL from standard input'
            cand --output 'How to write the result (MORAG_OUTPUT)'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --log-format 'How to write the log'
            cand --migrations-dir 'The folder of this site''s own migrations'
            cand -v 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;migrate;help'= {
            cand up 'Apply what is pending'
            cand down 'Undo migrations, newest first; asks first'
            cand status 'List the migrations and where they stand; never writes'
            cand plan 'Print the SQL that `up` would run; never writes'
            cand baseline 'Record a schema that somebody else made, after checking that it is what VERSION makes'
            cand adopt 'Take over tables that another tool created, with their rows; shows the plan and asks first'
            cand repair 'Find a way out of a failed migration (MySQL and MariaDB, which can''t roll DDL back)'
            cand unlock 'Show who holds the migration lock, and break a lease that a dead cluster node left behind'
            cand new 'Write an empty site migration NNNN_description.sql'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'morag-db;migrate;help;up'= {
        }
        &'morag-db;migrate;help;down'= {
        }
        &'morag-db;migrate;help;status'= {
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
        &'morag-db;jobs'= {
            cand --as 'Who does it, for the events; user@host unless given'
            cand --database-url 'Where the database is; - reads the URL from standard input'
            cand --output 'How to write the result (MORAG_OUTPUT)'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --log-format 'How to write the log'
            cand --migrations-dir 'The folder of this site''s own migrations'
            cand -v 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand list 'List jobs of all kinds, newest first'
            cand show 'Tell the whole story of a job: its row, attempts, operators'' actions, late results'
            cand stats 'Count jobs by kind and status; how long they waited and ran, and what went wrong most'
            cand workers 'List the workers that have a job now or had one lately'
            cand watch 'Look again and again: redrawn on a terminal, off it a line of JSON for each job that changed'
            cand create 'Make remote jobs'
            cand claim 'Claim pending jobs for a worker; nothing to claim is an empty list'
            cand heartbeat 'Say that a claim''s worker is still at it'
            cand submit 'Hand in a result; one that comes too late is refused (9) and kept'
            cand requeue 'Have failed, timed-out or cancelled jobs done again'
            cand cancel 'Call off pending or running jobs'
            cand purge 'Remove remote jobs that have ended'
            cand expire 'End jobs and claims whose time is over'
            cand late 'Results that were refused'
            cand bench 'Measure jobs a second beside plain commits, on a scratch database that is dropped afterwards'
            cand audit 'List what operators did, newest first'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'morag-db;jobs;list'= {
            cand --kind 'remote, ingest, processing, task-run; all unless given'
            cand --status 'pending, processing, completed, failed, timeout, cancelled'
            cand --type 'Content, document or job type'
            cand --worker 'Of this worker'
            cand --ingestion-task 'Of this ingestion job'
            cand --error 'With this in the error'
            cand --where 'Remote jobs with this option, e.g. options.lang=en; may be repeated'
            cand --created-after 'Made after this time (RFC 3339)'
            cand --created-before 'Made before this time (RFC 3339)'
            cand --older-than 'Made so long ago at least'
            cand --sort 'Which end comes first: newest or oldest'
            cand --limit 'At most so many'
            cand --after 'Go on behind the page that ended with this'
            cand --as 'Who does it, for the events; user@host unless given'
            cand --database-url 'Where the database is; - reads the URL from standard input'
            cand --output 'How to write the result (MORAG_OUTPUT)'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --log-format 'How to write the log'
            cand --migrations-dir 'The folder of this site''s own migrations'
            cand -v 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;jobs;show'= {
            cand --as 'Who does it, for the events; user@host unless given'
            cand --database-url 'Where the database is; - reads the URL from standard input'
            cand --output 'How to write the result (MORAG_OUTPUT)'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --log-format 'How to write the log'
            cand --migrations-dir 'The folder of this site''s own migrations'
            cand -v 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;jobs;stats'= {
            cand --window 'Times and errors of what ended in so long'
            cand --as 'Who does it, for the events; user@host unless given'
            cand --database-url 'Where the database is; - reads the URL from standard input'
            cand --output 'How to write the result (MORAG_OUTPUT)'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --log-format 'How to write the log'
            cand --migrations-dir 'The folder of this site''s own migrations'
            cand --exact 'Count to the end; otherwise counts stop at 10,000'
            cand -v 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;jobs;workers'= {
            cand --window 'Count what ended in so long'
            cand --as 'Who does it, for the events; user@host unless given'
            cand --database-url 'Where the database is; - reads the URL from standard input'
            cand --output 'How to write the result (MORAG_OUTPUT)'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --log-format 'How to write the log'
            cand --migrations-dir 'The folder of this site''s own migrations'
            cand -v 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;jobs;watch'= {
            cand --kind 'remote, ingest, processing, task-run; all unless given'
            cand --status 'pending, processing, completed, failed, timeout, cancelled'
            cand --type 'Content, document or job type'
            cand --worker 'Of this worker'
            cand --ingestion-task 'Of this ingestion job'
            cand --error 'With this in the error'
            cand --where 'Remote jobs with this option, e.g. options.lang=en; may be repeated'
            cand --created-after 'Made after this time (RFC 3339)'
            cand --created-before 'Made before this time (RFC 3339)'
            cand --older-than 'Made so long ago at least'
            cand --interval 'Between two looks'
            cand --limit 'Show at most so many'
            cand --until 'Stop when all of them have ended'
            cand --as 'Who does it, for the events; user@host unless given'
            cand --database-url 'Where the database is; - reads the URL from standard input'
            cand --output 'How to write the result (MORAG_OUTPUT)'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --log-format 'How to write the log'
            cand --migrations-dir 'The folder of this site''s own migrations'
            cand --exit-status 'Exit 9 unless all of them completed'
            cand -v 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;jobs;create'= {
            cand --type 'audio, video, document, image, web, youtube'
            cand --source 'The file or URL to convert'
            cand --ingestion-task 'The ingestion job that waits for it'
            cand --options 'Options for the worker, a JSON object'
            cand --option 'One option for the worker; may be repeated'
            cand --max-retries 'How often it may fail'
            cand --timeout 'Give it up if nobody claims it for so long'
            cand --count 'So many of them'
            cand --from-ndjson 'One job a line: ingestion_task_id, source_file_path, content_type, and what else may be given; `-` is standard input'
            cand --resume 'Create only what an interrupted run of the same command left out; its error shows the key'
            cand --as 'Who does it, for the events; user@host unless given'
            cand --database-url 'Where the database is; - reads the URL from standard input'
            cand --output 'How to write the result (MORAG_OUTPUT)'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --log-format 'How to write the log'
            cand --migrations-dir 'The folder of this site''s own migrations'
            cand -v 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;jobs;claim'= {
            cand --worker 'Its name'
            cand --types 'The content types that it can do'
            cand --max 'At most so many'
            cand --time-limit 'How long a claim of a type lasts without a heartbeat, e.g. audio=45m; of those not named, see docs/jobs.md'
            cand --as 'Who does it, for the events; user@host unless given'
            cand --database-url 'Where the database is; - reads the URL from standard input'
            cand --output 'How to write the result (MORAG_OUTPUT)'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --log-format 'How to write the log'
            cand --migrations-dir 'The folder of this site''s own migrations'
            cand -v 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;jobs;heartbeat'= {
            cand --claim 'The claim, as `jobs claim` gave it (claim_seq)'
            cand --time-limit 'How long a claim of a type lasts without a heartbeat, e.g. audio=45m; of those not named, see docs/jobs.md'
            cand --as 'Who does it, for the events; user@host unless given'
            cand --database-url 'Where the database is; - reads the URL from standard input'
            cand --output 'How to write the result (MORAG_OUTPUT)'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --log-format 'How to write the log'
            cand --migrations-dir 'The folder of this site''s own migrations'
            cand -v 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;jobs;submit'= {
            cand --claim 'The claim, as `jobs claim` gave it (claim_seq)'
            cand --worker 'The worker, where there is no claim to name'
            cand --error 'Why it can''t be done'
            cand --content 'The converted text'
            cand --content-file 'A file with the converted text'
            cand --metadata 'What else the worker knows, a JSON object'
            cand --processing-time 'How long it took, in seconds'
            cand --from-ndjson 'One result a line: id, claim_seq, outcome (success or failure), and content, metadata, processing_time or error'
            cand --claim-next 'Claim the next jobs of these content types along with it, for --worker'
            cand --max 'At most so many of them'
            cand --time-limit 'How long a claim of a type lasts without a heartbeat, e.g. audio=45m; of those not named, see docs/jobs.md'
            cand --as 'Who does it, for the events; user@host unless given'
            cand --database-url 'Where the database is; - reads the URL from standard input'
            cand --output 'How to write the result (MORAG_OUTPUT)'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --log-format 'How to write the log'
            cand --migrations-dir 'The folder of this site''s own migrations'
            cand --success 'It is done'
            cand --failure 'It can''t be done'
            cand -v 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;jobs;requeue'= {
            cand --kind 'remote, ingest, processing, task-run; all unless given'
            cand --status 'pending, processing, completed, failed, timeout, cancelled'
            cand --type 'Content, document or job type'
            cand --worker 'Of this worker'
            cand --ingestion-task 'Of this ingestion job'
            cand --error 'With this in the error'
            cand --where 'Remote jobs with this option, e.g. options.lang=en; may be repeated'
            cand --created-after 'Made after this time (RFC 3339)'
            cand --created-before 'Made before this time (RFC 3339)'
            cand --older-than 'Made so long ago at least'
            cand --limit 'At most so many, oldest first'
            cand --rate 'At most so many a second'
            cand --reason 'Why; it stands in the events'
            cand --plan-out 'Write the plan to a file, to be applied later as it is'
            cand --apply 'Do what a plan says that was written before'
            cand --as 'Who does it, for the events; user@host unless given'
            cand --database-url 'Where the database is; - reads the URL from standard input'
            cand --output 'How to write the result (MORAG_OUTPUT)'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --log-format 'How to write the log'
            cand --migrations-dir 'The folder of this site''s own migrations'
            cand --all 'All jobs for which it is allowed; needed where nothing else is said'
            cand --dry-run 'Show the plan and change nothing'
            cand --yes 'Agree without being asked'
            cand --reset-retries 'As if they had never failed'
            cand --force 'Past the last retry, and completed or running ones too; needs a reason'
            cand -v 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;jobs;cancel'= {
            cand --kind 'remote, ingest, processing, task-run; all unless given'
            cand --status 'pending, processing, completed, failed, timeout, cancelled'
            cand --type 'Content, document or job type'
            cand --worker 'Of this worker'
            cand --ingestion-task 'Of this ingestion job'
            cand --error 'With this in the error'
            cand --where 'Remote jobs with this option, e.g. options.lang=en; may be repeated'
            cand --created-after 'Made after this time (RFC 3339)'
            cand --created-before 'Made before this time (RFC 3339)'
            cand --older-than 'Made so long ago at least'
            cand --limit 'At most so many, oldest first'
            cand --rate 'At most so many a second'
            cand --reason 'Why; it stands in the events'
            cand --plan-out 'Write the plan to a file, to be applied later as it is'
            cand --apply 'Do what a plan says that was written before'
            cand --as 'Who does it, for the events; user@host unless given'
            cand --database-url 'Where the database is; - reads the URL from standard input'
            cand --output 'How to write the result (MORAG_OUTPUT)'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --log-format 'How to write the log'
            cand --migrations-dir 'The folder of this site''s own migrations'
            cand --all 'All jobs for which it is allowed; needed where nothing else is said'
            cand --dry-run 'Show the plan and change nothing'
            cand --yes 'Agree without being asked'
            cand -v 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;jobs;purge'= {
            cand --kind 'remote, ingest, processing, task-run; all unless given'
            cand --status 'pending, processing, completed, failed, timeout, cancelled'
            cand --type 'Content, document or job type'
            cand --worker 'Of this worker'
            cand --ingestion-task 'Of this ingestion job'
            cand --error 'With this in the error'
            cand --where 'Remote jobs with this option, e.g. options.lang=en; may be repeated'
            cand --created-after 'Made after this time (RFC 3339)'
            cand --created-before 'Made before this time (RFC 3339)'
            cand --older-than 'Made so long ago at least'
            cand --limit 'At most so many, oldest first'
            cand --rate 'At most so many a second'
            cand --reason 'Why; it stands in the events'
            cand --plan-out 'Write the plan to a file, to be applied later as it is'
            cand --apply 'Do what a plan says that was written before'
            cand --as 'Who does it, for the events; user@host unless given'
            cand --database-url 'Where the database is; - reads the URL from standard input'
            cand --output 'How to write the result (MORAG_OUTPUT)'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --log-format 'How to write the log'
            cand --migrations-dir 'The folder of this site''s own migrations'
            cand --all 'All jobs for which it is allowed; needed where nothing else is said'
            cand --dry-run 'Show the plan and change nothing'
            cand --yes 'Agree without being asked'
            cand -v 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;jobs;expire'= {
            cand --retry-window 'Leave failures alone that are older than this'
            cand --every 'Again and again, until it is interrupted'
            cand --as 'Who does it, for the events; user@host unless given'
            cand --database-url 'Where the database is; - reads the URL from standard input'
            cand --output 'How to write the result (MORAG_OUTPUT)'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --log-format 'How to write the log'
            cand --migrations-dir 'The folder of this site''s own migrations'
            cand --retry 'Retry what failed or timed out on a claim that morag-db made, after a backoff'
            cand --retry-backlog 'Retry more than 100 failures at once, too'
            cand --dry-run 'Print what would be done and change nothing'
            cand -v 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;jobs;late'= {
            cand --as 'Who does it, for the events; user@host unless given'
            cand --database-url 'Where the database is; - reads the URL from standard input'
            cand --output 'How to write the result (MORAG_OUTPUT)'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --log-format 'How to write the log'
            cand --migrations-dir 'The folder of this site''s own migrations'
            cand -v 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand list 'List them, newest first'
            cand accept 'Make one the job''s result, unless a worker has the job now'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'morag-db;jobs;late;list'= {
            cand --limit 'At most so many'
            cand --as 'Who does it, for the events; user@host unless given'
            cand --database-url 'Where the database is; - reads the URL from standard input'
            cand --output 'How to write the result (MORAG_OUTPUT)'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --log-format 'How to write the log'
            cand --migrations-dir 'The folder of this site''s own migrations'
            cand -v 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;jobs;late;accept'= {
            cand --reason 'Why'
            cand --as 'Who does it, for the events; user@host unless given'
            cand --database-url 'Where the database is; - reads the URL from standard input'
            cand --output 'How to write the result (MORAG_OUTPUT)'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --log-format 'How to write the log'
            cand --migrations-dir 'The folder of this site''s own migrations'
            cand -v 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;jobs;late;help'= {
            cand list 'List them, newest first'
            cand accept 'Make one the job''s result, unless a worker has the job now'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'morag-db;jobs;late;help;list'= {
        }
        &'morag-db;jobs;late;help;accept'= {
        }
        &'morag-db;jobs;late;help;help'= {
        }
        &'morag-db;jobs;bench'= {
            cand --jobs 'So many jobs for each figure'
            cand --workers 'Beside one worker, so many at once'
            cand --as 'Who does it, for the events; user@host unless given'
            cand --database-url 'Where the database is; - reads the URL from standard input'
            cand --output 'How to write the result (MORAG_OUTPUT)'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --log-format 'How to write the log'
            cand --migrations-dir 'The folder of this site''s own migrations'
            cand -v 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;jobs;audit'= {
            cand --limit 'At most so many'
            cand --as 'Who does it, for the events; user@host unless given'
            cand --database-url 'Where the database is; - reads the URL from standard input'
            cand --output 'How to write the result (MORAG_OUTPUT)'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --log-format 'How to write the log'
            cand --migrations-dir 'The folder of this site''s own migrations'
            cand -v 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;jobs;help'= {
            cand list 'List jobs of all kinds, newest first'
            cand show 'Tell the whole story of a job: its row, attempts, operators'' actions, late results'
            cand stats 'Count jobs by kind and status; how long they waited and ran, and what went wrong most'
            cand workers 'List the workers that have a job now or had one lately'
            cand watch 'Look again and again: redrawn on a terminal, off it a line of JSON for each job that changed'
            cand create 'Make remote jobs'
            cand claim 'Claim pending jobs for a worker; nothing to claim is an empty list'
            cand heartbeat 'Say that a claim''s worker is still at it'
            cand submit 'Hand in a result; one that comes too late is refused (9) and kept'
            cand requeue 'Have failed, timed-out or cancelled jobs done again'
            cand cancel 'Call off pending or running jobs'
            cand purge 'Remove remote jobs that have ended'
            cand expire 'End jobs and claims whose time is over'
            cand late 'Results that were refused'
            cand bench 'Measure jobs a second beside plain commits, on a scratch database that is dropped afterwards'
            cand audit 'List what operators did, newest first'
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
            cand list 'List them, newest first'
            cand accept 'Make one the job''s result, unless a worker has the job now'
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
            cand --listen 'Where to listen; port 0 takes a free one'
            cand --anonymous-from 'Let a network in without a key; may be repeated'
            cand --anonymous-role 'What those without a key may do [default: user]'
            cand --trusted-proxy 'Believe what a proxy in this network says of its clients'' addresses (X-Forwarded-For); may be repeated'
            cand --source-root 'Hand source files out from under this folder; may be repeated'
            cand --tls-cert 'Speak TLS with this certificate chain, a PEM file'
            cand --tls-key 'The certificate''s key, a PEM file'
            cand --max-body 'Refuse larger bodies, in MiB'
            cand --rate-limit 'Requests a second by one key or address, twice as many at once; 0 for as many as come'
            cand --max-connections 'Connections of clients at once'
            cand --max-wait 'Hold a long poll so long at most'
            cand --request-timeout 'Give the database so long for each request, and for a free connection to it'
            cand --grace 'Let what runs go on for so long after SIGTERM'
            cand --sweep-interval 'End what is over and try again what failed this often; one of all instances does it'
            cand --retry-window 'Leave failures alone that are older than this'
            cand --wait 'Wait so long for a database that refuses or is starting up'
            cand --time-limit 'How long a claim of a type lasts without a heartbeat, e.g. audio=45m; of those not named, see docs/jobs.md'
            cand --database-url 'Where the database is; - reads the URL from standard input'
            cand --output 'How to write the result (MORAG_OUTPUT)'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --log-format 'How to write the log'
            cand --migrations-dir 'The folder of this site''s own migrations'
            cand --require-keys 'Let nobody in without a key, from this machine neither; for a reverse proxy on it'
            cand --no-sweep 'Leave that to `morag-db jobs expire --retry`'
            cand --retry-backlog 'Retry more than 100 failures at once, too'
            cand -v 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;seed'= {
            cand --seed 'The same number makes the same rows, but for their times'
            cand --remote-jobs 'So many remote jobs instead, nine in ten of them done'
            cand --database-url 'Where the database is; - reads the URL from standard input'
            cand --output 'How to write the result (MORAG_OUTPUT)'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --log-format 'How to write the log'
            cand --migrations-dir 'The folder of this site''s own migrations'
            cand -v 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;tasks'= {
            cand --database-url 'Where the database is; - reads the URL from standard input'
            cand --output 'How to write the result (MORAG_OUTPUT)'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --log-format 'How to write the log'
            cand --migrations-dir 'The folder of this site''s own migrations'
            cand -v 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand list 'List the agent''s tasks with how often they succeed'
            cand show 'Show a task with its runs, metrics and artifacts'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'morag-db;tasks;list'= {
            cand --limit 'At most so many'
            cand --database-url 'Where the database is; - reads the URL from standard input'
            cand --output 'How to write the result (MORAG_OUTPUT)'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --log-format 'How to write the log'
            cand --migrations-dir 'The folder of this site''s own migrations'
            cand -v 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;tasks;show'= {
            cand --database-url 'Where the database is; - reads the URL from standard input'
            cand --output 'How to write the result (MORAG_OUTPUT)'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --log-format 'How to write the log'
            cand --migrations-dir 'The folder of this site''s own migrations'
            cand -v 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;tasks;help'= {
            cand list 'List the agent''s tasks with how often they succeed'
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
            cand --database-url 'Where the database is; - reads the URL from standard input'
            cand --output 'How to write the result (MORAG_OUTPUT)'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --log-format 'How to write the log'
            cand --migrations-dir 'The folder of this site''s own migrations'
            cand -v 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand create 'Make a user'
            cand list 'List the users'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'morag-db;users;create'= {
            cand --name 'Its name'
            cand --email 'Its address; no two users have the same'
            cand --role 'ADMIN operates, USER creates and works, VIEWER reads'
            cand --database-url 'Where the database is; - reads the URL from standard input'
            cand --output 'How to write the result (MORAG_OUTPUT)'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --log-format 'How to write the log'
            cand --migrations-dir 'The folder of this site''s own migrations'
            cand -v 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;users;list'= {
            cand --database-url 'Where the database is; - reads the URL from standard input'
            cand --output 'How to write the result (MORAG_OUTPUT)'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --log-format 'How to write the log'
            cand --migrations-dir 'The folder of this site''s own migrations'
            cand -v 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;users;help'= {
            cand create 'Make a user'
            cand list 'List the users'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'morag-db;users;help;create'= {
        }
        &'morag-db;users;help;list'= {
        }
        &'morag-db;users;help;help'= {
        }
        &'morag-db;api-keys'= {
            cand --database-url 'Where the database is; - reads the URL from standard input'
            cand --output 'How to write the result (MORAG_OUTPUT)'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --log-format 'How to write the log'
            cand --migrations-dir 'The folder of this site''s own migrations'
            cand -v 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand create 'Make a key for a user; it is shown once, and the database holds only its hash'
            cand list 'List the keys, without the keys themselves'
            cand revoke 'Remove a key; who holds it is let in no more'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'morag-db;api-keys;create'= {
            cand --user 'The user, by id or address'
            cand --name 'What it is for'
            cand --database-url 'Where the database is; - reads the URL from standard input'
            cand --output 'How to write the result (MORAG_OUTPUT)'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --log-format 'How to write the log'
            cand --migrations-dir 'The folder of this site''s own migrations'
            cand -v 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;api-keys;list'= {
            cand --database-url 'Where the database is; - reads the URL from standard input'
            cand --output 'How to write the result (MORAG_OUTPUT)'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --log-format 'How to write the log'
            cand --migrations-dir 'The folder of this site''s own migrations'
            cand -v 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;api-keys;revoke'= {
            cand --database-url 'Where the database is; - reads the URL from standard input'
            cand --output 'How to write the result (MORAG_OUTPUT)'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --log-format 'How to write the log'
            cand --migrations-dir 'The folder of this site''s own migrations'
            cand -v 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;api-keys;help'= {
            cand create 'Make a key for a user; it is shown once, and the database holds only its hash'
            cand list 'List the keys, without the keys themselves'
            cand revoke 'Remove a key; who holds it is let in no more'
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
            cand --database-url 'Where the database is; - reads the URL from standard input'
            cand --output 'How to write the result (MORAG_OUTPUT)'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --log-format 'How to write the log'
            cand --migrations-dir 'The folder of this site''s own migrations'
            cand -v 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;man'= {
            cand --database-url 'Where the database is; - reads the URL from standard input'
            cand --output 'How to write the result (MORAG_OUTPUT)'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --log-format 'How to write the log'
            cand --migrations-dir 'The folder of this site''s own migrations'
            cand -v 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand --verbose 'Say more on standard error; twice says every statement (MORAG_LOG takes a filter)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'morag-db;help'= {
            cand init 'Create the database if it is missing, migrate, and check what was made'
            cand verify 'Compare the live schema with what the applied migrations make; never writes'
            cand health 'Can this database serve now? For probes and people; never writes'
            cand reset 'Drop everything that morag-db manages and make it anew; asks first'
            cand migrate 'Apply, undo and inspect migrations'
            cand jobs 'Look at jobs of all kinds, and work and operate remote ones'
            cand serve 'Serve the HTTP API for remote workers and operators, and a page for people'
            cand seed 'Make demo data in every table, or remote jobs in bulk'
            cand tasks 'Look at the agent''s tasks'
            cand users 'Make and list users'
            cand api-keys 'Make, list and revoke API keys'
            cand completions 'Write the completions of a shell to standard output'
            cand man 'Write the manual pages into a folder'
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
            cand up 'Apply what is pending'
            cand down 'Undo migrations, newest first; asks first'
            cand status 'List the migrations and where they stand; never writes'
            cand plan 'Print the SQL that `up` would run; never writes'
            cand baseline 'Record a schema that somebody else made, after checking that it is what VERSION makes'
            cand adopt 'Take over tables that another tool created, with their rows; shows the plan and asks first'
            cand repair 'Find a way out of a failed migration (MySQL and MariaDB, which can''t roll DDL back)'
            cand unlock 'Show who holds the migration lock, and break a lease that a dead cluster node left behind'
            cand new 'Write an empty site migration NNNN_description.sql'
        }
        &'morag-db;help;migrate;up'= {
        }
        &'morag-db;help;migrate;down'= {
        }
        &'morag-db;help;migrate;status'= {
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
        &'morag-db;help;jobs'= {
            cand list 'List jobs of all kinds, newest first'
            cand show 'Tell the whole story of a job: its row, attempts, operators'' actions, late results'
            cand stats 'Count jobs by kind and status; how long they waited and ran, and what went wrong most'
            cand workers 'List the workers that have a job now or had one lately'
            cand watch 'Look again and again: redrawn on a terminal, off it a line of JSON for each job that changed'
            cand create 'Make remote jobs'
            cand claim 'Claim pending jobs for a worker; nothing to claim is an empty list'
            cand heartbeat 'Say that a claim''s worker is still at it'
            cand submit 'Hand in a result; one that comes too late is refused (9) and kept'
            cand requeue 'Have failed, timed-out or cancelled jobs done again'
            cand cancel 'Call off pending or running jobs'
            cand purge 'Remove remote jobs that have ended'
            cand expire 'End jobs and claims whose time is over'
            cand late 'Results that were refused'
            cand bench 'Measure jobs a second beside plain commits, on a scratch database that is dropped afterwards'
            cand audit 'List what operators did, newest first'
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
            cand list 'List them, newest first'
            cand accept 'Make one the job''s result, unless a worker has the job now'
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
            cand list 'List the agent''s tasks with how often they succeed'
            cand show 'Show a task with its runs, metrics and artifacts'
        }
        &'morag-db;help;tasks;list'= {
        }
        &'morag-db;help;tasks;show'= {
        }
        &'morag-db;help;users'= {
            cand create 'Make a user'
            cand list 'List the users'
        }
        &'morag-db;help;users;create'= {
        }
        &'morag-db;help;users;list'= {
        }
        &'morag-db;help;api-keys'= {
            cand create 'Make a key for a user; it is shown once, and the database holds only its hash'
            cand list 'List the keys, without the keys themselves'
            cand revoke 'Remove a key; who holds it is let in no more'
        }
        &'morag-db;help;api-keys;create'= {
        }
        &'morag-db;help;api-keys;list'= {
        }
        &'morag-db;help;api-keys;revoke'= {
        }
        &'morag-db;help;completions'= {
        }
        &'morag-db;help;man'= {
        }
        &'morag-db;help;help'= {
        }
    ]
    $completions[$command]
}
