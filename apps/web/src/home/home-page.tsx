import { isStaffRole } from '@homegroup/protocol';
import { useMe } from '../session/use-session.js';
import { AlumnusHome } from './alumnus-home.js';
import { ClientHome } from './client-home.js';
import { CounselorHome } from './counselor-home.js';

export function HomePage() {
  const me = useMe();
  if (isStaffRole(me.role)) return <CounselorHome />;
  if (me.role === 'alumnus') return <AlumnusHome />;
  return <ClientHome />;
}
