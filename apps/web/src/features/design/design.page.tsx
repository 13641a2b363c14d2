import { Page } from '../../ui/page.js';
import { Controls } from './controls.js';
import { States } from './states.js';
import { Tokens } from './tokens.js';

/** Every element of the client in every state, in one place: to look at, to compare by pictures, and to test with axe. */
export function DesignPage() {
  return (
    <Page title="Design">
      <Tokens />
      <Controls />
      <States />
    </Page>
  );
}
