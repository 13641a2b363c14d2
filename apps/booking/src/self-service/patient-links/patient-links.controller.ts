import { Controller } from '@nestjs/common';
import { patientLinks, patientMails, patientSms, type RpcInput } from '@veza/contracts';
import { Input, Rpc } from '@veza/transport';
import { LettersService } from './letters.service.js';
import { PatientLinksService } from './patient-links.service.js';

type In<Verb extends keyof typeof patientLinks> = RpcInput<(typeof patientLinks)[Verb]>;

@Controller()
export class PatientLinksController {
  constructor(
    private readonly links: PatientLinksService,
    private readonly letters: LettersService,
  ) {}

  @Rpc(patientLinks.show)
  show(@Input() { token }: In<'show'>) {
    return this.links.show(token);
  }

  @Rpc(patientLinks.cancel)
  cancel(@Input() cancellation: In<'cancel'>) {
    return this.links.cancel(cancellation);
  }

  @Rpc(patientLinks.move)
  move(@Input() move: In<'move'>) {
    return this.links.move(move);
  }

  @Rpc(patientLinks.proposal)
  proposal(@Input() { token }: In<'proposal'>) {
    return this.links.proposal(token);
  }

  @Rpc(patientLinks.remind)
  remind(@Input() choice: In<'remind'>) {
    return this.links.remind(choice);
  }

  @Rpc(patientMails.read)
  read(@Input() { id }: RpcInput<typeof patientMails.read>) {
    return this.letters.read(id);
  }

  @Rpc(patientSms.read)
  readSms(@Input() { id }: RpcInput<typeof patientSms.read>) {
    return this.letters.readSms(id);
  }
}
