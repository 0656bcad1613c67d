/** What staff decide about a care team and a readmission; and the end of what nobody needs any more. */
export const teamsAndPurge = /* sql */ `
alter table account_action drop constraint account_action_kind_check,
  add constraint account_action_kind_check check (kind in ('disabled','enabled','role_changed','team_changed','readmitted'));
alter table notice drop constraint notice_kind_check,
  add constraint notice_kind_check check (kind in
    ('removed','muted','unmuted','ejected','contact_offered','graduated','reported','care_team_changed'));

create index care_team_member_from on care_team_member (organization_id, from_at);
create index care_team_member_to on care_team_member (organization_id, to_at) where to_at is not null;

-- As before, and now also whoever joined or left a care team, and the client: whom one can write to is part of one's list.
create or replace function read_person_news(p_organization uuid)
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
    cross join lateral (values (t.staff_id), (e.person_id)) as w (who);
end
$$;

create index session_family_end on session_family (organization_id, expires_at);
create index invitation_end on invitation (organization_id, expires_at);
create index sign_in_failure_end on sign_in_failure (organization_id, last_at);

-- The application's role removes nothing by itself. This removes, of its own tenant, what has been over for thirty
-- days: links, signed-in devices with their refresh tokens, and counts of wrong passwords. Addresses that are closed
-- for good stay closed. At most p_limit rows of each kind; how many were removed, or null while another node is at it.
create function purge_spent(p_limit int) returns int
language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  tenant uuid := nullif(current_setting('app.organization_id', true), '')::uuid;
  before timestamptz := now() - interval '30 days';
  removed int;
  total int := 0;
begin
  if tenant is null or not pg_try_advisory_xact_lock(hashtextextended('homegroup purge ' || tenant, 0)) then
    return null;
  end if;
  delete from invitation where organization_id = tenant and id in (
    select i.id from invitation i where i.organization_id = tenant and i.expires_at < before limit p_limit);
  get diagnostics removed = row_count;
  total := total + removed;
  delete from refresh_token where organization_id = tenant and id in (
    select t.id from session_family f join refresh_token t on t.family_id = f.id
    where f.organization_id = tenant and f.expires_at < before limit p_limit);
  get diagnostics removed = row_count;
  total := total + removed;
  delete from session_family where organization_id = tenant and id in (
    select f.id from session_family f where f.organization_id = tenant and f.expires_at < before
      and not exists (select from refresh_token t where t.family_id = f.id) limit p_limit);
  get diagnostics removed = row_count;
  total := total + removed;
  delete from sign_in_failure where organization_id = tenant and email_hash in (
    select s.email_hash from sign_in_failure s
    where s.organization_id = tenant and s.last_at < before and s.failures < 100 limit p_limit);
  get diagnostics removed = row_count;
  return total + removed;
end
$$;
revoke all on function purge_spent(int) from public;
grant execute on function purge_spent(int) to homegroup_app;
`;
