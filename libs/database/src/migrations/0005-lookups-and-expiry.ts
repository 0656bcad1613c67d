/** Finding a person, and finding whose time in a conversation has run out, without walking the organization. */
export const lookupsAndExpiry = /* sql */ `
-- Under row-level security every lookup asks for the organization as well: before the first "analyze" the planner
-- otherwise takes an index that begins with it, and walks everybody.
create index person_in_organization on person (organization_id, id);
create index conversation_member_expiry on conversation_member (organization_id, expires_at)
  where to_seq is null and expires_at is not null;

-- Pairs of which one or both still belong to their direct conversation, although the time agreed on is over.
create function read_expired(p_organization uuid)
returns table (participant_id uuid, staff_id uuid)
language plpgsql stable
set enable_seqscan = off
set jit = off
as $$
#variable_conflict use_column
begin
  perform set_config('app.organization_id', p_organization::text, true);
  return query
    select distinct c.participant_id, c.staff_id
    from conversation_member m join conversation c on c.id = m.conversation_id
    where m.organization_id = p_organization and m.to_seq is null and m.expires_at <= clock_timestamp()
      and c.kind = 'direct';
end
$$;
`;
