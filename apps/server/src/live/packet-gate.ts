import { AuditTrail } from '@homegroup/audit';
import { Metrics } from '@homegroup/metrics';
import {
  type Ack,
  type ClientEventName,
  clientEvents,
  type ErrorBody,
  HomegroupError,
  mayCall,
} from '@homegroup/protocol';
import { Injectable, Logger } from '@nestjs/common';
import { faultsOf } from '../http/read-input.js';
import { Arrivals } from './arrivals.js';
import type { LiveSocket } from './live-socket.js';
import { TokenBucket } from './token-bucket.js';

/** Of one person, over all their windows here: that many opened at once need no fewer. */
const perSecond = 30;
const burst = 100;
/** As many events as reading the past counts for: it is the dearest thing that a client can ask. */
const readingCosts = 4;
/** Events over the limit after which the person's connections are cut; so many are forgiven each second. */
const mostStrikes = 60;
const forgivenPerSecond = 2;
const audited = new Set<string>(['not_allowed', 'not_found', 'agreement_required', 'membership_ended']);

type Answer = (answer: Ack<unknown>) => void;
type Packet = unknown[];

/** After these it may have happened all the same: the client sends it again under the same identifier. */
const unsure = new Set<string>(['try_again', 'internal']);

const isEvent = (name: unknown): name is ClientEventName =>
  typeof name === 'string' && Object.hasOwn(clientEvents, name);

interface Allowance {
  events: TokenBucket;
  strikes: TokenBucket;
}
const newAllowance = (): Allowance => ({
  events: new TokenBucket(perSecond, burst),
  strikes: new TokenBucket(forgivenPerSecond, mostStrikes),
});

/**
 * The first gate of every event on a socket, known or not: rate, name, role, shape. What does not pass is answered
 * here and reaches no handler; what passes goes on as its schema made it.
 */
@Injectable()
export class PacketGate {
  private readonly logger = new Logger('PacketGate');
  private readonly allowances = new Map<string, Allowance>();
  private readonly strict = process.env.NODE_ENV !== 'production';

  constructor(
    private readonly audit: AuditTrail,
    private readonly metrics: Metrics,
    private readonly arrivals: Arrivals,
  ) {}

  /** Stands before every event of this socket. */
  guard(socket: LiveSocket): void {
    const { personId } = socket.data.actor;
    const allowance = this.allowances.get(personId) ?? newAllowance();
    this.allowances.set(personId, allowance);
    socket.use((packet: Packet, next) => {
      if (socket.data.leaving) return;
      const name = packet[0];
      const last = packet.at(-1);
      const answer: Answer = typeof last === 'function' ? (last as Answer) : () => undefined;
      const refuse = (error: ErrorBody) => {
        this.count(error);
        answer({ ok: false, error });
      };
      if (!allowance.events.take(name === 'conversation:subscribe' ? readingCosts : 1)) {
        refuse(tooMany.toBody());
        if (!allowance.strikes.take()) this.cut(socket);
        return;
      }
      if (!isEvent(name)) return refuse(invalid('There is no such event.').toBody());
      // Without an acknowledgement nobody would learn what became of it.
      if (typeof last !== 'function' || packet.length !== 3)
        return refuse(invalid('Send one object and ask for an acknowledgement.').toBody());
      if (!mayCall(socket.data.actor.role, name)) {
        void this.deny(socket, name, packet[1], notAllowed.toBody()).then(refuse);
        return;
      }
      const input = clientEvents[name].request.safeParse(packet[1]);
      if (!input.success)
        return refuse(
          new HomegroupError('invalid_input', 'Something in the event is not as it should be.', {
            faults: faultsOf(name, input.error),
          }).toBody(),
        );
      packet[2] = this.checked(socket, name, input.data, answer);
      packet[1] = input.data;
      socket.data.pending += 1;
      next();
    });
  }

  /** Nothing of this person's is open here any more. */
  forget(personId: string): void {
    this.allowances.delete(personId);
  }

  /** Audits a refusal by the use case before it is answered; outside production checks answers against their schema. */
  private checked(socket: LiveSocket, name: ClientEventName, input: unknown, answer: Answer): Answer {
    return (result) => {
      socket.data.pending -= 1;
      if (!result.ok) {
        this.count(result.error);
        if (audited.has(result.error.code))
          void this.deny(socket, name, input, result.error).then((error) => answer({ ok: false, error }));
        else answer(result);
        return;
      }
      const fits = !this.strict || clientEvents[name].response.safeParse(result.data).success;
      if (!fits) this.logger.error(`The answer to ${name} does not fit its schema`);
      this.metrics.acknowledgements.add('ok');
      answer(fits ? result : { ok: false, error: broken.toBody() });
    };
  }

  private count(error: ErrorBody): void {
    this.metrics.acknowledgements.add(unsure.has(error.code) ? 'unsure' : 'refused');
    this.metrics.socketRefusals.add(error.code);
  }

  /** A refusal that cannot be written into the trail is an error of its own. */
  private async deny(
    socket: LiveSocket,
    name: ClientEventName,
    input: unknown,
    error: ErrorBody,
  ): Promise<ErrorBody> {
    const { organizationId, personId, role } = socket.data.actor;
    const { conversationId } = (input ?? {}) as { conversationId?: unknown };
    try {
      await this.audit.record(organizationId, {
        actorId: personId,
        action: name,
        ...(typeof conversationId === 'string' &&
          conversationId.length === 36 && { objectType: 'conversation', objectId: conversationId }),
        outcome: 'denied',
        detail: { code: error.code, role },
      });
      return error;
    } catch {
      return unavailable.toBody();
    }
  }

  private cut(socket: LiveSocket): void {
    socket.data.leaving = true;
    this.metrics.cuts.add('flood');
    this.arrivals.bar(socket.data.actor.personId);
    socket.emit('session:ended', { code: 'too_many_requests' });
    socket.disconnect(true);
  }
}

const invalid = (message: string) => new HomegroupError('invalid_input', message, { faults: [] });
const tooMany = new HomegroupError('too_many_requests', 'That was too much at once. Wait a moment.', {
  retryAfter: 1,
});
const notAllowed = new HomegroupError('not_allowed', 'Your role does not allow this.');
const broken = new HomegroupError('internal', 'Something went wrong on our side.');
const unavailable = new HomegroupError(
  'try_again',
  'The server cannot do this right now. Nothing was changed. Try again in a moment.',
);
