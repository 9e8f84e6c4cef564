#!/bin/sh
# A backup into an empty database: all of it or nothing. Stop every replica before; start them after `servicebay doctor`.
# usage: restore.sh FILE postgresql://user@host/name
set -eu
file=$1 url=$2
tables=$(psql --dbname="$url" --no-psqlrc --tuples-only --no-align \
    --command="SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'")
if [ "$tables" != 0 ]; then
    echo "restore.sh: the database has $tables tables already: restore into an empty one, then point the replicas at it" >&2
    exit 1
fi
pg_restore --no-owner --exit-on-error --single-transaction --dbname="$url" "$file"
