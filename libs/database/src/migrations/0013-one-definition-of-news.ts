/**
 * What changed for people stands in one place again: the comparison of each second asks `read_person_news`, which
 * servers of two versions before ask by itself. It had a copy; asking costs 10 µs of some 95.
 */
export const oneDefinitionOfNews = /* sql */ `
create or replace function read_comparison(p_organization uuid, p_conversation uuid[]) returns json
language plpgsql stable
-- Plans are made while tables are small and kept for the connection's life: whatever is looked up is looked up by index.
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
set plan_cache_mode = force_generic_plan
set jit = off
as $$
#variable_conflict use_column
declare
  -- Assigned, because what is only performed costs as much as a statement.
  tenant text := set_config('app.organization_id', p_organization::text, true);
  answer json;
begin
  select json_build_object(
    'epoch', o.log_epoch,
    'access', coalesce((select a.version from access_clock a where a.organization_id = o.id), 0),
    'heads', (select coalesce(json_agg(json_build_array(c.id, c.head, c.membership_version)), '[]')
      from conversation c where c.id = any (p_conversation)),
    'due', (select extract(epoch from min(m.expires_at) - clock_timestamp()) * 1000 from conversation_member m
      where m.organization_id = p_organization and m.to_seq is null and m.expires_at is not null),
    'changes', (select coalesce(json_agg(json_build_array(n.cause, n.person_id, n.what)), '[]')
      from read_person_news(p_organization) n)
  ) into answer from organization o where o.id = p_organization;
  return answer;
end
$$;
`;
