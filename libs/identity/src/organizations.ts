import { UnitOfWork } from '@homegroup/database';
import { type CrisisLine, HomegroupError, type OrganizationView } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';

/** Before anybody has signed in: which organization's door this is. */
@Injectable()
export class FindOrganization {
  constructor(private readonly unit: UnitOfWork) {}

  /**
   * The only organization of the installation; among several the one whose slug is the first label of the host
   * name (`harbor.example.org`). @throws not_found when that says nothing
   */
  async execute(hostname: string): Promise<string> {
    const rows = await this.unit.directory
      .selectFrom('organization_directory')
      .select(['organization_id', 'slug'])
      .execute();
    const only = rows.length === 1 ? rows[0] : rows.find((row) => row.slug === hostname.split('.')[0]);
    if (!only) throw new HomegroupError('not_found', 'There is no organization at this address.');
    return only.organization_id;
  }
}

@Injectable()
export class ShowOrganization {
  constructor(private readonly unit: UnitOfWork) {}

  /** What everybody may see, signed in or not. */
  async execute(organizationId: string): Promise<OrganizationView> {
    const row = await this.unit.run(organizationId, (work) =>
      work.db
        .selectFrom('organization')
        .select(['name', 'crisis_lines'])
        .where('id', '=', organizationId)
        .executeTakeFirstOrThrow(),
    );
    return { name: row.name, crisisLines: row.crisis_lines as unknown as CrisisLine[] };
  }
}
