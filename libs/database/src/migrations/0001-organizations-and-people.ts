/** Tenants, people, credentials, sessions, audit. Row-level security is forced from the first table on. */
export const organizationsAndPeople = /* sql */ `
create table organization (
  id uuid primary key default gen_random_uuid(),
  slug text not null unique check (slug ~ '^[a-z0-9-]{2,40}$'),
  name text not null,
  time_zone text not null,
  crisis_lines jsonb not null,
  -- Changes when a backup is restored: clients then drop what they hold and read afresh.
  log_epoch uuid not null default gen_random_uuid(),
  -- The tenant's key, wrapped by the key-encryption key that is kept outside the database.
  wrapped_key bytea not null,
  key_version smallint not null default 1,
  created_at timestamptz not null default now()
);

-- Signing in has no tenant yet: this lists tenants and nothing about anybody in them.
create table organization_directory (
  organization_id uuid primary key references organization (id),
  slug text not null unique
);

create table person (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references organization (id),
  email text not null check (email = lower(email)),
  legal_name text not null,
  display_name text not null,
  -- Null for clients and alumni, whose role follows from their record.
  staff_role text check (staff_role in ('counselor','clinical_supervisor','programme_admin','privacy_officer','system_operator')),
  handle text check (handle = lower(handle)),
  credential_expires_on date,
  password_hash text,
  password_changed_at timestamptz,
  disabled_at timestamptz,
  created_at timestamptz not null default now(),
  unique (organization_id, email),
  unique (organization_id, handle)
);

-- What staff did with somebody's account, and the reason they gave; its words are sealed under the tenant's key.
create table account_action (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references organization (id),
  person_id uuid not null references person (id),
  kind text not null check (kind in ('disabled','enabled','role_changed')),
  sealed bytea not null,
  key_version smallint not null default 1,
  by_id uuid not null references person (id),
  at timestamptz not null default now()
);
create index on account_action (person_id, at);

create table invitation (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references organization (id),
  person_id uuid not null references person (id),
  purpose text not null check (purpose in ('join','reset')),
  token_hash bytea not null,
  created_by uuid references person (id),
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  revoked_at timestamptz
);
create index on invitation (person_id);

create table session_family (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references organization (id),
  person_id uuid not null references person (id),
  started_at timestamptz not null default now(),
  last_used_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz,
  revoked_reason text
);
create index on session_family (person_id) where revoked_at is null;

create table refresh_token (
  id uuid primary key,
  organization_id uuid not null references organization (id),
  family_id uuid not null references session_family (id),
  secret_hash bytea not null,
  issued_at timestamptz not null default now(),
  used_at timestamptz,
  -- The same successor is handed out again when an answer was lost within the grace period.
  successor_id uuid
);
create index on refresh_token (family_id);

create table sign_in_failure (
  organization_id uuid not null references organization (id),
  email_hash bytea not null,
  failures int not null,
  last_at timestamptz not null,
  blocked_until timestamptz,
  primary key (organization_id, email_hash)
);

-- Raised by whatever takes access away; each node compares it every second, so that nothing depends on Redis.
create table access_clock (
  organization_id uuid primary key references organization (id),
  version bigint not null default 0
);

create table audit_entry (
  organization_id uuid not null references organization (id),
  seq bigint not null,
  at timestamptz not null,
  actor_id uuid,
  action text not null,
  object_type text,
  object_id text,
  outcome text not null check (outcome in ('allowed','denied','failed')),
  detail jsonb not null,
  previous bytea not null,
  hash bytea not null,
  primary key (organization_id, seq)
);
create index on audit_entry (organization_id, actor_id, seq);

create table audit_head (
  organization_id uuid primary key references organization (id),
  seq bigint not null,
  hash bytea not null
);

create function audit_digest(e audit_entry) returns bytea
language sql immutable
as $$
  select sha256(e.previous || convert_to(concat_ws(E'\\x1f',
    e.organization_id, e.seq, (extract(epoch from e.at) * 1000000)::bigint, coalesce(e.actor_id::text, '-'), e.action,
    coalesce(e.object_type, '-'), coalesce(e.object_id, '-'), e.outcome, e.detail::text), 'UTF8'))
$$;

-- The only way in: the application's role may execute this and read, and nothing else.
-- Called last in a transaction: it serialises the tenant's trail until commit.
create function audit_append(p_entries jsonb) returns bigint
language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  tenant uuid := nullif(current_setting('app.organization_id', true), '')::uuid;
  head audit_head;
  entry audit_entry;
  item jsonb;
begin
  insert into audit_head values (tenant, 0, '\\x00') on conflict do nothing;
  select * into strict head from audit_head where organization_id = tenant for update;
  for item in select * from jsonb_array_elements(p_entries) loop
    entry.organization_id := tenant;
    entry.seq := head.seq + 1;
    entry.at := clock_timestamp();
    entry.actor_id := (item->>'actorId')::uuid;
    entry.action := item->>'action';
    entry.object_type := item->>'objectType';
    entry.object_id := item->>'objectId';
    entry.outcome := item->>'outcome';
    entry.detail := coalesce(item->'detail', '{}');
    entry.previous := head.hash;
    entry.hash := audit_digest(entry);
    insert into audit_entry select entry.*;
    head.seq := entry.seq;
    head.hash := entry.hash;
  end loop;
  update audit_head set seq = head.seq, hash = head.hash where organization_id = tenant;
  return head.seq;
end
$$;
`;
