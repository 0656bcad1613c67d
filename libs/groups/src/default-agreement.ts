/** Version 1 of a group's ground rules, until its leaders write their own. */
export const defaultAgreement = `What we agree on in this group

1. Confidentiality. What is said here, and who is here, stays here. We tell our own story and nobody else's. The counselors speak with the care team, and they act when somebody is in danger.
2. Attendance. We come, and we come on time. Whoever cannot come says so beforehand.
3. Sober in session. We take part sober. Whoever is not tells a counselor, who will help; nobody is shamed for it.
4. Contact outside. We do not date, lend money to or do business with each other while we are in this group. Contact outside the group is something we can tell the group about.
5. Speaking and listening. We speak for ourselves, let others finish, and do not attack. Everybody may pass.
6. Leaving well. Whoever wants to leave tells the group, and takes the time to say goodbye.
7. No recording. No screenshots, no photographs, no copies, no sharing of what is written here.

This room is no emergency service. In danger, call 911; in a crisis, call or text 988.`;
