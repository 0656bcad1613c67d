/**
 * Appends the messages of a larger batch in one statement: what is paid per statement is then paid per batch. Measured,
 * it is dearer than one by one for up to three, and cheaper from eight on; whoever calls chooses. What changes an
 * earlier entry (an edit, a removal, a reaction), and a conversation in which something is asked twice at once, goes one
 * by one here, too, by `append_batch`. Both decide by the same rules; log-append-together.spec compares them.
 */
export const appendTogether = /* sql */ `
create function append_together(
  p_organization uuid, p_conversation uuid[], p_author uuid[], p_client uuid[], p_id uuid[], p_kind text[],
  p_target int[], p_body bytea[], p_key_version smallint[], p_fingerprint bytea[], p_detail jsonb[], p_edit_seconds int
) returns table (idx int, outcome text, seq int, id uuid, at timestamptz, membership_version int, until timestamptz)
language plpgsql
-- Plans are made while tables are small and kept for the connection's life: whatever is looked up is looked up by index.
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
set plan_cache_mode = force_generic_plan
set jit = off
as $$
#variable_conflict use_column
declare
  alone uuid[];
  places int[];
  moment timestamptz;
begin
  perform set_config('app.organization_id', p_organization::text, true);
  -- In the order of their identifiers, on every node.
  perform v.id from conversation v where v.id = any (p_conversation) order by v.id for no key update;
  moment := clock_timestamp();
  alone := array(
    select q.conversation from unnest(p_conversation, p_author, p_client, p_kind) as q (conversation, author, client, kind)
      group by q.conversation having bool_or(q.kind <> 'message:sent') or count(*) > count(distinct (q.author, q.client)));

  return query
  with asked as (
    select q.* from unnest(p_conversation, p_author, p_client, p_id, p_target, p_body, p_key_version, p_fingerprint, p_detail)
      with ordinality as q (conversation, author, client, event, target, body, key_version, fingerprint, detail, idx)
    where q.conversation <> all (alone)
  ), judged as (
    select q.*, c.head, c.version, known.seq as known_seq, known.id as known_id, known.at as known_at, member.muted_until,
      case
        when c.head is null then 'not_found'
        when known.seq is not null then case when known.fingerprint = q.fingerprint then 'repeated' else 'conflict' end
        when member.from_seq is null then case
          when exists (select from conversation_member m where m.conversation_id = q.conversation and m.person_id = q.author)
          then 'membership_ended' else 'not_found' end
        when member.expires_at <= moment then 'membership_ended'
        when member.gated_from_version is not null then 'agreement_required'
        when member.muted_until is not null then 'muted'
        when c.locked_at is not null and not member.moderator then 'room_locked'
        when q.target is not null and not exists (
          select from log_event e where e.conversation_id = q.conversation and e.seq = q.target and e.kind = 'message:sent'
            and exists (select from conversation_member m where m.conversation_id = q.conversation and m.person_id = q.author
              and m.from_seq <= e.seq and (m.to_seq is null or m.to_seq > e.seq))) then 'target_not_found'
        when jsonb_array_length(coalesce(q.detail->'mentions', '[]')) > 0 and exists (
          select from jsonb_array_elements_text(q.detail->'mentions') as w (person)
            where not exists (select from conversation_member m
              where m.conversation_id = q.conversation and m.person_id = w.person::uuid and m.to_seq is null)) then 'mention_not_found'
        else 'appended'
      end as verdict
    from asked q
    left join lateral (
      select v.head, v.membership_version as version, v.locked_at from conversation v where v.id = q.conversation
    ) c on true
    left join lateral (
      select e.seq, e.id, e.at, e.fingerprint from log_event e
        where e.conversation_id = q.conversation and e.author_id = q.author and e.client_id = q.client
    ) known on true
    left join lateral (
      select m.moderator, m.from_seq, m.gated_from_version, m.expires_at,
          (select max(u.until) from conversation_mute u where u.conversation_id = q.conversation and u.person_id = q.author
            and u.lifted_at is null and u.until > moment) as muted_until
        from conversation_member m join person p on p.id = m.person_id and p.disabled_at is null
        where m.conversation_id = q.conversation and m.person_id = q.author and m.to_seq is null
    ) member on true
  ), numbered as (
    select j.*, case when j.verdict = 'appended'
      then (j.head + row_number() over (partition by j.conversation, j.verdict order by j.idx))::int end as number
    from judged j
  ), written as (
    insert into log_event (conversation_id, seq, organization_id, id, kind, author_id, client_id, target_seq, at, membership_version, body, key_version, fingerprint, detail)
      select n.conversation, n.number, p_organization, n.event, 'message:sent', n.author, n.client, n.target, moment, n.version,
        n.body, n.key_version, n.fingerprint, coalesce(n.detail, '{}')
      from numbered n where n.number is not null order by n.idx
  ), counted as (
    update conversation v set head = n.last
      from (select conversation, max(number) as last from numbered where number is not null group by conversation) n
      where v.id = n.conversation
  )
  select n.idx::int, n.verdict,
    case n.verdict when 'appended' then n.number when 'repeated' then n.known_seq end,
    case n.verdict when 'appended' then n.event when 'repeated' then n.known_id end,
    case n.verdict when 'appended' then moment when 'repeated' then n.known_at end,
    n.version, case when n.verdict = 'muted' then n.muted_until end
  from numbered n order by n.idx;

  if alone <> '{}' then
    places := array(select q.idx from unnest(p_conversation) with ordinality as q (conversation, idx)
      where q.conversation = any (alone) order by q.idx);
    return query
    select places[r.idx], r.outcome, r.seq, r.id, r.at, r.membership_version, r.until
    from append_batch(p_organization,
      array(select p_conversation[k] from unnest(places) as k), array(select p_author[k] from unnest(places) as k),
      array(select p_client[k] from unnest(places) as k), array(select p_id[k] from unnest(places) as k),
      array(select p_kind[k] from unnest(places) as k), array(select p_target[k] from unnest(places) as k),
      array(select p_body[k] from unnest(places) as k), array(select p_key_version[k] from unnest(places) as k),
      array(select p_fingerprint[k] from unnest(places) as k), array(select p_detail[k] from unnest(places) as k),
      p_edit_seconds) r;
  end if;
end
$$;
`;
