/** The log: conversations, who belongs to them from which number to which, events, mutes, read positions. */
export const conversations = /* sql */ `
-- Types and a trigger instead of checks: every statement that writes a row prepares its checks anew, whatever it changes.
create type conversation_kind as enum ('room','direct');
create type log_event_kind as enum ('message:sent','message:edited','message:removed','reaction:changed','member:joined','member:left','member:muted','member:unmuted','room:locked','room:unlocked','agreement:published','agreement:accepted');

create table conversation (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references organization (id),
  kind conversation_kind not null,
  head int not null default 0,
  membership_version int not null default 0,
  locked_at timestamptz,
  wrapped_key bytea not null,
  key_version smallint not null default 1,
  -- A direct conversation is one per pair: a client or alumnus, and a member of staff.
  participant_id uuid references person (id),
  staff_id uuid references person (id),
  created_at timestamptz not null default now(),
  unique (participant_id, staff_id)
) with (fillfactor = 50);
create function require_pair() returns trigger language plpgsql as
  $$ begin raise check_violation using message = 'A direct conversation has a pair, and a room has none.'; end $$;
create trigger require_pair before insert or update of kind, participant_id, staff_id on conversation for each row
  when ((new.kind = 'direct') <> (new.participant_id is not null and new.staff_id is not null)) execute function require_pair();

-- An interval of belonging. Readable: from_seq <= number < to_seq. Delivered live: also within the versions, and not gated.
create table conversation_member (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references organization (id),
  conversation_id uuid not null references conversation (id),
  person_id uuid not null references person (id),
  moderator boolean not null default false,
  from_seq int not null,
  to_seq int,
  from_version int not null,
  to_version int,
  -- Set while a new agreement waits for this person.
  gated_from_version int,
  -- For continuing contact: nothing is written after this time.
  expires_at timestamptz,
  joined_at timestamptz not null default now(),
  left_at timestamptz,
  check ((to_seq is null) = (to_version is null))
);
create unique index conversation_member_current on conversation_member (conversation_id, person_id) where to_seq is null;
create index on conversation_member (person_id, conversation_id);
create index on conversation_member (conversation_id, from_version);
create index on conversation_member (organization_id, joined_at);
create index on conversation_member (organization_id, left_at) where left_at is not null;

create table conversation_mute (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references organization (id),
  conversation_id uuid not null references conversation (id),
  person_id uuid not null references person (id),
  from_seq int not null,
  until timestamptz not null,
  lifted_at timestamptz
);
create index on conversation_mute (conversation_id, person_id, until) where lifted_at is null;

create table log_event (
  -- Without a foreign key: rows are written under the lock of their conversation's row, which nobody may delete.
  conversation_id uuid not null,
  seq int not null,
  organization_id uuid not null,
  id uuid not null,
  kind log_event_kind not null,
  author_id uuid,
  subject_id uuid,
  client_id uuid,
  target_seq int,
  at timestamptz not null,
  membership_version int not null,
  -- AES-256-GCM: nonce, ciphertext, tag. Bound to tenant, conversation, event and key version.
  body bytea,
  key_version smallint,
  -- Keyed digest of what was asked, to tell a retry from a conflict.
  fingerprint bytea,
  -- Codes, numbers and identifiers; never a person's words.
  detail jsonb not null default '{}',
  primary key (conversation_id, seq)
);
create unique index log_event_retry on log_event (conversation_id, author_id, client_id) where client_id is not null;
create index log_event_target on log_event (conversation_id, target_seq, seq) where target_seq is not null;

create table read_position (
  organization_id uuid not null references organization (id),
  conversation_id uuid not null references conversation (id),
  person_id uuid not null references person (id),
  seq int not null,
  at timestamptz not null default now(),
  primary key (conversation_id, person_id)
) with (fillfactor = 70);

-- One batch of what people wrote, for one tenant, in one round trip and one transaction.
-- Inputs come sorted by conversation, so that locks are taken in one order on every node.
-- After the row lock every statement sees what committed before it: membership, mutes and retries are decided under the lock.
-- Every input has its own outcome; one that is refused takes no number and fails no neighbour.
create function append_batch(
  p_organization uuid, p_conversation uuid[], p_author uuid[], p_client uuid[], p_id uuid[], p_kind text[],
  p_target int[], p_body bytea[], p_key_version smallint[], p_fingerprint bytea[], p_detail jsonb[], p_edit_seconds int
) returns table (idx int, outcome text, seq int, id uuid, at timestamptz, membership_version int, until timestamptz)
language plpgsql
-- Plans are made while tables are small and kept for the connection's life: a sequential scan must never be one of them.
set enable_seqscan = off
set plan_cache_mode = force_generic_plan
set jit = off
as $$
#variable_conflict use_column
declare
  i int := 1;
  n int := coalesce(array_length(p_conversation, 1), 0);
  c record;
  known record;
  member record;
  target record;
  number int;
  moment timestamptz;
begin
  perform set_config('app.organization_id', p_organization::text, true);
  while i <= n loop
    select v.id, v.head, v.membership_version, v.locked_at into c
      from conversation v where v.id = p_conversation[i] for no key update;
    if not found then
      idx := i; outcome := 'not_found'; seq := null; id := null; at := null; membership_version := null; until := null;
      return next;
      i := i + 1;
      continue;
    end if;
    number := c.head;
    loop
      idx := i; seq := null; id := null; at := null; until := null; membership_version := c.membership_version;
      select e.seq, e.id, e.at, e.fingerprint into known from log_event e
        where e.conversation_id = c.id and e.author_id = p_author[i] and e.client_id = p_client[i];
      if found then
        outcome := case when known.fingerprint = p_fingerprint[i] then 'repeated' else 'conflict' end;
        if outcome = 'repeated' then seq := known.seq; id := known.id; at := known.at; end if;
      else
        select m.moderator, m.from_seq, m.gated_from_version, m.expires_at,
            (select max(u.until) from conversation_mute u
              where u.conversation_id = c.id and u.person_id = p_author[i] and u.lifted_at is null and u.until > clock_timestamp()) as muted_until
          into member
          from conversation_member m join person p on p.id = m.person_id and p.disabled_at is null
          where m.conversation_id = c.id and m.person_id = p_author[i] and m.to_seq is null;
        if not found then
          outcome := case when exists (select from conversation_member m where m.conversation_id = c.id and m.person_id = p_author[i])
            then 'membership_ended' else 'not_found' end;
        elsif member.expires_at is not null and member.expires_at <= clock_timestamp() then outcome := 'membership_ended';
        elsif member.gated_from_version is not null then outcome := 'agreement_required';
        elsif member.muted_until is not null and p_kind[i] <> 'message:removed' then outcome := 'muted'; until := member.muted_until;
        elsif c.locked_at is not null and not member.moderator and p_kind[i] <> 'message:removed' then outcome := 'room_locked';
        else
          outcome := 'appended';
          if p_target[i] is not null then
            select e.kind, e.author_id, e.at,
                exists (select from conversation_member m where m.conversation_id = c.id and m.person_id = p_author[i]
                  and m.from_seq <= e.seq and (m.to_seq is null or m.to_seq > e.seq)) as readable,
                exists (select from log_event r where r.conversation_id = c.id and r.target_seq = e.seq and r.kind = 'message:removed') as removed
              into target from log_event e where e.conversation_id = c.id and e.seq = p_target[i];
            if not found or target.kind <> 'message:sent' or not target.readable then outcome := 'target_not_found';
            elsif target.removed and p_kind[i] <> 'message:sent' then outcome := 'target_removed';
            elsif p_kind[i] in ('message:edited', 'message:removed') and target.author_id <> p_author[i] then outcome := 'not_allowed';
            elsif p_kind[i] = 'message:edited' and target.at < clock_timestamp() - make_interval(secs => p_edit_seconds) then outcome := 'edit_window_over';
            end if;
          end if;
          if outcome = 'appended' and jsonb_array_length(coalesce(p_detail[i]->'mentions', '[]')) > 0 and exists (
            select from jsonb_array_elements_text(p_detail[i]->'mentions') as w (person)
              where not exists (select from conversation_member m where m.conversation_id = c.id and m.person_id = w.person::uuid and m.to_seq is null)
          ) then outcome := 'mention_not_found';
          end if;
          if outcome = 'appended' then
            number := number + 1;
            moment := clock_timestamp();
            insert into log_event (conversation_id, seq, organization_id, id, kind, author_id, client_id, target_seq, at, membership_version, body, key_version, fingerprint, detail)
              values (c.id, number, p_organization, p_id[i], p_kind[i]::log_event_kind, p_author[i], p_client[i], p_target[i], moment, c.membership_version,
                p_body[i], p_key_version[i], p_fingerprint[i], coalesce(p_detail[i], '{}'));
            seq := number; id := p_id[i]; at := moment;
          end if;
        end if;
      end if;
      return next;
      i := i + 1;
      exit when i > n or p_conversation[i] <> c.id;
    end loop;
    if number > c.head then
      update conversation v set head = number where v.id = c.id;
    end if;
  end loop;
end
$$;

-- What a node needs to deliver, in one round trip and of one snapshot (STABLE: every statement in it sees the same):
-- per conversation its head, the events after a cursor, and the member set of each membership version above the
-- newest that the node knows. The member set of a version never changes, except that a gate may be lifted.
create function read_news(p_organization uuid, p_conversation uuid[], p_after int[], p_known int[], p_limit int)
returns table (
  what text, conversation_id uuid, seq int, id uuid, kind text, author_id uuid, subject_id uuid, client_id uuid,
  target_seq int, at timestamptz, membership_version int, body bytea, detail jsonb, removed jsonb,
  moderator boolean, gated boolean
)
language plpgsql stable
set enable_seqscan = off
set plan_cache_mode = force_generic_plan
set jit = off
as $$
#variable_conflict use_column
begin
  perform set_config('app.organization_id', p_organization::text, true);
  return query
    select 'head', c.id, c.head, null::uuid, null, null::uuid, null::uuid, null::uuid,
      null::int, null::timestamptz, c.membership_version, null::bytea, null::jsonb, null::jsonb, null::boolean, null::boolean
    from conversation c where c.id = any (p_conversation);
  return query
    select 'event', e.conversation_id, e.seq, e.id, e.kind::text, e.author_id, e.subject_id, e.client_id,
      e.target_seq, e.at, e.membership_version, e.body, e.detail, r.removed, null::boolean, null::boolean
    from unnest(p_conversation, p_after) as w (conversation, after)
    cross join lateral (
      select * from log_event e where e.conversation_id = w.conversation and e.seq > w.after order by e.seq limit p_limit
    ) e
    left join lateral (
      select r.detail || jsonb_build_object('author', r.author_id) as removed from log_event r
      where r.conversation_id = e.conversation_id and r.kind = 'message:removed'
        and r.target_seq = case e.kind when 'message:sent' then e.seq else e.target_seq end
      limit 1
    ) r on e.kind in ('message:sent', 'message:edited')
    order by e.conversation_id, e.seq;
  return query
    select 'member', v.conversation, null::int, null::uuid, null, m.person_id, null::uuid, null::uuid,
      null::int, null::timestamptz, v.version, null::bytea, null::jsonb, null::jsonb,
      m.moderator, m.gated_from_version is not null and m.gated_from_version <= v.version
    from (
      select w.conversation, c.membership_version as version
        from unnest(p_conversation, p_known) as w (conversation, known)
        join conversation c on c.id = w.conversation and c.membership_version > w.known
      union
      select w.conversation, e.membership_version
        from unnest(p_conversation, p_after, p_known) as w (conversation, after, known)
        cross join lateral (
          select e.membership_version from log_event e
          where e.conversation_id = w.conversation and e.seq > w.after order by e.seq limit p_limit
        ) e
        where e.membership_version > w.known
    ) v
    join conversation_member m on m.conversation_id = v.conversation
      and m.from_version <= v.version and (m.to_version is null or m.to_version > v.version);
end
$$;
`;
