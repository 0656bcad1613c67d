/**
 * Everything that a node looks at each second for an organization it serves, in one statement and as JSON: heads and
 * membership versions, epoch, access, whose notices or list of conversations changed, and when the next time that was
 * agreed on is over. Before, that was four statements a second: what a node does while nobody writes is most of what
 * many organizations cost.
 *
 * `read_heads`, `read_person_news` and `read_expired` as they were asked each second stay for servers of the version
 * before, while they are restarted one by one; `read_expired` is asked when something is due.
 */
export const oneComparison = /* sql */ `
create function read_comparison(p_organization uuid, p_conversation uuid[]) returns json
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
  -- Far longer than a transaction, which stamps its rows when it begins and shows them when it commits.
  since timestamptz := now() - interval '30 seconds';
  answer json;
begin
  select json_build_object(
    'epoch', o.log_epoch,
    'access', coalesce((select a.version from access_clock a where a.organization_id = o.id), 0),
    'heads', (select coalesce(json_agg(json_build_array(c.id, c.head, c.membership_version)), '[]')
      from conversation c where c.id = any (p_conversation)),
    'due', (select extract(epoch from min(m.expires_at) - clock_timestamp()) * 1000 from conversation_member m
      where m.organization_id = p_organization and m.to_seq is null and m.expires_at is not null),
    'changes', (select coalesce(json_agg(json_build_array(n.cause, n.person_id, n.what)), '[]') from (
      select n.id::text as cause, n.person_id, 'notices' as what
      from notice n where n.organization_id = p_organization and n.at > since
      union all
      select p.id::text, m.person_id, 'conversations'
      from group_membership_period p join group_membership m on m.id = p.membership_id
      where p.organization_id = p_organization and p.from_at > since
      union all
      select c.id || ':joined', c.person_id, 'conversations'
      from conversation_member c where c.organization_id = p_organization and c.joined_at > since
      union all
      select c.id || ':left', c.person_id, 'conversations'
      from conversation_member c where c.organization_id = p_organization and c.left_at > since
      union all
      select t.id || t.moment || w.who, w.who, 'conversations'
      from (
        select t.id, ':began:' as moment, t.person_id as staff_id, t.episode_id
        from care_team_member t where t.organization_id = p_organization and t.from_at > since
        union all
        select t.id, ':ended:', t.person_id, t.episode_id
        from care_team_member t where t.organization_id = p_organization and t.to_at > since
      ) t
      join episode e on e.id = t.episode_id
      cross join lateral (values (t.staff_id), (e.person_id)) as w (who)
    ) n)
  ) into answer from organization o where o.id = p_organization;
  return answer;
end
$$;
`;
