'use client';

import { Monitor, Moon, Sun } from 'lucide-react';
import { useId, useSyncExternalStore } from 'react';
import { classNames } from './class-names';
import { setPreference } from './preference-cookie';
import { useHydrated } from './use-hydrated';

const choices = [
  { value: 'system', label: 'System', Icon: Monitor },
  { value: 'light', label: 'Light', Icon: Sun },
  { value: 'dark', label: 'Dark', Icon: Moon },
] as const;

/** The server writes what the cookie says. From then on this attribute is the truth, for every switch on the page. */
const current = () => document.documentElement.dataset.theme ?? 'system';

function subscribe(changed: () => void) {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  return () => observer.disconnect();
}

function choose(theme: string) {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  setPreference('theme', theme);
}

export interface ThemeSwitchProps {
  /** Words beside the icons, for a settings page. */
  words?: boolean;
}

/** System, light or dark. Only the browser knows the choice, so the switch stays invisible until the browser has it. */
export function ThemeSwitch({ words = false }: ThemeSwitchProps) {
  const theme = useSyncExternalStore(subscribe, current, () => 'system');
  const hydrated = useHydrated();
  const name = useId();
  return (
    <fieldset
      className={classNames(
        'inline-flex w-fit gap-0.5 rounded-lg border border-line p-0.5',
        !hydrated && 'invisible',
      )}
    >
      <legend className="sr-only">Theme</legend>
      {choices.map(({ value, label, Icon }) => (
        <label
          key={value}
          title={words ? undefined : label}
          className="inline-flex h-7 min-w-7 cursor-pointer items-center justify-center gap-1.5 rounded-md px-1.5 text-muted hover:text-ink has-checked:bg-hover has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-ring"
        >
          <input
            type="radio"
            name={name}
            value={value}
            checked={hydrated && theme === value}
            onChange={() => choose(value)}
            className="sr-only"
          />
          <Icon aria-hidden="true" className="size-4" />
          <span className={words ? 'pr-1' : 'sr-only'}>{label}</span>
        </label>
      ))}
    </fieldset>
  );
}
