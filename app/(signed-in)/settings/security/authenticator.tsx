'use client';

import { SubmitButton } from '@/app/ui/button';
import { CodeField } from '@/app/ui/code-fields';
import { FormMessage } from '@/app/ui/form-message';
import { Note } from '@/app/ui/note';
import { useActionForm } from '@/app/ui/use-action-form';
import { purposes } from '@/lib/web/messages';
import { startSetup, turnOff, turnOn } from './factor-actions';

const purpose = purposes.change_factors;

type Props = {
  on: boolean;
  /** A key was shown and waits for its first code. */
  waiting: boolean;
};

/** One form after the other: begin, confirm, and later remove. */
export function Authenticator({ on, waiting }: Props) {
  return on ? <TurnOff /> : <SetUp waiting={waiting} />;
}

function SetUp({ waiting }: { waiting: boolean }) {
  // Sent twice it would show a key that the next answer replaces.
  const { state, pending, form } = useActionForm(startSetup, { purpose, repeats: false });
  const setup = state.status === 'done' ? state.data : undefined;
  return (
    <div className="flex flex-col gap-5">
      <form {...form} className="flex flex-col items-start gap-4">
        <FormMessage state={state} />
        <SubmitButton variant={setup || waiting ? 'secondary' : 'primary'} pending={pending}>
          {setup || waiting ? 'Start again with a new key' : 'Set up authenticator app'}
        </SubmitButton>
      </form>
      {setup ? <Key qr={setup.qr} text={setup.key} /> : null}
      {setup || waiting ? <Confirm shown={setup !== undefined} /> : null}
    </div>
  );
}

function Key({ qr, text }: { qr: { size: number; path: string }; text: string }) {
  const quiet = 4;
  const side = qr.size + 2 * quiet;
  return (
    <div className="flex flex-col gap-5 sm:flex-row sm:items-center">
      {/* Dark on light in both themes: not every camera reads the other way round. */}
      <svg
        role="img"
        aria-label="QR code with the key for your authenticator app"
        viewBox={`${-quiet} ${-quiet} ${side} ${side}`}
        className="size-44 shrink-0 rounded-md border border-line bg-white"
        shapeRendering="crispEdges"
      >
        <path d={qr.path} fill="#000" />
      </svg>
      <div className="min-w-0">
        <p>Scan this with your authenticator app, or type the key:</p>
        <p className="mt-2 break-words font-mono text-[0.9375rem]" data-testid="authenticator-key">
          {text}
        </p>
        <p className="mt-2 text-muted">It is shown this once. Nothing changes until a code is confirmed.</p>
      </div>
    </div>
  );
}

function Confirm({ shown }: { shown: boolean }) {
  const { state, pending, form } = useActionForm(turnOn, { purpose, repeats: false });
  return (
    <form {...form} className="flex max-w-sm flex-col gap-4" noValidate>
      <FormMessage state={state} />
      <CodeField
        hint={
          shown
            ? 'The six digits that the app shows now.'
            : 'The six digits that the app shows for the key you were shown before. Without that key, start again.'
        }
        error={state.fields?.code}
      />
      <SubmitButton className="self-start" pending={pending} pendingLabel="Checking…">
        Turn on
      </SubmitButton>
    </form>
  );
}

function TurnOff() {
  const { state, pending, form } = useActionForm(turnOff, { purpose, repeats: false });
  return (
    <form {...form} className="flex flex-col items-start gap-4">
      <Note tone="good">On. Signing in asks for a code after the password.</Note>
      <FormMessage state={state} />
      <SubmitButton variant="secondary" pending={pending} pendingLabel="Removing…">
        Remove authenticator app
      </SubmitButton>
    </form>
  );
}
