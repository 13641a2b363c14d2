import { useState } from 'react';
import { Actions } from '../../ui/actions.js';
import { BackLink } from '../../ui/back-link.js';
import { Button, IconButton } from '../../ui/button.js';
import { CheckField } from '../../ui/check-field.js';
import { Choice } from '../../ui/choice.js';
import { Dialog } from '../../ui/dialog.js';
import { DeleteIcon, PlusIcon } from '../../ui/icons.js';
import { LinkButton } from '../../ui/link-button.js';
import { Section } from '../../ui/section.js';
import { SelectField } from '../../ui/select-field.js';
import { TextAreaField } from '../../ui/text-area-field.js';
import { TextField } from '../../ui/text-field.js';
import styles from './design.module.css';

const KINDS = ['primary', 'plain', 'quiet', 'danger'] as const;
const ORDERS = [
  { value: 'new', label: 'Newest' },
  { value: 'old', label: 'Oldest' },
];

/** What is pressed, chosen and typed in. */
export function Controls() {
  const [order, setOrder] = useState('new');
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Section title="Buttons">
        {KINDS.map((kind) => (
          <Actions key={kind}>
            <Button kind={kind}>Save ({kind})</Button>
            <Button kind={kind}>
              <PlusIcon />
              With a picture ({kind})
            </Button>
            <Button kind={kind} busy>
              At work ({kind})
            </Button>
          </Actions>
        ))}
        <Actions>
          <IconButton label="Delete the example">
            <DeleteIcon />
          </IconButton>
          <LinkButton to="/sign-in">A link as a button</LinkButton>
          <BackLink to="/sign-in">Back</BackLink>
          <Button aria-haspopup="dialog" onClick={() => setOpen(true)}>
            Open a dialogue
          </Button>
        </Actions>
        {isOpen && (
          <Dialog title="A dialogue" onClose={() => setOpen(false)}>
            <p>The browser keeps the focus in it, and gives it back at the end.</p>
          </Dialog>
        )}
      </Section>
      <Section title="Fields">
        <div className={styles.grid}>
          <TextField label="Plain" />
          <TextField label="Filled, with a hint" defaultValue="مقام راست" hint="The language does not matter." />
          <TextField label="With a fault" defaultValue="abc" fault="This is no address." />
          <TextField label="For reading" defaultValue="veza.example" readOnly />
          <SelectField label="One of several" options={ORDERS} />
          <TextAreaField label="Several lines" defaultValue="Talk, listen and create together." />
          <CheckField label="To tick" hint="A line that explains it." />
          <CheckField label="Ticked" defaultChecked />
          <Choice label="One of a few" value={order} options={ORDERS} onChange={setOrder} />
        </div>
      </Section>
    </>
  );
}
