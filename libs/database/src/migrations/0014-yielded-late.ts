/**
 * A token that was yielded once more because its answer had been lost says so, and is not yielded late itself: whoever
 * uses a copy within the minute after each refresh is found out at the second.
 */
export const yieldedLate = /* sql */ `
alter table refresh_token add column yielded_late boolean not null default false;
`;
