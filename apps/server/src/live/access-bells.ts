import { AccessBell } from '@homegroup/identity';
import { Doorbell } from '@homegroup/log';
import { Injectable } from '@nestjs/common';

/** Passes what identity says in this process on to every node. */
@Injectable()
export class AccessBells {
  constructor(
    private readonly accessBell: AccessBell,
    private readonly doorbell: Doorbell,
  ) {}

  passOn(): void {
    this.accessBell.onRing((organizationId) => this.doorbell.ring({ kind: 'access', organizationId }));
  }
}
