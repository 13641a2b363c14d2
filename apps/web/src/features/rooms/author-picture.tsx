import { usePicture } from '../../session/use-picture.js';
import { Avatar } from '../../ui/avatar.js';

/** The picture of a person of whom a line has the id and the name. */
export function AuthorPicture({ userId, name }: { userId: number; name: string }) {
  return <Avatar name={name} picture={usePicture(userId)} />;
}
