/**
 * Forces row-level security on every table, and grants the application's role what it needs and no more.
 * The role owns nothing, deletes nothing, and can neither change nor remove an event or an audit entry.
 */
export const rowLevelSecurity = /* sql */ `
do $$
declare
  name text;
begin
  for name in
    select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'organization_id' and not a.attisdropped
    where n.nspname = 'public' and c.relkind = 'r' and c.relname <> 'organization_directory'
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format($policy$create policy tenant on %I using (organization_id = (select nullif(current_setting('app.organization_id', true), '')::uuid))$policy$, name);
    execute format('grant select on %I to homegroup_app', name);
  end loop;
end
$$;
alter table organization enable row level security;
alter table organization force row level security;
create policy tenant on organization using (id = (select nullif(current_setting('app.organization_id', true), '')::uuid));

grant usage on schema public to homegroup_app;
grant select on organization, organization_directory to homegroup_app;
grant insert on person, invitation, session_family, refresh_token, sign_in_failure, access_clock,
  conversation, conversation_member, conversation_mute, log_event, read_position,
  programme, treatment_group, group_leader, group_membership, group_membership_period, group_agreement, agreement_acceptance,
  episode, care_team_member, alumni_membership, continuing_contact, notice, moderation_action, message_report, account_action to homegroup_app;
grant update on person, invitation, session_family, refresh_token, sign_in_failure, access_clock,
  conversation, conversation_member, conversation_mute, read_position,
  programme, treatment_group, group_leader, group_membership, group_membership_period,
  episode, care_team_member, alumni_membership, continuing_contact, notice, message_report to homegroup_app;
revoke all on function audit_append(jsonb) from public;
grant execute on function audit_append(jsonb) to homegroup_app;
`;
