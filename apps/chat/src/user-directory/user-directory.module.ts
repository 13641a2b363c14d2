import { Module } from '@nestjs/common';
import { UserDirectoryController } from './user-directory.controller.js';
import { UserDirectoryRepository } from './user-directory.repository.js';
import { UserDirectory } from './user-directory.js';

@Module({ controllers: [UserDirectoryController], providers: [UserDirectory, UserDirectoryRepository], exports: [UserDirectory] })
export class UserDirectoryModule {}
