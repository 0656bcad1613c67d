import { UnitOfWork } from '@homegroup/database';
import { directPairs } from '@homegroup/groups';
import { type Actor, authorize } from '@homegroup/identity';
import { personCards } from '@homegroup/log';
import type { DirectContact } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';

/** Whom the actor may write to: primary counselors first, then by name. */
@Injectable()
export class DirectContacts {
  constructor(private readonly unit: UnitOfWork) {}

  async execute(actor: Actor): Promise<DirectContact[]> {
    authorize(actor, 'direct.contacts');
    return this.unit.run(actor.organizationId, async (work) => {
      const pairs = await directPairs(work, { personId: actor.personId });
      const others = pairs.map((pair) => ({
        pair,
        otherId: pair.staffId === actor.personId ? pair.participantId : pair.staffId,
      }));
      const cards = await personCards(
        work,
        others.map(({ otherId }) => otherId),
      );
      return others
        .flatMap(({ pair, otherId }) => {
          const card = cards.get(otherId);
          const { basis, primary, conversationId } = pair;
          return card ? [{ ...card, basis, primary, conversationId }] : [];
        })
        .sort((a, b) => Number(b.primary) - Number(a.primary) || a.name.localeCompare(b.name));
    });
  }
}
