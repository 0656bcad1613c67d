import { AcceptInvitation, InspectInvitation } from '@homegroup/identity';
import type { OperationParsed, OperationResult, SessionView } from '@homegroup/protocol';
import { Controller, Req, Res, UseGuards } from '@nestjs/common';
import type { Request, Response } from 'express';
import { AttemptLimit } from '../http/attempt-limit.js';
import { Input, Operate } from '../http/operate.js';
import { GreetSession } from './greet-session.js';

@Controller()
export class InvitationController {
  constructor(
    private readonly inspectInvitation: InspectInvitation,
    private readonly acceptInvitation: AcceptInvitation,
    private readonly greet: GreetSession,
  ) {}

  @Operate('invitation.inspect')
  inspect(
    @Input() input: OperationParsed<'invitation.inspect'>,
  ): Promise<OperationResult<'invitation.inspect'>> {
    return this.inspectInvitation.execute(input.body.token);
  }

  @Operate('invitation.accept')
  @UseGuards(AttemptLimit)
  async accept(
    @Input() input: OperationParsed<'invitation.accept'>,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SessionView> {
    const { token, password } = input.body;
    return this.greet.comeIn(await this.acceptInvitation.execute(token, password), request, response);
  }
}
