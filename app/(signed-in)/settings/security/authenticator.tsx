'use client';

import { type RefObject, useEffect, useId, useRef, useState } from 'react';
import { CodeField } from '@/app/guard/forms/code-fields';
import { ConfirmedForm } from '@/app/guard/forms/confirmed-form';
import { FormMessage } from '@/app/guard/forms/form-message';
import { useActionForm } from '@/app/guard/forms/use-action-form';
import { Button, SubmitButton } from '@/app/ui/button';
import { copyText } from '@/app/ui/copy-text';
import { Note } from '@/app/ui/note';
import { toast } from '@/app/ui/toaster';
import { useFocusWhenGone } from '@/app/ui/use-focus-when-gone';
import { useHydrated } from '@/app/ui/use-hydrated';
import { purposes } from '@/lib/words/reasons';
import { cancelSetupAction, startSetupAction, turnOffAction, turnOnAction } from './factor-actions';
import { whatElseGoes } from './what-else-goes';

const purpose = purposes.change_factors;

type Props = {
  on: boolean;
  /** A key was shown and awaits its first code. */
  waiting: boolean;
  needsProof: boolean;
  /** The account has no other second factor. */
  last: boolean;
};

/** The element that stays when one form replaces another, and then takes the focus. */
type Home = { home: RefObject<HTMLDivElement | null> };

/** One form at a time: set up, confirm, and later turn off. */
export function Authenticator({ on, waiting, needsProof, last }: Props) {
  const home = useRef<HTMLDivElement>(null);
  const [cancelled, setCancelled] = useState(0);
  return (
    <div ref={home}>
      {on ? (
        <TurnOff home={home} needsProof={needsProof} last={last} />
      ) : (
        // Remounted on cancel, so that it forgets the key it showed.
        <SetUp key={cancelled} home={home} waiting={waiting} onCancel={() => setCancelled((n) => n + 1)} />
      )}
    </div>
  );
}

function SetUp({ home, waiting, onCancel }: Home & { waiting: boolean; onCancel: () => void }) {
  const item = useRef<HTMLDivElement>(null);
  useFocusWhenGone(item, home);
  // Sent twice, it would show a key that the second answer replaces.
  const { state, pending, form } = useActionForm(startSetupAction, { purpose, repeats: false });
  const setup = state.status === 'done' ? state.data : undefined;
  return (
    <div ref={item} className="flex flex-col gap-5">
      <form {...form} className="flex flex-col items-start gap-4">
        <FormMessage state={state} />
        <SubmitButton variant={setup || waiting ? 'secondary' : 'primary'} pending={pending}>
          {setup || waiting ? 'Start again with a new key' : 'Set up authenticator app'}
        </SubmitButton>
      </form>
      {setup ? <Key qr={setup.qr} text={setup.key} /> : null}
      {setup || waiting ? <Confirm shown={setup?.key} onCancel={onCancel} /> : null}
    </div>
  );
}

const copied = {
  done: 'Key copied.',
  failed: "Your browser doesn't allow copying. Select the key and copy it yourself.",
};

function Key({ qr, text }: { qr: { size: number; path: string }; text: string }) {
  const hydrated = useHydrated();
  const quiet = 4;
  const side = qr.size + 2 * quiet;
  return (
    <div className="flex flex-col gap-5 sm:flex-row sm:items-center">
      {/* Dark on light in both themes, quiet zone included: not every camera reads an inverted code. */}
      <svg
        role="img"
        aria-label="QR code with the key for your authenticator app"
        viewBox={`${-quiet} ${-quiet} ${side} ${side}`}
        className="size-44 shrink-0 rounded-md border border-line"
        shapeRendering="crispEdges"
      >
        <rect x={-quiet} y={-quiet} width={side} height={side} fill="#fff" />
        <path d={qr.path} fill="#000" />
      </svg>
      <div className="min-w-0">
        <p>Scan this with your authenticator app, or type the key:</p>
        <p className="mt-2 break-words font-mono text-[0.9375rem]" data-testid="authenticator-key">
          {text}
        </p>
        {hydrated ? (
          // The spaces are only there for the eye.
          <Button size="sm" className="mt-2" onClick={() => copyText(text.replace(/\s/g, ''), copied)}>
            Copy key
          </Button>
        ) : null}
        <p className="mt-2 text-muted">
          You'll see it only this once. Nothing changes until you confirm a code.
        </p>
      </div>
    </div>
  );
}

/** `shown`: the key that is on the page, if it still is. */
function Confirm({ shown, onCancel }: { shown: string | undefined; onCancel: () => void }) {
  const { state, pending, form } = useActionForm(turnOnAction, {
    purpose,
    repeats: false,
    onDone: () => toast('The authenticator app is on. All your other devices were signed out.'),
  });
  const cancel = useActionForm(cancelSetupAction, { onDone: onCancel });
  const cancelForm = useId();
  const code = useRef<HTMLInputElement>(null);
  // The first code comes next, after every new key.
  useEffect(() => {
    if (shown) code.current?.focus();
  }, [shown]);
  return (
    <>
      <form {...form} className="flex max-w-sm flex-col gap-4" noValidate>
        <FormMessage state={state} />
        <FormMessage state={cancel.state} />
        <CodeField
          codeRef={code}
          hint={
            shown
              ? 'The 6 digits the app shows now.'
              : 'The 6 digits the app shows for the key you saw before. Without that key, start again.'
          }
          error={state.fields?.code}
        />
        <div className="flex flex-wrap gap-2">
          <SubmitButton pending={pending} pendingLabel="Checking…">
            Turn on
          </SubmitButton>
          <SubmitButton form={cancelForm} variant="secondary" pending={cancel.pending}>
            Cancel
          </SubmitButton>
        </div>
      </form>
      <form {...cancel.form} id={cancelForm} className="hidden" />
    </>
  );
}

function TurnOff({ home, needsProof, last }: Home & { needsProof: boolean; last: boolean }) {
  const item = useRef<HTMLDivElement>(null);
  useFocusWhenGone(item, home);
  return (
    <div ref={item} className="flex flex-col items-start gap-4">
      <Note tone="good">On. Signing in asks for a code after the password.</Note>
      <ConfirmedForm
        action={turnOffAction}
        purpose={purpose}
        needsProof={needsProof}
        button="Remove authenticator app"
        pendingLabel="Removing…"
        look={{ variant: 'secondary' }}
        title="Remove the authenticator app?"
        description={`Its codes no longer prove it's you. ${whatElseGoes(last)} Then delete it in the app, too.`}
        repeats={false}
        withoutScripts="Yes, remove the authenticator app"
        onDone={() => toast('The authenticator app was removed. All your other devices were signed out.')}
      />
    </div>
  );
}
