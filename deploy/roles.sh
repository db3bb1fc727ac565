#!/bin/sh
# Run once by the Postgres container, before its first start: the two roles of docs/deploying.md.
set -eu
psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
  --set owner_password="$OWNER_PASSWORD" --set web_password="$WEB_PASSWORD" <<'SQL'
create role app_owner login password :'owner_password';
create role app_app nologin;
create role app_web login password :'web_password' in role app_app;
create database app owner app_owner;
SQL
