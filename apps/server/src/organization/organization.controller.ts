import { ShowOrganization } from '@homegroup/identity';
import type { OrganizationView } from '@homegroup/protocol';
import { Controller } from '@nestjs/common';
import { Operate, OrganizationOf } from '../http/operate.js';

@Controller()
export class OrganizationController {
  constructor(private readonly showOrganization: ShowOrganization) {}

  @Operate('organization.show')
  show(@OrganizationOf() organizationId: string): Promise<OrganizationView> {
    return this.showOrganization.execute(organizationId);
  }
}
