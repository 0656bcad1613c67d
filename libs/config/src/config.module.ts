import { type DynamicModule, Global, Module } from '@nestjs/common';
import type { Configuration } from './configuration.js';

export const CONFIGURATION = Symbol('configuration');

@Global()
@Module({})
export class ConfigModule {
  static forRoot(configuration: Configuration): DynamicModule {
    const provider = { provide: CONFIGURATION, useValue: configuration };
    return { module: ConfigModule, providers: [provider], exports: [provider] };
  }
}
