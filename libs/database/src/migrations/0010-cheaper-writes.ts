/**
 * What each append paid for and did not need.
 *
 * - **The tenant of one row is compared, not looked up beforehand.** A setting in a subquery is read once for a scan of
 *   many rows, and costs a plan node of its own each time; an append looks at one row of each of these, and at the
 *   conversation's four times: to find it, to change it, to return it. Who reads the log still reads many.
 * - **A pair is checked when it is made, and after it changed.** A trigger before each update, of whatever column, has
 *   the row fetched and locked, and that written to the log, before anything is updated.
 */
export const cheaperWrites = /* sql */ `
do $$
declare
  name text;
begin
  foreach name in array array['conversation', 'conversation_member', 'conversation_mute', 'person'] loop
    execute format($policy$alter policy tenant on %I using (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid)$policy$, name);
  end loop;
end
$$;
alter policy tenant on log_event with check (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);

drop trigger require_pair on conversation;
create trigger require_pair before insert on conversation for each row
  when ((new.kind = 'direct') <> (new.participant_id is not null and new.staff_id is not null)) execute function require_pair();
create trigger keep_pair after update of kind, participant_id, staff_id on conversation for each row
  when ((new.kind = 'direct') <> (new.participant_id is not null and new.staff_id is not null)) execute function require_pair();
`;
