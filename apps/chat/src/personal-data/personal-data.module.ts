import { Module } from '@nestjs/common';
import { UserDirectoryModule } from '../user-directory/user-directory.module.js';
import { PersonalDataController } from './personal-data.controller.js';
import { PersonalDataRepository } from './personal-data.repository.js';

@Module({
  imports: [UserDirectoryModule],
  controllers: [PersonalDataController],
  providers: [PersonalDataRepository],
})
export class PersonalDataModule {}
