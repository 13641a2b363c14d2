import { Module } from '@nestjs/common';
import { FormPages } from './form-pages.js';

@Module({ providers: [FormPages], exports: [FormPages] })
export class FormPagesModule {}
