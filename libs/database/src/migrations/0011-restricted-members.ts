/**
 * An append asked of every message whether its author is muted and whether their account is closed: two look-ups whose
 * answer is nearly always no. Now the membership says when it may be yes, and then `append_batch` looks, as it does for
 * whatever is not an ordinary message.
 *
 * `restricted` is set in the transaction that mutes or closes, by whichever version of the server, so what has committed
 * before the conversation's lock is seen under it as before. It may stay set when the reason is over: the long way is
 * right for everybody, only longer. It must never be unset while there is a reason, so a membership that begins waits
 * for whoever is closing the account, and the other way round.
 */
export const restrictedMembers = /* sql */ `
alter table conversation_member add column restricted boolean not null default false;

create function restrict_new_member() returns trigger language plpgsql as $$
declare
  closed timestamptz;
begin
  select p.disabled_at into closed from person p where p.id = new.person_id for share;
  new.restricted := closed is not null or exists (select from conversation_mute u where u.conversation_id = new.conversation_id
    and u.person_id = new.person_id and u.lifted_at is null and u.until > clock_timestamp());
  return new;
end
$$;
create trigger restrict_new_member before insert on conversation_member for each row execute function restrict_new_member();

create function restrict_muted() returns trigger language plpgsql as $$
begin
  update conversation_member m set restricted = true
    where m.conversation_id = new.conversation_id and m.person_id = new.person_id and m.to_seq is null and not m.restricted;
  return null;
end
$$;
create trigger restrict_muted after insert or update of until, lifted_at on conversation_mute for each row
  when (new.lifted_at is null) execute function restrict_muted();

create function restrict_closed_account() returns trigger language plpgsql as $$
begin
  update conversation_member m set restricted = true where m.person_id = new.id and m.to_seq is null and not m.restricted;
  return null;
end
$$;
create trigger restrict_closed_account after update of disabled_at on person for each row
  when (new.disabled_at is not null) execute function restrict_closed_account();

-- The owner may be held to a tenant as well; here it looks at all of them.
alter table conversation_member no force row level security;
alter table conversation_mute no force row level security;
alter table person no force row level security;
update conversation_member m set restricted = true where m.to_seq is null and (
  exists (select from person p where p.id = m.person_id and p.disabled_at is not null)
  or exists (select from conversation_mute u where u.conversation_id = m.conversation_id and u.person_id = m.person_id
    and u.lifted_at is null and u.until > clock_timestamp()));
alter table conversation_member force row level security;
alter table conversation_mute force row level security;
alter table person force row level security;

create or replace function append_entry(
  p_idx int, p_organization uuid, p_conversation uuid, p_author uuid, p_client uuid, p_id uuid, p_kind text,
  p_target int, p_body bytea, p_key_version smallint, p_fingerprint bytea, p_detail jsonb, p_edit_seconds int
) returns json language plpgsql
-- Plans are made while tables are small and kept for the connection's life: whatever is looked up is looked up by index.
set enable_seqscan = off
set plan_cache_mode = force_generic_plan
set jit = off
as $$
#variable_conflict use_column
declare
  -- Assigned, because what is only performed costs as much as a statement.
  tenant text := set_config('app.organization_id', p_organization::text, true);
  number int;
  version int;
  locked boolean;
  moment timestamptz;
  answer json;
begin
  if p_kind = 'message:sent' and p_target is null and p_detail = '{}' then
    update conversation v set head = v.head + 1 where v.id = p_conversation
      returning v.head, v.membership_version, v.locked_at is not null into number, version, locked;
    if found then
      moment := clock_timestamp();
      -- A statement after the lock: it sees every membership, mute and retry that committed before.
      insert into log_event (conversation_id, seq, organization_id, id, kind, author_id, client_id, at, membership_version,
          body, key_version, fingerprint, detail)
        select p_conversation, number, p_organization, p_id, 'message:sent', p_author, p_client, moment,
          version, p_body, p_key_version, p_fingerprint, p_detail
        from conversation_member m
        where m.conversation_id = p_conversation and m.person_id = p_author and m.to_seq is null
          and not m.restricted and m.gated_from_version is null and (m.moderator or not locked)
          and (m.expires_at is null or m.expires_at > moment)
          and not exists (select from log_event e where e.conversation_id = p_conversation and e.author_id = p_author
            and e.client_id = p_client);
      if found then
        return json_build_object('idx', p_idx, 'outcome', 'appended', 'seq', number, 'id', p_id, 'at', moment,
          'membership_version', version);
      end if;
      update conversation v set head = v.head - 1 where v.id = p_conversation;
    end if;
  end if;
  select json_build_object('idx', p_idx, 'outcome', r.outcome, 'seq', r.seq, 'id', r.id, 'at', r.at,
      'membership_version', r.membership_version, 'until', r.until)
    into answer
    from append_batch(p_organization, array[p_conversation], array[p_author], array[p_client], array[p_id], array[p_kind],
      array[p_target], array[p_body], array[p_key_version], array[p_fingerprint], array[p_detail], p_edit_seconds) r;
  return answer;
end
$$;
`;
