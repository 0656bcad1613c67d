export { AcceptAgreement } from './accept-agreement.js';
export { AddLeader } from './add-leader.js';
export { AddMembership } from './add-membership.js';
export { ChangeLeaders } from './change-leaders.js';
export { CreateGroup, type NewGroup } from './create-group.js';
export { DirectAccess, type DirectBasis, type DirectPair, directPairs } from './direct-access.js';
export { EndExpired } from './end-expired.js';
export { EndMembership } from './end-membership.js';
export { GiveNotice, type NewNotice } from './give-notice.js';
export {
  findGroup,
  findGroupOfRoom,
  type GroupRecord,
  hasAccepted,
  lockConversations,
  lockGroup,
  lockGroups,
} from './group-record.js';
export * from './groups.module.js';
export { InviteMember } from './invite-member.js';
export { JoinGroup } from './join-group.js';
export { LeaveGroup } from './leave-group.js';
export { ListGroups } from './list-groups.js';
export { ListNotices } from './list-notices.js';
export { MembershipReasons } from './membership-reasons.js';
export { type Membership, Memberships, toMembershipResult } from './memberships.js';
export { inSightOf, requireInSight } from './people-in-sight.js';
export { cardsOf, findPerson, localDay, lockPerson, type PersonRecord } from './person-record.js';
export { requireClinicalSteering, requireEligible } from './policies.js';
export { PublishAgreement } from './publish-agreement.js';
export { requireSeat, seated } from './seats.js';
export { SeeNotice } from './see-notice.js';
export { ShowGroup } from './show-group.js';
export { StartGroup } from './start-group.js';
