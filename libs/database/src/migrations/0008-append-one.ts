/**
 * Appends one thing that one person wrote: what most batches hold while there is no rush. An ordinary message by somebody
 * who may write takes two statements, where `append_batch` takes five: the number is taken with the lock, and the row is
 * written from the membership that allows it. Where it is anything else, or nothing was written (a retry, a mute, a
 * membership that ended), the number is given back and `append_batch` answers; nobody saw it, because nothing committed.
 * All three decide by the same rules; log-append-together.spec compares them.
 */
export const appendOne = /* sql */ `
create function append_one(
  p_organization uuid, p_conversation uuid, p_author uuid, p_client uuid, p_id uuid, p_kind text,
  p_target int, p_body bytea, p_key_version smallint, p_fingerprint bytea, p_detail jsonb, p_edit_seconds int,
  out idx int, out outcome text, out seq int, out id uuid, out at timestamptz, out membership_version int, out until timestamptz
) language plpgsql
-- Plans are made while tables are small and kept for the connection's life: whatever is looked up is looked up by index.
set enable_seqscan = off
set plan_cache_mode = force_generic_plan
set jit = off
as $$
#variable_conflict use_column
declare
  locked boolean;
begin
  perform set_config('app.organization_id', p_organization::text, true);
  if p_kind = 'message:sent' and p_target is null and p_detail = '{}' then
    update conversation v set head = v.head + 1 where v.id = p_conversation
      returning v.head, v.membership_version, v.locked_at is not null into seq, membership_version, locked;
    if found then
      at := clock_timestamp();
      -- A statement after the lock: it sees every membership, mute and retry that committed before.
      insert into log_event (conversation_id, seq, organization_id, id, kind, author_id, client_id, at, membership_version,
          body, key_version, fingerprint, detail)
        select p_conversation, append_one.seq, p_organization, p_id, 'message:sent', p_author, p_client, append_one.at,
          append_one.membership_version, p_body, p_key_version, p_fingerprint, p_detail
        from conversation_member m join person p on p.id = m.person_id and p.disabled_at is null
        where m.conversation_id = p_conversation and m.person_id = p_author and m.to_seq is null
          and m.gated_from_version is null and (m.moderator or not locked)
          and (m.expires_at is null or m.expires_at > append_one.at)
          and not exists (select from conversation_mute u where u.conversation_id = p_conversation and u.person_id = p_author
            and u.lifted_at is null and u.until > append_one.at)
          and not exists (select from log_event e where e.conversation_id = p_conversation and e.author_id = p_author
            and e.client_id = p_client);
      if found then
        idx := 1; outcome := 'appended'; id := p_id;
        return;
      end if;
      update conversation v set head = v.head - 1 where v.id = p_conversation;
    end if;
  end if;
  select r.idx, r.outcome, r.seq, r.id, r.at, r.membership_version, r.until
    into idx, outcome, seq, id, at, membership_version, until
    from append_batch(p_organization, array[p_conversation], array[p_author], array[p_client], array[p_id], array[p_kind],
      array[p_target], array[p_body], array[p_key_version], array[p_fingerprint], array[p_detail], p_edit_seconds) r;
end
$$;
`;
