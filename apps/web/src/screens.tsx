import { Navigate, type RouteObject, useRoutes } from 'react-router';
import { AccountPage } from './account/account-page.js';
import { ConversationPage } from './conversation/conversation-page.js';
import { MessagesPage } from './conversations/messages-page.js';
import { RoomsPage } from './conversations/rooms-page.js';
import { HomePage } from './home/home-page.js';
import { useMe } from './session/use-session.js';
import { navigationFor } from './shell/navigation.js';
import { inConversations } from './shell/roles-in-conversations.js';
import { Shell } from './shell/shell.js';
import { staffRoutes } from './staff/routes.js';

/** The screens of the role that is signed in; any other address leads to its start. */
export function Screens() {
  const me = useMe();
  const talks = inConversations(me.role);
  const first = navigationFor(me.role)[0]?.to ?? '/you';
  const children: RouteObject[] = [
    { path: 'you', element: <AccountPage /> },
    ...staffRoutes.filter((entry) => entry.roles.includes(me.role)).map((entry) => entry.route),
    { path: '*', element: <Navigate to={first} replace /> },
  ];
  if (talks)
    children.unshift(
      { index: true, element: <HomePage /> },
      { path: 'rooms', element: <RoomsPage /> },
      { path: 'rooms/:id', element: <ConversationPage /> },
      { path: 'messages', element: <MessagesPage /> },
      { path: 'messages/:id', element: <ConversationPage /> },
    );
  return useRoutes([{ element: <Shell />, children }]);
}
