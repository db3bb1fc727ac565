'use client';

import { FormMessage } from '@/app/guard/forms/form-message';
import { useActionForm } from '@/app/guard/forms/use-action-form';
import { SubmitButton } from '@/app/ui/button';
import type { ActionState } from '@/lib/web/guards/action-state';
import { purposes } from '@/lib/words/reasons';
import { allowAppAction, refuseAppAction } from './actions';

type Props = { appName: string; fields: Readonly<Record<string, string | undefined>> };
type Answer = ActionState<{ to: string }>;

/** Another program opens from here on, so the browser goes there by itself, as for any link. */
const follow = ({ data }: Answer) => {
  if (data) window.location.assign(data.to);
};

export function AuthorizeForm({ appName, fields }: Props) {
  const allow = useActionForm(allowAppAction, {
    purpose: purposes.sign_in_app,
    onDone: follow,
    repeats: false,
  });
  const refuse = useActionForm(refuseAppAction, { onDone: follow, repeats: false });
  const answered = allow.state.data ?? refuse.state.data;
  if (answered) return <BackToApp appName={appName} to={answered.to} allowed={Boolean(allow.state.data)} />;
  return (
    <div className="flex flex-col gap-3">
      <FormMessage state={allow.state} />
      <FormMessage state={refuse.state} />
      <div className="flex flex-wrap gap-2">
        <form {...allow.form}>
          <Hidden fields={fields} />
          <SubmitButton pending={allow.pending} pendingLabel="Signing in…">
            Continue
          </SubmitButton>
        </form>
        <form {...refuse.form}>
          <Hidden fields={fields} />
          <SubmitButton variant="secondary" pending={refuse.pending}>
            Cancel
          </SubmitButton>
        </form>
      </div>
    </div>
  );
}

const Hidden = ({ fields }: Pick<Props, 'fields'>) =>
  Object.entries(fields).map(([name, value]) =>
    value === undefined ? null : <input key={name} type="hidden" name={name} value={value} />,
  );

function BackToApp({ appName, to, allowed }: { appName: string; to: string; allowed: boolean }) {
  return (
    <div role="status" className="flex flex-col gap-3">
      <p>
        {allowed ? `${appName} is signed in. Go back to it to carry on.` : `${appName} was not signed in.`}
      </p>
      <p>
        <a href={to} className="text-link">
          Open {appName}
        </a>
      </p>
    </div>
  );
}
