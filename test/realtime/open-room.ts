import { UnitOfWork } from '@homegroup/database';
import { LogWriter } from '@homegroup/log';
import { roomWith, type TestPerson, type TestServer } from '@homegroup/test-support';

/** A room with these members in it; a counselor among them moderates. Resolves with its conversation. */
export function openRoom(server: TestServer, members: readonly TestPerson[]): Promise<string> {
  const writer = server.app.get(LogWriter, { strict: false });
  return server.app
    .get(UnitOfWork, { strict: false })
    .run(server.organizationId, (work) => roomWith(work, writer, members));
}
