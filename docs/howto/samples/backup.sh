#!/bin/sh
# A backup of the PostgreSQL database, while it runs; one that cannot be read is none and ends with an error.
# usage: backup.sh postgresql://user@host/name FOLDER [DAYS]    older backups are deleted: owners are promised to be erased
set -eu
url=$1 folder=$2 days=${3:-30}
file="$folder/servicebay-$(date -u +%Y%m%dT%H%M%SZ).dump"
pg_dump --format=custom --no-owner --dbname="$url" --file="$file.part"
pg_restore --list "$file.part" >/dev/null
mv "$file.part" "$file"
find "$folder" -name 'servicebay-*.dump' -mtime "+$days" -delete
echo "$file"
