/**
 * Appends one thing that one person wrote, and answers as JSON. A batch is this, called for each of it in one statement:
 * from two to two hundred that is cheaper than one statement for all, and a scalar answer cheaper than a row. An ordinary
 * message by somebody who may write takes two statements: the number is taken with the lock, and the row is written from
 * the membership that allows it. Where it is anything else, or nothing was written (a retry, a mute, a membership that
 * ended), the number is given back and `append_batch` answers; nobody saw it, because nothing committed. Both decide by
 * the same rules; log-append-entry.spec compares them.
 *
 * `append_one` and `append_together` stay for servers of the version before, while they are restarted one by one.
 */
export const appendEntry = /* sql */ `
create function append_entry(
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
        from conversation_member m join person p on p.id = m.person_id and p.disabled_at is null
        where m.conversation_id = p_conversation and m.person_id = p_author and m.to_seq is null
          and m.gated_from_version is null and (m.moderator or not locked)
          and (m.expires_at is null or m.expires_at > moment)
          and not exists (select from conversation_mute u where u.conversation_id = p_conversation and u.person_id = p_author
            and u.lifted_at is null and u.until > moment)
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
