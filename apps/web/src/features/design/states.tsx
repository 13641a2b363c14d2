import { Avatar } from '../../ui/avatar.js';
import { Badge } from '../../ui/badge.js';
import { Button } from '../../ui/button.js';
import { CopyButton } from '../../ui/copy-button.js';
import { EmptyState } from '../../ui/empty-state.js';
import { ErrorNote } from '../../ui/error-note.js';
import { RoomsIcon } from '../../ui/icons.js';
import { Item, ItemList } from '../../ui/item-list.js';
import { LoadMore } from '../../ui/load-more.js';
import { Note } from '../../ui/note.js';
import { Section } from '../../ui/section.js';
import { Skeleton } from '../../ui/skeleton.js';
import { SubPages } from '../../ui/sub-pages.js';
import { UploadProgress } from '../../ui/upload-progress.js';
import styles from './design.module.css';

const PAGES = [
  { to: '/design', label: 'This page' },
  { to: '/sign-in', label: 'Sign in' },
  { to: '/sign-up', label: 'Sign up' },
] as const;
const MORE = { hasNextPage: true, isFetchNextPageError: false, error: null, fetchNextPage: () => undefined };
const NAMES = ['ada', 'bea', 'Zoé', 'م'];

/** What a page says: how far it is, what failed, what there is and what there is not. */
export function States() {
  return (
    <>
      <Section title="Lists">
        <SubPages label="Pages of an example" pages={PAGES} />
        <ItemList label="Examples">
          <Item title="A thing" aside={<Badge>private</Badge>} actions={<Button>Change</Button>}>
            <p>A fact about it</p>
          </Item>
          <Item title="Another thing, whose name is so long that it needs a second line on a phone">
            <p className={styles.row}>
              <Badge kind="good">ready</Badge> <Badge kind="warning">waits</Badge> <Badge kind="danger">failed</Badge>
            </p>
          </Item>
        </ItemList>
        <LoadMore pages={{ ...MORE, isFetchingNextPage: false }} />
        <LoadMore pages={{ ...MORE, isFetchingNextPage: true }} />
        <p className={styles.row}>
          {NAMES.map((name) => (
            <Avatar key={name} name={name} />
          ))}
          <Avatar name="Large" size="large" />
        </p>
      </Section>
      <Section title="States">
        <Skeleton label="Loading the example" />
        <UploadProgress label="An upload" share={0.4} />
        <Note>Saved.</Note>
        <ErrorNote error={new Error('An example')} retry={() => undefined} />
        <CopyButton text="veza">Copy the name</CopyButton>
        <EmptyState icon={<RoomsIcon />} title="Nothing here yet">
          <p>What belongs here, and the next step.</p>
          <Button kind="primary">Create the first one</Button>
        </EmptyState>
      </Section>
    </>
  );
}
