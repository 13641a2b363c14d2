import { Controller } from '@nestjs/common';
import { type UserCaller, userRoutes } from '@veza/contracts';
import { CurrentCaller, Raw, type RawExchange, Route } from '../../edge/index.js';
import { ProfilePicturesService } from './profile-pictures.service.js';

@Controller()
export class ProfilePicturesController {
  constructor(private readonly pictures: ProfilePicturesService) {}

  @Route(userRoutes.setPicture)
  setPicture(@CurrentCaller() caller: UserCaller, @Raw() { req }: RawExchange) {
    return this.pictures.set(caller, 'picture', req);
  }

  @Route(userRoutes.dropPicture)
  dropPicture(@CurrentCaller() caller: UserCaller) {
    return this.pictures.drop(caller, 'picture');
  }

  @Route(userRoutes.setBanner)
  setBanner(@CurrentCaller() caller: UserCaller, @Raw() { req }: RawExchange) {
    return this.pictures.set(caller, 'banner', req);
  }

  @Route(userRoutes.dropBanner)
  dropBanner(@CurrentCaller() caller: UserCaller) {
    return this.pictures.drop(caller, 'banner');
  }
}
