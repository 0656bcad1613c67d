import { CONFIGURATION, type Configuration } from '@homegroup/config';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { CookieOptions, Request, Response } from 'express';

const localHosts = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Keeps the refresh token where no script reads it and no other site sends it. */
@Injectable()
export class RefreshCookie {
  private readonly name: string;
  private readonly options: CookieOptions;

  constructor(@Inject(CONFIGURATION) configuration: Configuration) {
    const { protocol, hostname } = new URL(configuration.publicUrl);
    // Browsers take a secure cookie from http://localhost too, and from no other plain address.
    const secure = protocol === 'https:' || localHosts.has(hostname);
    this.name = secure ? '__Host-homegroup' : 'homegroup';
    this.options = { httpOnly: true, secure, sameSite: 'strict', path: '/' };
    if (!secure)
      new Logger('RefreshCookie').warn(
        'PUBLIC_URL is plain http: sign-ins travel unprotected. Put a proxy with TLS in front and use https.',
      );
  }

  read(request: Request): string | null {
    const cookies = request.cookies as Record<string, unknown> | undefined;
    const value = cookies?.[this.name];
    return typeof value === 'string' ? value : null;
  }

  set(response: Response, token: string, endsAt: Date): void {
    response.cookie(this.name, token, { ...this.options, expires: endsAt });
  }

  clear(response: Response): void {
    response.clearCookie(this.name, this.options);
  }
}
