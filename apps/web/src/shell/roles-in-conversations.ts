import { mayCall, type Role } from '@homegroup/protocol';

/** Whether this role stands in conversations at all. */
export const inConversations = (role: Role): boolean => mayCall(role, 'conversations.list');
