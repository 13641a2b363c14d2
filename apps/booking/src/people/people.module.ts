import { Module } from '@nestjs/common';
import { TenancyModule } from '../tenancy/tenancy.module.js';
import { PeopleController } from './people.controller.js';
import { PeopleRepository } from './people.repository.js';
import { PeopleService } from './people.service.js';

@Module({ imports: [TenancyModule], controllers: [PeopleController], providers: [PeopleService, PeopleRepository] })
export class PeopleModule {}
