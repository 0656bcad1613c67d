#!/bin/sh
# Makes the secrets of a new installation in docker/secrets, once. Keep a copy of key_encryption_key apart from every
# copy of the database: without it no message can be opened, with both everything can.
set -eu
cd "$(dirname "$0")"
if [ -e secrets ]; then
  echo "docker/secrets exists already: nothing was changed." >&2
  exit 1
fi
umask 077
mkdir secrets
owner=$(openssl rand -hex 24)
application=$(openssl rand -hex 24)
printf '%s' "$owner" > secrets/postgres_password
printf 'postgres://homegroup_owner:%s@postgres:5432/homegroup' "$owner" > secrets/database_url
printf 'postgres://homegroup_app:%s@postgres:5432/homegroup' "$application" > secrets/database_app_url
openssl rand -base64 32 > secrets/key_encryption_key
openssl rand -base64 32 > secrets/token_secret
# The folder is closed to others; the files are read by another user inside the containers.
chmod 0644 secrets/*
echo "Made docker/secrets."
