/** Programmes, episodes, care teams, groups, memberships as dated periods, agreements, alumni, moderation. */
export const groupsAndCare = /* sql */ `
create table programme (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references organization (id),
  name text not null,
  level_of_care text not null,
  weekly_hours_from numeric not null,
  weekly_hours_to numeric not null,
  planned_weeks int not null,
  ends_at_completion text[] not null default '{process,psychoeducational,skills}',
  alumni_group_id uuid,
  created_at timestamptz not null default now(),
  unique (organization_id, name)
);

create table treatment_group (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references organization (id),
  programme_id uuid references programme (id),
  name text not null,
  type text not null check (type in ('process','psychoeducational','skills','support','family','alumni')),
  membership_kind text not null check (membership_kind in ('fixed','revolving')),
  capacity int not null check (capacity between 2 and 15),
  started_on date,
  conversation_id uuid not null unique references conversation (id),
  created_at timestamptz not null default now(),
  unique (organization_id, name)
);
alter table programme add foreign key (alumni_group_id) references treatment_group (id);

create table group_leader (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references organization (id),
  group_id uuid not null references treatment_group (id),
  person_id uuid not null references person (id),
  from_at timestamptz not null default now(),
  to_at timestamptz
);
create unique index on group_leader (group_id, person_id) where to_at is null;

create table group_membership (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references organization (id),
  group_id uuid not null references treatment_group (id),
  person_id uuid not null references person (id),
  status text not null check (status in ('invited','agreement_pending','active','suspended','ended')),
  invited_by uuid references person (id),
  created_at timestamptz not null default now(),
  ended_at timestamptz
);
create unique index group_membership_current on group_membership (group_id, person_id) where status <> 'ended';
create index on group_membership (person_id);

-- How a membership came to be what it is: appended, never overwritten.
create table group_membership_period (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references organization (id),
  membership_id uuid not null references group_membership (id),
  status text not null,
  from_at timestamptz not null default now(),
  to_at timestamptz,
  changed_by uuid references person (id),
  -- What led to it, where no member of staff had to say why.
  cause text check (cause in ('left','declined','readmitted','resumed','discharged','ejected','reinstated')),
  -- The words in which staff said why, under the tenant's key.
  sealed_reason bytea,
  key_version smallint not null default 1
);
create unique index on group_membership_period (membership_id) where to_at is null;
create index on group_membership_period (organization_id, from_at);

create table group_agreement (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references organization (id),
  group_id uuid not null references treatment_group (id),
  version int not null,
  text text not null,
  published_by uuid references person (id),
  published_at timestamptz not null default now(),
  unique (group_id, version)
);

create table agreement_acceptance (
  organization_id uuid not null references organization (id),
  group_id uuid not null references treatment_group (id),
  person_id uuid not null references person (id),
  version int not null,
  at timestamptz not null default now(),
  primary key (group_id, person_id, version)
);

create table episode (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references organization (id),
  person_id uuid not null references person (id),
  programme_id uuid not null references programme (id),
  status text not null check (status in ('planned','waitlist','active','onhold','finished','cancelled')),
  level_of_care text not null,
  started_on date,
  finished_at timestamptz,
  discharge_reason text check (discharge_reason in ('completed','transferred','dropped_out','terminated','incarcerated','death','other')),
  check ((status = 'finished') = (discharge_reason is not null)),
  created_at timestamptz not null default now()
);
create unique index episode_open on episode (person_id) where status in ('planned','waitlist','active','onhold');

create table care_team_member (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references organization (id),
  episode_id uuid not null references episode (id),
  person_id uuid not null references person (id),
  role text not null,
  is_primary boolean not null default false,
  from_at timestamptz not null default now(),
  to_at timestamptz
);
create unique index on care_team_member (episode_id) where is_primary and to_at is null;
create unique index on care_team_member (episode_id, person_id) where to_at is null;

create table alumni_membership (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references organization (id),
  person_id uuid not null references person (id),
  status text not null check (status in ('invited','active','paused','ended','declined')),
  group_id uuid references treatment_group (id),
  invited_by uuid references person (id),
  sealed_reason bytea,
  key_version smallint not null default 1,
  invited_at timestamptz not null default now(),
  active_since timestamptz,
  ended_at timestamptz
);
create unique index alumni_membership_open on alumni_membership (person_id) where status in ('invited','active','paused');

create table continuing_contact (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references organization (id),
  alumnus_id uuid not null references person (id),
  staff_id uuid not null references person (id),
  agreed_by_staff_at timestamptz,
  agreed_by_alumnus_at timestamptz,
  ends_on date not null,
  ended_at timestamptz,
  ended_by uuid references person (id),
  created_at timestamptz not null default now()
);
create unique index on continuing_contact (alumnus_id, staff_id) where ended_at is null;

-- What a person was told. Words are sealed like messages, under the tenant's key.
create table notice (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references organization (id),
  person_id uuid not null references person (id),
  kind text not null check (kind in ('removed','muted','unmuted','ejected','contact_offered','graduated','reported')),
  conversation_id uuid references conversation (id),
  sealed bytea not null,
  key_version smallint not null default 1,
  at timestamptz not null default now(),
  until timestamptz,
  seen_at timestamptz
);
create index on notice (person_id, at desc);
create index on notice (organization_id, at);

create table moderation_action (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references organization (id),
  conversation_id uuid not null references conversation (id),
  kind text not null check (kind in ('remove','mute','unmute','eject','lock','unlock','reinstate')),
  person_id uuid references person (id),
  target_seq int,
  log_seq int,
  sealed bytea not null,
  key_version smallint not null default 1,
  until timestamptz,
  by_id uuid not null references person (id),
  at timestamptz not null default now()
);
create index on moderation_action (conversation_id, at);

create table message_report (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references organization (id),
  conversation_id uuid not null references conversation (id),
  target_seq int not null,
  reporter_id uuid not null references person (id),
  reason text not null,
  sealed bytea,
  key_version smallint,
  at timestamptz not null default now(),
  closed_at timestamptz,
  closed_by uuid references person (id),
  sealed_outcome bytea,
  unique (conversation_id, target_seq, reporter_id)
);

-- The comparison that each node makes every second: heads and membership versions of what it serves, the epoch and the access clock.
create function read_heads(p_organization uuid, p_conversation uuid[])
returns table (conversation_id uuid, head int, membership_version int, epoch uuid, access bigint)
language plpgsql stable
set enable_seqscan = off
as $$
#variable_conflict use_column
begin
  perform set_config('app.organization_id', p_organization::text, true);
  return query
    select c.id, c.head, c.membership_version, o.log_epoch, coalesce((select a.version from access_clock a where a.organization_id = o.id), 0)
    from organization o left join conversation c on c.id = any (p_conversation)
    where o.id = p_organization;
end
$$;

-- Whose notices, or whose list of conversations, changed lately; each row once per cause. The window is far longer
-- than a transaction, which stamps its rows when it begins and shows them when it commits.
create function read_person_news(p_organization uuid)
returns table (cause text, person_id uuid, what text)
language plpgsql stable
set enable_seqscan = off
set jit = off
as $$
#variable_conflict use_column
declare
  since timestamptz := now() - interval '30 seconds';
begin
  perform set_config('app.organization_id', p_organization::text, true);
  return query
    select n.id::text, n.person_id, 'notices' from notice n where n.organization_id = p_organization and n.at > since
    union all
    select p.id::text, m.person_id, 'conversations'
    from group_membership_period p join group_membership m on m.id = p.membership_id
    where p.organization_id = p_organization and p.from_at > since
    union all
    select c.id || ':joined', c.person_id, 'conversations'
    from conversation_member c where c.organization_id = p_organization and c.joined_at > since
    union all
    select c.id || ':left', c.person_id, 'conversations'
    from conversation_member c where c.organization_id = p_organization and c.left_at > since;
end
$$;
`;
