/** Submits a form to a server action so that nothing typed is lost: not to a slow network, not to step-up, not to an ended session. */

'use client';

import { unstable_rethrow } from 'next/navigation';
import { type FormEvent, useActionState, useCallback, useRef, useState } from 'react';
import { type Action, type ActionState, idle } from '@/lib/web/action-state';
import { useSessionGuard } from './session-guard/context';
import { useStepUp } from './step-up/context';

type Options<Data> = {
  /** Completes "Confirm it's you to …"; needed where the action demands recent proof. */
  readonly purpose?: string;
  readonly onDone?: (state: ActionState<Data>) => void;
};

const lost: ActionState<never> = {
  status: 'unavailable',
  message: "Can't reach the server. What you typed is still here. Try again in a moment.",
};

/**
 * Without scripts the browser posts the form and the page comes back with the answer. With scripts the form is held
 * in memory until it went through: React would otherwise clear the fields and show an error page on a lost connection.
 */
export function useActionForm<Data>(action: Action<Data>, { purpose, onDone }: Options<Data> = {}) {
  const [served, post] = useActionState(action, idle as ActionState<Data>);
  const [answered, setAnswered] = useState<ActionState<Data>>();
  const [pending, setPending] = useState(false);
  const running = useRef(false);
  const stepUp = useStepUp();
  const guard = useSessionGuard();
  const state = answered ?? served;

  const send = useCallback(
    async (form: FormData): Promise<ActionState<Data> | 'leaving' | 'cancelled'> => {
      const answer = await call(action, form);
      if (answer === 'leaving') return answer;
      if (answer.status === 'signed_out') await guard?.recheck();
      if (answer.status !== 'step_up_required' || !stepUp) return answer;
      // The form waits here as it was filled in, and goes through by itself once the person has proven who they are.
      return (await stepUp.confirm(purpose ?? 'continue')) ? send(form) : 'cancelled';
    },
    [action, guard, stepUp, purpose],
  );

  const submit = useCallback(
    async (form: FormData): Promise<ActionState<Data> | undefined> => {
      if (running.current) return undefined;
      running.current = true;
      setPending(true);
      const answer = await send(form);
      // On the way to another page the button keeps waiting, so that it cannot be pressed again.
      if (answer === 'leaving') return undefined;
      running.current = false;
      setPending(false);
      if (answer === 'cancelled') return undefined;
      setAnswered(answer);
      if (answer.status === 'done') onDone?.(answer);
      return answer;
    },
    [send, onDone],
  );

  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { submitter } = event.nativeEvent as SubmitEvent;
    void submit(new FormData(event.currentTarget, submitter));
  };
  return { state, pending, submit, form: { action: post, onSubmit } };
}

async function call<Data>(action: Action<Data>, form: FormData): Promise<ActionState<Data> | 'leaving'> {
  try {
    return await action(idle as ActionState<Data>, form);
  } catch (error) {
    // A redirect: the router is already on its way.
    return isNavigation(error) ? 'leaving' : lost;
  }
}

function isNavigation(error: unknown): boolean {
  try {
    unstable_rethrow(error);
    return false;
  } catch {
    return true;
  }
}
