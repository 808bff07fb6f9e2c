-- Logins and databases, made by the superuser; may be run again at any time, also to set new passwords from the files.
-- temporal         owns Temporal's two databases, and reaches no other
-- sluss_migrator   owns the service's database and its tables; only the migrations log in by it
-- sluss_service    the service's login: owns nothing and may take the role sluss_app (ADR 0006)
\set ON_ERROR_STOP on
\set temporal_password `cat /run/secrets/temporal-database`
\set migrator_password `cat /run/secrets/migrator-database`
\set service_password `cat /run/secrets/service-database`
-- A statement with a password in it must not stand in the server's log, whatever goes wrong.
set log_min_error_statement = panic;
set log_statement = none;

select format('create role %I login', name)
  from unnest(array['temporal', 'sluss_migrator', 'sluss_service']) as wanted (name)
  where not exists (select from pg_roles where rolname = name) \gexec
select 'create role sluss_app nologin'
  where not exists (select from pg_roles where rolname = 'sluss_app') \gexec
alter role temporal password :'temporal_password';
alter role sluss_migrator password :'migrator_password';
alter role sluss_service password :'service_password';
grant sluss_app to sluss_migrator, sluss_service;

select format('create database %I owner %I encoding %L template template0', name, owner, 'UTF8')
  from (values ('temporal', 'temporal'), ('temporal_visibility', 'temporal'), ('sluss', 'sluss_migrator')) as wanted (name, owner)
  where not exists (select from pg_database where datname = name) \gexec
revoke all on database temporal, temporal_visibility, sluss, postgres, template1 from public;
grant connect on database sluss to sluss_service;
