import type { ReactNode } from 'react';
import { PersonText } from './person-text';

type Props = {
  title: string;
  /** Whose account it is about: people have several. */
  email: string;
  /** What it will be able to do, a phrase each. */
  may: readonly string[];
  /** What else helps to know it again. */
  facts?: ReactNode;
  children: ReactNode;
};

/** The card in which a program asks to be signed in. */
export function AskingApp({ title, email, may, facts, children }: Props) {
  return (
    <div className="mx-auto max-w-md rounded-lg border border-line bg-surface p-5 sm:p-6">
      <h1 className="font-semibold text-lg leading-6 tracking-tight">{title}</h1>
      <p className="mt-1 text-muted">
        As <PersonText>{email}</PersonText>
      </p>
      {facts ? <div className="mt-4">{facts}</div> : null}
      {may.length > 0 ? (
        <div className="mt-4">
          <p>It will be able to:</p>
          <ul className="mt-1 list-disc pl-5">
            {may.map((deed) => (
              <li key={deed}>{deed}</li>
            ))}
          </ul>
        </div>
      ) : null}
      <p className="mt-4 mb-5 text-[0.8125rem] text-muted">
        It never sees your password. You can sign it out at any time under Settings, Sessions.
      </p>
      {children}
    </div>
  );
}
