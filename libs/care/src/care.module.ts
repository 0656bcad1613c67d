import { AuditModule } from '@homegroup/audit';
import { GroupsModule } from '@homegroup/groups';
import { IdentityModule } from '@homegroup/identity';
import { LogModule } from '@homegroup/log';
import { Module } from '@nestjs/common';
import { AddPerson } from './add-person.js';
import { AgreeContact } from './agree-contact.js';
import { AlumniMemberships } from './alumni-memberships.js';
import { AnswerAlumniInvitation } from './answer-alumni-invitation.js';
import { CareTeam } from './care-team.js';
import { ChangeTeam } from './change-team.js';
import { DischargeClient } from './discharge-client.js';
import { DischargeRecord } from './discharge-record.js';
import { EndContact } from './end-contact.js';
import { EndSeats } from './end-seats.js';
import { EnrolClient } from './enrol-client.js';
import { InviteToAlumni } from './invite-to-alumni.js';
import { ListPeople } from './list-people.js';
import { ListProgrammes } from './list-programmes.js';
import { MyContinuingContacts } from './my-continuing-contacts.js';
import { OfferContact } from './offer-contact.js';
import { PersonHistory } from './person-history.js';
import { ReadmitClient } from './readmit-client.js';
import { CheckRoster } from './roster/check-roster.js';
import { ImportRoster } from './roster/import-roster.js';
import { RecordAlumnus } from './roster/record-alumnus.js';
import { WriteRoster } from './roster/write-roster.js';
import { ShowPerson } from './show-person.js';

const useCases = [
  AddPerson,
  AgreeContact,
  AnswerAlumniInvitation,
  ChangeTeam,
  DischargeClient,
  EndContact,
  InviteToAlumni,
  ListPeople,
  ListProgrammes,
  MyContinuingContacts,
  OfferContact,
  ReadmitClient,
  ShowPerson,
  CheckRoster,
  ImportRoster,
  EnrolClient,
];

@Module({
  imports: [AuditModule, GroupsModule, IdentityModule, LogModule],
  providers: [
    ...useCases,
    AlumniMemberships,
    CareTeam,
    DischargeRecord,
    EndSeats,
    PersonHistory,
    RecordAlumnus,
    WriteRoster,
  ],
  exports: useCases,
})
export class CareModule {}
